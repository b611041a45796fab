// SPDX-License-Identifier: EUPL-1.2
// PDF and JPEG as others read them: qpdf and poppler.
#include "reading_back.hpp"

#include <support_scanner/pages.hpp>

using namespace foyer;
using namespace support_scanner;
using Sheets = std::vector<imaging::Sheet>;

TEST_CASE("A colour and a grey page become one PDF that qpdf and poppler read") {
  const ScannerModel model{.dpi = 150};
  const Sheets pages{sheet(passport_page(model)), sheet(in_grey(police_report_page(model)))};
  const auto pdf = imaging::to_pdf(pages);
  REQUIRE(pdf.ok());
  const Folder folder;
  folder.put("pages.pdf", *pdf);
  CHECK(folder.run("qpdf --check pages.pdf").find("No syntax or stream encoding errors") !=
        std::string::npos);
  const std::string info = folder.run("pdfinfo pages.pdf");
  CHECK(info.find("Pages:           2") != std::string::npos);
  CHECK(info.find("A4") != std::string::npos);
  CHECK(info.find("CreationDate") == std::string::npos);
  const std::string images = folder.run("pdfimages -list pages.pdf");
  INFO(images);
  CHECK(images.find("image    1240  1754  rgb     3   8  jpeg") != std::string::npos);
  CHECK(images.find("image    1240  1754  gray    1   8  jpeg") != std::string::npos);
}

TEST_CASE("The PDF rendered back looks like the page that was scanned") {
  const auto page = sheet(passport_page({.dpi = 150}));
  const auto pdf = imaging::to_pdf(Sheets{page});
  REQUIRE(pdf.ok());
  const Folder folder;
  folder.put("page.pdf", *pdf);
  const api::Page back = folder.drawn("page.pdf", 150);
  CHECK(back.width == page.page->width);
  CHECK(back.height == page.page->height);
  CHECK(mean_difference(back.pixels, page.page->pixels) < 4.0);
}

TEST_CASE("The same pages give the same bytes") {
  const ScannerModel model{.dpi = 75};
  const Sheets pages{sheet(passport_page(model)), sheet(police_report_page(model))};
  const auto first = imaging::to_pdf(pages);
  const auto second = imaging::to_pdf(pages);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(*first == *second);
  const auto other = imaging::to_pdf(Sheets{pages[1], pages[0]});
  REQUIRE(other.ok());
  CHECK(*first != *other);
}

TEST_CASE("A JPEG carries the page's resolution and nothing else about it") {
  const auto jpeg = imaging::to_jpeg(blank_page({.dpi = 75}), 80);
  REQUIRE(jpeg.ok());
  // JFIF 1.02: APP0 right after SOI, units 1 (dots per inch), X and Y density.
  REQUIRE(jpeg->size() > 20);
  CHECK(to_hex(ByteView(*jpeg).first(18)) == "ffd8ffe000104a46494600010101004b004b");
  const std::string text(as_text(*jpeg));
  CHECK(text.find("Exif") == std::string::npos);
}

TEST_CASE("The quality is lowered until the limit fits, and no further than that") {
  const Sheets pages{sheet(passport_page({.noise = 6, .dpi = 100}))};
  const auto large = imaging::to_pdf(pages);
  REQUIRE(large.ok());
  imaging::PdfLimits limits;
  limits.max_bytes = large->size() / 2;
  const auto small = imaging::to_pdf(pages, limits);
  REQUIRE(small.ok());
  CHECK(small->size() <= limits.max_bytes);
  limits.max_bytes = 2'000;
  const auto none = imaging::to_pdf(pages, limits);
  REQUIRE_FALSE(none.ok());
  CHECK(none.failure().code == FailureCode::page_too_large);
}

TEST_CASE("Too many pages, no page and a broken page are refused") {
  const auto page = sheet(blank_page({.dpi = 75}));
  CHECK(imaging::to_pdf(Sheets(31, page)).failure().code == FailureCode::page_too_large);
  CHECK(imaging::to_pdf(Sheets{}).failure().code == FailureCode::image_malformed);
  CHECK(imaging::to_pdf(Sheets{{}}).failure().code == FailureCode::image_malformed);
  auto broken = blank_page({.dpi = 75});
  broken.pixels.pop_back();
  CHECK(imaging::to_pdf(Sheets{sheet(std::move(broken))}).failure().code ==
        FailureCode::image_malformed);
}
