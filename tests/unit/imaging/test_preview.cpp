// SPDX-License-Identifier: EUPL-1.2
#include <imaging/preview.hpp>

#include <catch2/catch.hpp>

using namespace foyer;

namespace {

api::Page page_of(int width, int height, int channels, Bytes pixels) {
  api::Page page;
  page.width = width;
  page.height = height;
  page.channels = channels;
  page.pixels = std::move(pixels);
  return page;
}

} // namespace

TEST_CASE("A preview pixel is the mean of the pixels it stands for") {
  const auto page = page_of(4, 2, 1, {0, 100, 50, 50, 100, 200, 50, 52});
  const auto preview = imaging::make_preview(page, 2, 2);
  REQUIRE(preview.ok());
  CHECK(preview->width == 2);
  CHECK(preview->height == 1);
  CHECK(preview->rgba == Bytes{100, 100, 100, 255, 51, 51, 51, 255});
}

TEST_CASE("Colours keep their order") {
  const auto page = page_of(1, 2, 3, {10, 20, 30, 20, 40, 60});
  const auto preview = imaging::make_preview(page, 1, 1);
  REQUIRE(preview.ok());
  CHECK(preview->rgba == Bytes{15, 30, 45, 255});
}

TEST_CASE("A preview fits both limits, keeps proportions and never enlarges") {
  const auto page = page_of(200, 300, 1, Bytes(60'000, 7));
  const auto wide = imaging::make_preview(page, 1000, 30);
  REQUIRE(wide.ok());
  CHECK(wide->width == 20);
  CHECK(wide->height == 30);
  const auto large = imaging::make_preview(page, 1000, 1000);
  REQUIRE(large.ok());
  CHECK(large->width == 200);
  CHECK(large->height == 300);
}

TEST_CASE("A page whose pixels do not fit its size is refused") {
  CHECK_FALSE(imaging::make_preview(page_of(2, 2, 1, Bytes(3)), 10, 10).ok());
  CHECK_FALSE(imaging::make_preview(page_of(2, 2, 1, Bytes(5)), 10, 10).ok());
  CHECK_FALSE(imaging::make_preview(page_of(2, 2, 2, Bytes(8)), 10, 10).ok());
  CHECK_FALSE(imaging::make_preview(page_of(0, 2, 1, {}), 10, 10).ok());
  CHECK_FALSE(imaging::make_preview(page_of(-1, -1, 1, Bytes(1)), 10, 10).ok());
}
