// SPDX-License-Identifier: EUPL-1.2
// Letters become small and lose nothing that anybody would miss: drawn back by poppler, beside the
// page as it was scanned.
#include "hard_pages.hpp"
#include "reading_back.hpp"

#include "ink.hpp"
#include "layer_check.hpp"
#include "layers.hpp"

#include <support_scanner/pages.hpp>

using namespace foyer;
using namespace support_scanner;

namespace {

Bytes pdf_of(const imaging::Sheet& sheet) {
  auto pdf = imaging::to_pdf(std::span(&sheet, 1));
  REQUIRE(pdf.ok());
  return std::move(*pdf);
}

struct Drawn {
  Folder folder;
  Bytes pdf;
  api::Page page;
  std::string images;

  explicit Drawn(const imaging::Sheet& sheet) : pdf(pdf_of(sheet)) {
    folder.put("page.pdf", pdf);
    page = folder.drawn("page.pdf", sheet.page->dpi);
    images = folder.run("pdfimages -list page.pdf");
    REQUIRE(page.width == sheet.page->width);
    REQUIRE(page.height == sheet.page->height);
  }
  [[nodiscard]] bool layered() const { return images.find("ccitt") != std::string::npos; }
};

struct Rgb {
  double red = 0, green = 0, blue = 0;
};

// The mean of a spot 0.7 mm wide around the place.
Rgb colour_at(const api::Page& page, double x, double y) {
  api::Page& changeable = const_cast<api::Page&>(page);
  Rgb sum;
  int count = 0;
  change_pixels(changeable, x - 0.35, y - 0.35, 0.7, 0.7, [&](std::uint8_t* pixel, double, double) {
    sum.red += pixel[0];
    sum.green += pixel[1];
    sum.blue += pixel[2];
    ++count;
  });
  return {sum.red / count, sum.green / count, sum.blue / count};
}

// The largest difference of mean brightness in any square of 5 mm.
double worst_shift(const api::Page& a, const api::Page& b) {
  const int side = static_cast<int>(5 * a.dpi / 25.4);
  double worst = 0;
  for (int top = 0; top + side <= a.height; top += side)
    for (int left = 0; left + side <= a.width; left += side) {
      double sum = 0;
      for (int y = top; y < top + side; ++y)
        for (int x = left; x < left + side; ++x) {
          const auto i = (static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width) +
                          static_cast<std::size_t>(x)) *
                         3;
          sum += a.pixels[i + 1] - b.pixels[i + 1];
        }
      worst = std::max(worst, std::abs(sum) / (side * side));
    }
  return worst;
}

} // namespace

TEST_CASE("A letter is paper, colours and two-level ink, and below 100 KB") {
  const auto letter = sheet(police_report_page());
  const Drawn drawn(letter);
  INFO(drawn.images);
  CHECK(drawn.images.find("2480  3508  -       1   1  ccitt") != std::string::npos);
  CHECK(drawn.images.find("jbig2") == std::string::npos);
  CHECK(drawn.pdf.size() < 100'000);
  CHECK(mean_difference(drawn.page.pixels, letter.page->pixels) < 4.0);
  CHECK(worst_shift(drawn.page, *letter.page) < 10);
}

TEST_CASE("A grey letter is layers, too") {
  const auto letter = sheet(in_grey(police_report_page({.dpi = 200})));
  const Drawn drawn(letter);
  CHECK(drawn.layered());
  CHECK(drawn.pdf.size() < 50'000);
}

TEST_CASE("A stamp over print keeps its colour, and the print below stays black") {
  auto page = police_report_page({.skew_degrees = 0});
  stamp(page, 60, 108); // over the paragraph on the loss
  const auto letter = sheet(std::move(page));
  const Drawn drawn(letter);
  REQUIRE(drawn.layered());
  CHECK(drawn.pdf.size() < 120'000);
  // Along the outer ring, every 15 degrees.
  for (int degrees = 0; degrees < 360; degrees += 15) {
    const double angle = degrees * 3.14159265 / 180;
    const double x = 78 + 17.2 * std::cos(angle);
    const double y = 126 + 17.2 * std::sin(angle);
    const Rgb before = colour_at(*letter.page, x, y);
    const Rgb after = colour_at(drawn.page, x, y);
    INFO(degrees << ": " << before.red << " " << before.green << ", then " << after.red << " "
                 << after.green);
    CHECK(std::abs((after.red - after.green) - (before.red - before.green)) < 45);
  }
}

TEST_CASE("What is marked with a pen stays marked, and readable") {
  auto page = police_report_page({.skew_degrees = 0});
  highlight(page, 24, 92, 120, 12);
  const auto letter = sheet(std::move(page));
  const Drawn drawn(letter);
  REQUIRE(drawn.layered());
  const Rgb marked = colour_at(drawn.page, 142, 93.5);
  CHECK(marked.red - marked.blue > 100);
}

TEST_CASE("White print on a dark ground is not lost") {
  auto page = police_report_page({.skew_degrees = 0});
  invert(page, 20, 90, 170, 40);
  const auto letter = sheet(std::move(page));
  const Drawn drawn(letter);
  CHECK(drawn.layered());
  CHECK(drawn.pdf.size() < 80'000);
  CHECK(mean_difference(drawn.page.pixels, letter.page->pixels) < 6.0);
  CHECK(worst_shift(drawn.page, *letter.page) < 14);
}

TEST_CASE(
    "White print on coloured fields, from edge to edge and small, is layers in those colours") {
  const std::array<int, 3> field = GENERATE(std::array{0, 60, 140}, std::array{0, 140, 80},
                                            std::array{230, 120, 10}, std::array{70, 70, 75});
  auto page = police_report_page({.skew_degrees = 0.4});
  print_on_field(page, 0, 0, 210, 60, field);
  print_on_field(page, 20, 90, 170, 8, field);  // a table's head
  print_on_field(page, 60, 110, 80, 60, field); // black print goes on beside it
  const auto letter = sheet(std::move(page));
  const Drawn drawn(letter);
  INFO(field[0] << ' ' << field[1] << ' ' << field[2] << '\n' << drawn.images);
  CHECK(drawn.layered());
  CHECK(drawn.pdf.size() < 100'000);
  CHECK(mean_difference(drawn.page.pixels, letter.page->pixels) < 6.0);
  CHECK(worst_shift(drawn.page, *letter.page) < 16);
  for (const auto& [x, y] : {std::pair{5.0, 5.0}, {205.0, 55.0}, {62.0, 168.0}, {205.0, 61.5}}) {
    const Rgb before = colour_at(*letter.page, x, y);
    const Rgb after = colour_at(drawn.page, x, y);
    INFO(x << ' ' << y);
    CHECK(std::abs(after.red - before.red) < 12);
    CHECK(std::abs(after.green - before.green) < 12);
    CHECK(std::abs(after.blue - before.blue) < 12);
  }
}

TEST_CASE("A photograph and a passport keep all their pixels") {
  auto page = police_report_page({.skew_degrees = 0});
  photo(page, 120, 210, 35, 45);
  for (const auto& whole : {sheet(std::move(page)), sheet(passport_page())}) {
    const Drawn drawn(whole);
    INFO(drawn.images);
    CHECK(drawn.images.find("image    2480  3508  rgb     3   8  jpeg") != std::string::npos);
    CHECK_FALSE(drawn.layered());
    CHECK(mean_difference(drawn.page.pixels, whole.page->pixels) < 3.5); // the noise
  }
}

TEST_CASE("Layers that show another page are noticed") {
  using namespace imaging;
  auto page = police_report_page({.skew_degrees = 0, .dpi = 150});
  stamp(page, 60, 200);
  Grey grey = to_grey(page);
  Ink ink = find_ink(grey, page.dpi);
  auto layers = split(page);
  REQUIRE(layers);
  REQUIRE(look_alike(page, grey, ink, *layers));

  SECTION("a mask that is inverted") {
    for (std::uint8_t& mark : ink.marks)
      mark = mark == 0 ? 1 : 0;
  }
  SECTION("a mask that is lost") {
    std::fill(ink.marks.begin(), ink.marks.end(), std::uint8_t{0});
  }
  SECTION("one line of print that is lost") {
    const auto from = ink.marks.begin() + ink.width * static_cast<int>(93 * 150 / 25.4);
    std::fill(from, from + ink.width * static_cast<int>(6 * 150 / 25.4), std::uint8_t{0});
  }
  SECTION("a stamp that has turned black") {
    layers->ink.reset();
    layers->flat = {20, 20, 20};
  }
  SECTION("a stamp that has gone") {
    for (int y = static_cast<int>(200 * 150 / 25.4); y < static_cast<int>(237 * 150 / 25.4); ++y)
      std::fill_n(ink.marks.begin() + y * ink.width, ink.width, std::uint8_t{0});
  }
  SECTION("a pale mark close to bold print that is lost") {
    bars(page, 30, 81, 1.5, 1.2, 190);
    grey = to_grey(page);
  }
  SECTION("paper that has gone dark") {
    for (std::uint8_t& level : layers->paper.pixels)
      level = static_cast<std::uint8_t>(level - 30);
  }
  CHECK_FALSE(look_alike(page, grey, ink, *layers));
}
