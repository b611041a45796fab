// SPDX-License-Identifier: EUPL-1.2
// A page in squares, in which paper, print and fields are told apart; for this room only.
#pragma once

#include "pixels.hpp"

#include <algorithm>
#include <vector>

namespace foyer::imaging {

// Brightness, 0..255.
struct Tile {
  std::uint8_t paper = 255; // print covers less than a fifth of most tiles
  std::uint8_t dark = 255;  // of the darkest hundredth
  std::uint8_t light = 255; // of the brightest hundredth
  bool picture = false;
  bool field = false; // dark, with light print on it
  bool solid = false; // most of it is ink
};

class Tiles {
 public:
  Tiles(const Grey& grey, int dpi);

  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int side() const { return side_; }
  [[nodiscard]] std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }
  Tile& at(int column, int row) { return tiles_[index(column, row)]; }
  [[nodiscard]] const std::vector<Tile>& all() const { return tiles_; }
  // Calls visit(index of a pixel) for the tile's pixels, row by row.
  template <class Visit> void each_pixel(int column, int row, Visit visit) const {
    const int right = std::min((column + 1) * side_, grey_.width);
    const int bottom = std::min((row + 1) * side_, grey_.height);
    for (int y = row * side_; y < bottom; ++y) {
      const auto line = static_cast<std::size_t>(y) * static_cast<std::size_t>(grey_.width);
      for (int x = column * side_; x < right; ++x)
        visit(line + static_cast<std::size_t>(x));
    }
  }
  // Calls visit(column, row) for every tile.
  template <class Visit> void each(Visit visit) const {
    for (int row = 0; row < rows_; ++row)
      for (int column = 0; column < columns_; ++column)
        visit(column, row);
  }
  // Calls visit(column, row) for it and its up to eight neighbours.
  template <class Visit> void each_near(int column, int row, Visit visit) const {
    for (int y = std::max(0, row - 1); y <= std::min(rows_ - 1, row + 1); ++y)
      for (int x = std::max(0, column - 1); x <= std::min(columns_ - 1, column + 1); ++x)
        visit(x, y);
  }
  // The tiles that hang together with this one and for which `belongs(tile)` was true; it has to be
  // false for a tile from then on.
  template <class Belongs>
  std::vector<std::pair<int, int>> group_of(int column, int row, Belongs belongs) {
    std::vector<std::pair<int, int>> group{{column, row}};
    for (std::size_t i = 0; i < group.size(); ++i)
      each_near(group[i].first, group[i].second, [&](int x, int y) {
        if (belongs(x, y))
          group.emplace_back(x, y);
      });
    return group;
  }

 private:
  void measure(int column, int row);

  const Grey& grey_;
  int side_;
  int columns_;
  int rows_;
  std::vector<Tile> tiles_;
};

} // namespace foyer::imaging
