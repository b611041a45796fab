// SPDX-License-Identifier: EUPL-1.2
// PDF and JPEG as others read them: qpdf and poppler.
#include <imaging/document.hpp>
#include <processes/processes.hpp>
#include <support_scanner/pages.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace foyer;
using namespace support_scanner;
using Pages = std::vector<std::shared_ptr<const api::Page>>;

namespace {

std::shared_ptr<const api::Page> shared(api::Page page) {
  return std::make_shared<const api::Page>(std::move(page));
}

api::Page to_grey(const api::Page& colour) {
  api::Page grey;
  grey.width = colour.width;
  grey.height = colour.height;
  grey.channels = 1;
  grey.dpi = colour.dpi;
  for (std::size_t i = 0; i < colour.pixels.size(); i += 3)
    grey.pixels.push_back(colour.pixels[i + 1]);
  return grey;
}

struct Folder {
  processes::TemporaryDirectory directory;
  void put(const std::string& name, ByteView bytes) const {
    processes::write_file(directory / name, std::string(as_text(bytes)));
  }
  // What the command prints; it runs in the folder and must succeed.
  [[nodiscard]] std::string run(const std::string& command) const {
    std::string output;
    const int status = processes::run(
        {"sh", "-c", "cd '" + directory.path().string() + "' && " + command}, &output);
    INFO(command << "\n" << output);
    REQUIRE(status == 0);
    return output;
  }
};

api::Page load_ppm(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string magic;
  int levels = 0;
  api::Page page;
  in >> magic >> page.width >> page.height >> levels;
  REQUIRE(magic == "P6");
  in.get();
  page.pixels.resize(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                     3);
  in.read(reinterpret_cast<char*>(page.pixels.data()),
          static_cast<std::streamsize>(page.pixels.size()));
  return page;
}

double mean_difference(const Bytes& a, const Bytes& b) {
  REQUIRE(a.size() == b.size());
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += std::abs(static_cast<int>(a[i]) - static_cast<int>(b[i]));
  return sum / static_cast<double>(a.size());
}

} // namespace

TEST_CASE("A colour and a grey page become one PDF that qpdf and poppler read") {
  const ScannerModel model{.dpi = 150};
  const Pages pages{shared(passport_page(model)), shared(to_grey(police_report_page(model)))};
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
  const auto page = shared(passport_page({.dpi = 150}));
  const auto pdf = imaging::to_pdf(Pages{page});
  REQUIRE(pdf.ok());
  const Folder folder;
  folder.put("page.pdf", *pdf);
  (void)folder.run("pdftoppm -r 150 page.pdf out");
  const api::Page back = load_ppm(folder.directory / "out-1.ppm");
  CHECK(back.width == page->width);
  CHECK(back.height == page->height);
  CHECK(mean_difference(back.pixels, page->pixels) < 4.0);
}

TEST_CASE("The same pages give the same bytes") {
  const ScannerModel model{.dpi = 75};
  const Pages pages{shared(passport_page(model)), shared(police_report_page(model))};
  const auto first = imaging::to_pdf(pages);
  const auto second = imaging::to_pdf(pages);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(*first == *second);
  const auto other = imaging::to_pdf(Pages{pages[1], pages[0]});
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
  const Pages pages{shared(police_report_page({.noise = 6, .dpi = 100}))};
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
  const auto page = shared(blank_page({.dpi = 75}));
  CHECK(imaging::to_pdf(Pages(21, page)).failure().code == FailureCode::page_too_large);
  CHECK(imaging::to_pdf(Pages{}).failure().code == FailureCode::image_malformed);
  CHECK(imaging::to_pdf(Pages{nullptr}).failure().code == FailureCode::image_malformed);
  auto broken = blank_page({.dpi = 75});
  broken.pixels.pop_back();
  CHECK(imaging::to_pdf(Pages{shared(std::move(broken))}).failure().code ==
        FailureCode::image_malformed);
}
