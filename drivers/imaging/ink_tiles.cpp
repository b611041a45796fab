// SPDX-License-Identifier: EUPL-1.2
#include "ink_tiles.hpp"

#include <array>
#include <cmath>

namespace foyer::imaging {

namespace {

// Side of the squares: about a line of small print.
constexpr double tile_mm = 2.7;

} // namespace

Tiles::Tiles(const Grey& grey, int dpi)
    : grey_(grey), side_(std::max(8, static_cast<int>(std::lround(dpi * tile_mm / 25.4)))),
      columns_((grey.width + side_ - 1) / side_), rows_((grey.height + side_ - 1) / side_),
      tiles_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {
  each([this](int column, int row) { measure(column, row); });
}

void Tiles::measure(int column, int row) {
  std::array<int, 256> counts{};
  int total = 0;
  each_pixel(column, row, [&](std::size_t i) {
    ++counts[grey_.levels[i]];
    ++total;
  });
  // The level that so many hundredths of the pixels do not exceed.
  const auto level_of = [&](int hundredths) {
    int seen = 0;
    for (std::size_t level = 0; level < counts.size(); ++level)
      if ((seen += counts[level]) * 100 >= total * hundredths)
        return static_cast<std::uint8_t>(level);
    return std::uint8_t{255};
  };
  at(column, row) = {.paper = level_of(80), .dark = level_of(1), .light = level_of(99)};
}

} // namespace foyer::imaging
