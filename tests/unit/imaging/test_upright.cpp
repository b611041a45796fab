// SPDX-License-Identifier: EUPL-1.2
// Pages made from pages: turned, cut, blacked out, straightened.
#include <imaging/upright.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace foyer;
using imaging::Rect;

namespace {

// Each pixel tells where it is.
api::Page numbered(int width, int height, int channels) {
  api::Page page;
  page.width = width;
  page.height = height;
  page.channels = channels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int channel = 0; channel < channels; ++channel)
        page.pixels.push_back(static_cast<std::uint8_t>(10 * y + x + 100 * channel));
  return page;
}

int at(const api::Page& page, int x, int y) {
  return page.pixels[static_cast<std::size_t>((y * page.width + x) * page.channels)];
}

constexpr int far = std::numeric_limits<int>::max();

} // namespace

TEST_CASE("A page turned clockwise has its left side on top") {
  const int channels = GENERATE(1, 3);
  const auto page = numbered(4, 3, channels);
  const auto once = imaging::turned(page, 1);
  REQUIRE(once.ok());
  CHECK((*once)->width == 3);
  CHECK((*once)->height == 4);
  CHECK((*once)->channels == channels);
  CHECK(at(**once, 0, 0) == 20); // was bottom left
  CHECK(at(**once, 2, 0) == 0);  // was top left
  CHECK(at(**once, 0, 3) == 23); // was bottom right
}

TEST_CASE("Four turns, in steps of any kind, give the page again") {
  const auto page = numbered(70, 65, 3);
  const auto there = imaging::turned(page, GENERATE(1, 2, 3, 7));
  REQUIRE(there.ok());
  CHECK((*there)->pixels != page.pixels);
  const int done = (*there)->width == 70 ? 2 : at(**there, 64, 0) == 0 ? 1 : 3;
  const auto back = imaging::turned(**there, -done);
  REQUIRE(back.ok());
  CHECK((*back)->pixels == page.pixels);
}

TEST_CASE("What is blacked out is black in every channel, and nothing else is") {
  const auto page = numbered(5, 4, 3);
  const std::vector<Rect> rects{{1, 1, 2, 1}, {4, 3, far, far}, {-2, -2, 3, 3}, {9, 9, 2, 2}};
  const auto black = imaging::blacked_out(page, rects);
  REQUIRE(black.ok());
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 5; ++x) {
      const bool hidden = (y == 1 && (x == 1 || x == 2)) || (y == 3 && x == 4) || (!x && !y);
      for (int channel = 0; channel < 3; ++channel) {
        const auto index = static_cast<std::size_t>((y * 5 + x) * 3 + channel);
        CHECK((*black)->pixels[index] == (hidden ? 0 : page.pixels[index]));
      }
    }
}

TEST_CASE("Without a turn, a lean and an outline an upright page is the page") {
  const auto page = numbered(30, 20, 3);
  const auto upright = imaging::make_upright(page, {});
  REQUIRE(upright.ok());
  CHECK((*upright)->pixels == page.pixels);
}

TEST_CASE("A card laid askew comes out straight and cut to its edge") {
  api::Page page;
  page.width = page.height = 300;
  page.channels = 1;
  page.pixels.assign(300U * 300U, 20);
  // 160 x 100 about the middle, leaning clockwise by 30 degrees; its upper left part is grey.
  const double c = 0.8660254, s = 0.5;
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 300; ++x) {
      const double u = c * (x - 150) + s * (y - 150), v = -s * (x - 150) + c * (y - 150);
      if (std::abs(u) <= 80 && std::abs(v) <= 50)
        page.pixels[static_cast<std::size_t>(y * 300 + x)] = u < 0 && v < 0 ? 120 : 230;
    }
  const auto corner = [&](double u, double v) {
    return imaging::Point{static_cast<float>(150 + c * u - s * v),
                          static_cast<float>(150 + s * u + c * v)};
  };
  imaging::PageCheck check;
  check.outline = {corner(-80, -50), corner(80, -50), corner(80, 50), corner(-80, 50)};
  check.outline_is_sure = true;
  check.skew_degrees = 30;
  const auto upright = imaging::make_upright(page, check);
  REQUIRE(upright.ok());
  CHECK((*upright)->width == 160);
  CHECK((*upright)->height == 100);
  CHECK(at(**upright, 40, 25) == 120);
  CHECK(at(**upright, 120, 25) == 230);
  CHECK(at(**upright, 40, 75) == 230);
  CHECK(std::count_if((*upright)->pixels.begin(), (*upright)->pixels.end(),
                      [](std::uint8_t level) { return level < 100; }) < 600); // the rim
  check.quarter_turns = 2;
  check.turn_is_sure = true;
  const auto turned = imaging::make_upright(page, check);
  REQUIRE(turned.ok());
  CHECK(at(**turned, 120, 75) == 120);
}

TEST_CASE("An outline that no page has, and a page without its pixels, are refused") {
  auto page = numbered(30, 20, 1);
  imaging::PageCheck check;
  check.outline_is_sure = true; // all corners in one place
  CHECK_FALSE(imaging::make_upright(page, check).ok());
  check.outline[2] = {1e8F, 1e8F};
  CHECK_FALSE(imaging::make_upright(page, check).ok());
  page.pixels.pop_back();
  CHECK_FALSE(imaging::make_upright(page, {}).ok());
  CHECK_FALSE(imaging::turned(page, 1).ok());
  CHECK_FALSE(imaging::blacked_out(page, {}).ok());
}

TEST_CASE("What lies beyond the picture is paper, no bar drawn out of a line at its border") {
  const int channels = GENERATE(1, 3);
  api::Page page;
  page.width = 400, page.height = 560;
  page.channels = channels;
  for (int y = 0; y < page.height; ++y)
    page.pixels.insert(page.pixels.end(), static_cast<std::size_t>(page.width * channels),
                       y >= 200 && y < 220 ? 20 : 240);
  const auto dark = [](const api::Page& of) {
    return static_cast<double>(std::count_if(of.pixels.begin(), of.pixels.end(),
                                             [](std::uint8_t value) { return value < 120; }));
  };
  imaging::PageCheck check;
  check.skew_degrees = 6;
  check.outline = {imaging::Point{0, 0}, {400, 0}, {400, 560}, {0, 560}};
  const auto upright = imaging::make_upright(page, check);
  REQUIRE(upright.ok());
  CHECK((*upright)->width > page.width);
  CHECK(dark(**upright) == Approx(dark(page)).epsilon(0.03));
}
