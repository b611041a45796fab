// SPDX-License-Identifier: EUPL-1.2
// Advice on pages of known content, each through several scanners (seeds, noise, skew).
#include <imaging/page_check.hpp>
#include <support_scanner/pages.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace support_scanner;

namespace {

imaging::PageCheck check(const api::Page& page) {
  const auto result = imaging::check_page(page);
  REQUIRE(result.ok());
  return *result;
}

// 150 dpi keeps the tests quick; the check works at 100 dpi anyway.
ScannerModel scanner(double noise, std::uint32_t seed) {
  return {.noise = noise, .skew_degrees = 0.3 * seed, .seed = seed, .dpi = 150};
}

} // namespace

TEST_CASE("Paper with nothing on it looks empty, on quiet and on noisy scanners") {
  const double noise = GENERATE(0.0, 2.5, 6.0);
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    const auto result = check(blank_page(scanner(noise, seed)));
    INFO("noise " << noise << " seed " << seed << " marks " << result.marks);
    CHECK(result.looks_empty);
    CHECK_FALSE(result.looks_dark);
  }
}

TEST_CASE("A page with one line of pale pencil does not look empty") {
  const double noise = GENERATE(0.0, 2.5, 4.0);
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    const auto result = check(faint_page(scanner(noise, seed)));
    INFO("noise " << noise << " seed " << seed << " marks " << result.marks);
    CHECK_FALSE(result.looks_empty);
  }
}

TEST_CASE("A letter and a passport page look neither empty nor dark") {
  for (std::uint32_t seed = 1; seed <= 2; ++seed) {
    const auto letter = check(police_report_page(scanner(2.5, seed)));
    INFO("letter: marks " << letter.marks << " paper " << letter.paper);
    CHECK(letter.marks > 200);
    CHECK_FALSE(letter.looks_dark);
    const auto passport = check(passport_page(scanner(2.5, seed)));
    INFO("passport: marks " << passport.marks << " paper " << passport.paper);
    CHECK_FALSE(passport.looks_empty);
    CHECK_FALSE(passport.looks_dark);
  }
}

TEST_CASE("A page scanned far too dark looks dark, one a little grey does not") {
  ScannerModel model = scanner(2.5, 1);
  model.brightness = 0.35;
  CHECK(check(police_report_page(model)).looks_dark);
  model.brightness = 0.75;
  CHECK_FALSE(check(police_report_page(model)).looks_dark);
}

TEST_CASE("A small card on the black of an open lid does not look dark") {
  api::Page page;
  page.channels = 1;
  page.dpi = 100;
  page.width = 827;
  page.height = 1169;
  page.pixels.assign(827U * 1169U, 12);
  for (int y = 40; y < 40 + 213; ++y) // 85.6 x 54 mm
    for (int x = 40; x < 40 + 337; ++x)
      page.pixels[static_cast<std::size_t>(y * 827 + x)] = 215;
  CHECK_FALSE(check(page).looks_dark);
}

TEST_CASE("A single speck of dust is not writing") {
  api::Page page = blank_page(scanner(2.5, 5));
  for (int y = 400; y < 408; ++y)
    for (int x = 300 * 3; x < 308 * 3; ++x)
      page.pixels[static_cast<std::size_t>(y * page.width * 3 + x)] = 20;
  const auto result = check(page);
  CHECK(result.marks == 1);
  CHECK(result.looks_empty);
}

TEST_CASE("Of a passport laid beyond the glass a part is missing") {
  auto model = scanner(2.5, 1);
  model.skew_degrees = -9; // about the glass's middle: its left side leaves the picture
  const auto beyond = check(passport_page(model));
  CHECK(beyond.outline_is_sure);
  CHECK(beyond.is_cut_off);
  model.skew_degrees = -1;
  const auto whole = check(passport_page(model));
  CHECK_FALSE(whole.is_cut_off);
}
