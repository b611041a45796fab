// SPDX-License-Identifier: EUPL-1.2
// Zones read from drawn pages: a small part of what ./dev mrz measures.
#include "score.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace foyer;
using namespace support_travel_pages;

namespace {

constexpr eid::MrzLayout layouts[] = {eid::MrzLayout::td1, eid::MrzLayout::td2, eid::MrzLayout::td3,
                                      eid::MrzLayout::mrv_a, eid::MrzLayout::mrv_b};

mrz_score::Score read_set(Quality quality, std::uint32_t each) {
  mrz_score::Score score;
  for (const auto layout : layouts)
    for (std::uint32_t seed = 9001; seed < 9001 + each; ++seed) {
      const TravelPage page = travel_page(layout, quality, seed);
      const auto outcome = mrz_score::read(page);
      mrz_score::count(score, outcome);
      if (!outcome.right)
        WARN("not right: layout " << static_cast<int>(layout) << " seed " << seed << "\n"
                                  << page.zone.joined() << "\n"
                                  << outcome.zone);
    }
  return score;
}

std::optional<mrz_reader::ReadZone> must_read(const api::Page& page) {
  auto result = mrz_reader::read_zone(page, {});
  REQUIRE(result.ok());
  return std::move(*result);
}

api::Page flat(int width, int height, int channels, std::uint8_t level) {
  api::Page page;
  page.width = width;
  page.height = height;
  page.channels = channels;
  page.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                         static_cast<std::size_t>(channels),
                     level);
  return page;
}

} // namespace

TEST_CASE("Zones of clean scans are read at any rotation") {
  const auto score = read_set(Quality::clean, 3);
  CHECK(score.right == score.pages);
  CHECK(score.sure >= score.pages * 8 / 10);
  CHECK(score.sure_wrong == 0);
}

TEST_CASE("Zones of poor scans are read, or said to be unsure") {
  const auto score = read_set(Quality::poor, 3);
  CHECK(score.right >= score.pages - 1);
  CHECK(score.sure_wrong == 0);
}

TEST_CASE("Zones of a camera's pictures are read, or said to be unsure") {
  const auto score = read_set(Quality::camera, 5);
  CHECK(score.right >= score.pages - 1);
  CHECK(score.sure_wrong == 0);
}

TEST_CASE("A visa's lines are read to their end though they end in fillers") {
  // 36 of their 44 characters would be a zone as well, of the smaller visa.
  for (const std::uint32_t seed : {1033U, 1066U}) {
    const TravelPage page = travel_page(eid::MrzLayout::mrv_a, Quality::camera, seed);
    CHECK(mrz_score::read(page).right);
  }
}

TEST_CASE("A reading says where the zone is and how sure each character is") {
  const TravelPage page = travel_page(eid::MrzLayout::td3, Quality::clean, 9100);
  const auto zone = must_read(page.page);
  REQUIRE(zone);
  CHECK(zone->layout == eid::MrzLayout::td3);
  CHECK(zone->characters.size() == 88);
  CHECK(zone->confidence > 0.9);
  // It lies in the document's lower part, upper left corner first.
  const auto& c = zone->corners;
  const double width = std::hypot(c[1].x - c[0].x, c[1].y - c[0].y);
  CHECK(width == Approx(44 * 2.54 / 25.4 * 300).epsilon(0.04));
  const double degrees = std::atan2(c[1].y - c[0].y, c[1].x - c[0].x) * 180 / 3.14159265;
  CHECK(std::abs(std::remainder(degrees - page.degrees, 360)) < 1.5);
  const auto& lower_left = page.corners[3];
  CHECK(std::hypot(c[3].x - lower_left[0], c[3].y - lower_left[1]) < 15 / 25.4 * 300);
}

TEST_CASE("A reading is not sure where a name's letters cannot be seen") {
  TravelPage page = travel_page(eid::MrzLayout::td3, Quality::clean, 9102);
  const auto whole = must_read(page.page);
  REQUIRE(whole);
  CHECK(whole->sure);
  // Paint over the sixth to the eighth letter of the first line.
  const auto& c = whole->corners;
  for (float across = 5.1F / 44; across < 7.9F / 44; across += 0.0005F)
    for (float down = 0.02F; down < 0.32F; down += 0.005F) {
      const float x = c[0].x + across * (c[1].x - c[0].x) + down * (c[3].x - c[0].x);
      const float y = c[0].y + across * (c[1].y - c[0].y) + down * (c[3].y - c[0].y);
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
          const auto at = static_cast<std::size_t>(
              ((static_cast<int>(y) + dy) * page.page.width + static_cast<int>(x) + dx) *
              page.page.channels);
          for (int channel = 0; channel < page.page.channels; ++channel)
            page.page.pixels.at(at + static_cast<std::size_t>(channel)) = 225;
        }
    }
  const auto hidden = must_read(page.page);
  REQUIRE(hidden);
  CHECK_FALSE(hidden->sure);
  CHECK(hidden->confidence < whole->confidence);
  // Number and dates are still read right.
  CHECK(as_text(hidden->zone.reveal()).substr(44) == page.zone.lines[1]);
}

TEST_CASE("Of two documents on the glass the one that is read more surely counts") {
  api::Page page;
  const auto zones = two_documents(page, 5);
  const auto zone = must_read(page);
  REQUIRE(zone);
  CHECK(as_text(zone->zone.reveal()) == zones[1].joined());
}

TEST_CASE("A letter, numbers in OCR-B and empty paper have no zone") {
  CHECK_FALSE(must_read(letter_page(1)));
  CHECK_FALSE(must_read(flat(2480, 3508, 3, 250)));
  CHECK_FALSE(must_read(flat(2480, 3508, 1, 0)));
}

TEST_CASE("Pages that are no pages are refused, odd ones have no zone") {
  api::Page torn = flat(100, 100, 3, 200);
  torn.pixels.resize(torn.pixels.size() - 1);
  for (const api::Page* page : {&torn}) {
    const auto result = mrz_reader::read_zone(*page, {});
    REQUIRE_FALSE(result.ok());
    CHECK(result.failure().code == FailureCode::image_malformed);
  }
  api::Page wide = flat(1, 1, 1, 0);
  wide.width = 40'000;
  CHECK(mrz_reader::read_zone(wide, {}).failure().code == FailureCode::page_too_large);
  wide.width = -1;
  CHECK(mrz_reader::read_zone(wide, {}).failure().code == FailureCode::image_malformed);

  for (const auto& [width, height] : {std::pair(1, 1), {3, 4000}, {4000, 2}, {17, 17}, {640, 480}})
    for (const int channels : {1, 3}) {
      api::Page page = flat(width, height, channels, 128);
      Random random(7);
      for (auto& value : page.pixels)
        value = static_cast<std::uint8_t>(random());
      CHECK_FALSE(must_read(page));
      page.dpi = 0; // says nothing, or nonsense
      CHECK_FALSE(must_read(page));
    }
}

TEST_CASE("Noise and stripes all over the glass have no zone") {
  api::Page page = flat(2480, 3508, 1, 0);
  Random random(3);
  for (auto& value : page.pixels)
    value = static_cast<std::uint8_t>(random());
  CHECK_FALSE(must_read(page));
  for (int y = 0; y < page.height; ++y) // lines of bars, as far apart as characters
    for (int x = 0; x < page.width; ++x)
      page.pixels[static_cast<std::size_t>(y * page.width + x)] =
          y % 75 < 30 && x % 30 < 12 ? 20 : 240;
  CHECK_FALSE(must_read(page));
}

TEST_CASE("Somebody who goes away ends the reading") {
  std::stop_source stop;
  stop.request_stop();
  const TravelPage page = travel_page(eid::MrzLayout::td2, Quality::clean, 9101);
  const auto result = mrz_reader::read_zone(page.page, stop.get_token());
  REQUIRE_FALSE(result.ok());
  CHECK(result.failure().code == FailureCode::cancelled);
}
