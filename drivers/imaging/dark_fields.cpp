// SPDX-License-Identifier: EUPL-1.2
#include "dark_fields.hpp"

#include <utility>

namespace foyer::imaging {

namespace {

// A field is darker than the page's paper by this at least: tints with dark print are not.
constexpr int least_darkness = 60;
// Light print is brighter than its field by this at least, noise is not.
constexpr int least_contrast = 45;
// Where between print and field a letter's edge lies, but not further from the print than this.
constexpr double edge = 0.5;
constexpr int furthest_edge = 100;

std::uint8_t paper_of_page(const Tiles& tiles) {
  Bytes levels;
  for (const Tile& tile : tiles.all())
    levels.push_back(tile.paper);
  const auto bright = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 9 / 10);
  std::nth_element(levels.begin(), bright, levels.end());
  return *bright;
}

// Print in light letters, and not in dark ones on a tint.
bool has_light_print(const Tile& tile) {
  const int lighter = tile.light - tile.paper;
  return lighter >= least_contrast && lighter > tile.paper - tile.dark;
}

} // namespace

void find_fields(Tiles& tiles) {
  const int limit = paper_of_page(tiles) - least_darkness;
  const auto is_dark = [&](int x, int y) { return tiles.at(x, y).paper < limit; };
  const auto is_inside = [&](int column, int row) {
    bool inside = true;
    tiles.each_near(column, row, [&](int x, int y) { inside = inside && is_dark(x, y); });
    return inside;
  };
  tiles.each([&](int column, int row) {
    Tile& tile = tiles.at(column, row);
    if (tile.field || !has_light_print(tile) || !is_inside(column, row))
      return;
    tile.field = true;
    (void)tiles.group_of(column, row, [&](int x, int y) {
      return is_dark(x, y) && !std::exchange(tiles.at(x, y).field, true);
    });
  });
}

std::uint8_t field_limit(Tiles& tiles, int column, int row) {
  int light = 0;
  int field = 255;
  tiles.each_near(column, row, [&](int x, int y) {
    light = std::max(light, int{tiles.at(x, y).light});
    field = std::min(field, int{tiles.at(x, y).paper});
  });
  const int contrast = light - field;
  if (contrast < least_contrast)
    return 255;
  return static_cast<std::uint8_t>(light -
                                   std::min(static_cast<int>(contrast * edge), furthest_edge));
}

} // namespace foyer::imaging
