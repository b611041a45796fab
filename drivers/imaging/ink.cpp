// SPDX-License-Identifier: EUPL-1.2
#include "ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace foyer::imaging {

namespace {

// Side of the squares in which paper and ink are told apart: 2.7 mm, about a line of small print.
constexpr double tile_mm = 2.7;
// Paper differs from itself by less than this, noise and creases included.
constexpr int least_contrast = 28;
// Where between paper and the darkest ink a letter's edge lies; pale writing beside black print
// has its edge no further from the paper than this.
constexpr double edge = 0.5;
constexpr int furthest_edge = 100;
// A tile shows a picture where so much of it is darker than paper and not beside ink...
constexpr double least_tone = 0.12;
constexpr int tone_contrast = 20;
// ... or so much of it is ink, and the tones differ more than noise and flat colour do.
constexpr double solid = 0.6;
constexpr double least_deviation = 7.0;
// So many tiles side by side are a picture (1.5 cm2); fewer may be a smudge or a shadow.
constexpr int least_picture_tiles = 20;

struct Tile {
  std::uint8_t paper = 255; // brightness
  std::uint8_t dark = 255;
  bool picture = false;
};

class Tiles {
 public:
  Tiles(const Grey& grey, int dpi)
      : grey_(grey), side_(std::max(8, static_cast<int>(std::lround(dpi * tile_mm / 25.4)))),
        columns_((grey.width + side_ - 1) / side_), rows_((grey.height + side_ - 1) / side_),
        tiles_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {
    for (int row = 0; row < rows_; ++row)
      for (int column = 0; column < columns_; ++column)
        measure(column, row);
  }

  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int side() const { return side_; }
  Tile& at(int column, int row) {
    return tiles_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                  static_cast<std::size_t>(column)];
  }
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
  // Calls visit(tile) for it and its up to eight neighbours.
  template <class Visit> void each_near(int column, int row, Visit visit) {
    for (int y = std::max(0, row - 1); y <= std::min(rows_ - 1, row + 1); ++y)
      for (int x = std::max(0, column - 1); x <= std::min(columns_ - 1, column + 1); ++x)
        visit(x, y);
  }

 private:
  void measure(int column, int row) {
    std::array<int, 256> counts{};
    int total = 0;
    each_pixel(column, row, [&](std::size_t i) {
      ++counts[grey_.levels[i]];
      ++total;
    });
    Tile& tile = at(column, row);
    int seen = 0;
    bool dark_found = false;
    for (std::size_t level = 0; level < counts.size(); ++level) {
      seen += counts[level];
      if (!dark_found && seen * 100 >= total) { // one pixel in a hundred is darker
        tile.dark = static_cast<std::uint8_t>(level);
        dark_found = true;
      }
      if (seen * 10 >= total * 8) { // print covers less than half of a tile
        tile.paper = static_cast<std::uint8_t>(level);
        return;
      }
    }
  }

  const Grey& grey_;
  int side_;
  int columns_;
  int rows_;
  std::vector<Tile> tiles_;
};

// What is darker than this is ink; 0 where there is none.
std::uint8_t limit_of(Tiles& tiles, int column, int row) {
  int paper = 0;
  int dark = 255;
  tiles.each_near(column, row, [&](int x, int y) {
    paper = std::max(paper, int{tiles.at(x, y).paper});
    dark = std::min(dark, int{tiles.at(x, y).dark});
  });
  const int contrast = paper - dark;
  if (contrast < least_contrast)
    return 0;
  const int distance =
      std::clamp(static_cast<int>(contrast * edge), least_contrast / 2, furthest_edge);
  return static_cast<std::uint8_t>(paper - distance);
}

void mark(const Grey& grey, Tiles& tiles, Ink& ink) {
  for (int row = 0; row < tiles.rows(); ++row)
    for (int column = 0; column < tiles.columns(); ++column) {
      const std::uint8_t limit = limit_of(tiles, column, row);
      tiles.each_pixel(column, row,
                       [&](std::size_t i) { ink.marks[i] = grey.levels[i] < limit ? 1 : 0; });
    }
}

// A pixel of ink by itself is noise.
void drop_specks(Ink& ink) {
  const auto width = static_cast<std::size_t>(ink.width);
  for (int y = 1; y + 1 < ink.height; ++y) {
    std::uint8_t* row = ink.marks.data() + static_cast<std::size_t>(y) * width;
    for (std::size_t x = 1; x + 1 < width; ++x) {
      if (row[x] == 0)
        continue;
      const std::uint8_t* above = row + x - width;
      const std::uint8_t* below = row + x + width;
      const int near = above[-1] + above[0] + above[1] + row[x - 1] + row[x + 1] + below[-1] +
                       below[0] + below[1];
      if (near == 0)
        row[x] = 0;
    }
  }
}

struct Spread {
  double count = 0, sum = 0, squares = 0;
  void add(double value) {
    ++count;
    sum += value;
    squares += value * value;
  }
  [[nodiscard]] double deviation() const {
    if (count < 1)
      return 0;
    const double mean = sum / count;
    return std::sqrt(std::max(0.0, squares / count - mean * mean));
  }
};

bool shows_picture(const Grey& grey, const Ink& ink, const Bytes& near_ink, Tiles& tiles,
                   int column, int row) {
  Spread tones;
  Spread inks;
  double total = 0;
  int paper = 0;
  tiles.each_near(column, row,
                  [&](int x, int y) { paper = std::max(paper, int{tiles.at(x, y).paper}); });
  tiles.each_pixel(column, row, [&](std::size_t i) {
    ++total;
    if (ink.marks[i] != 0)
      inks.add(grey.levels[i]);
    else if (near_ink[i] == 0 && grey.levels[i] < paper - tone_contrast)
      tones.add(grey.levels[i]);
  });
  return (tones.count > total * least_tone && tones.deviation() > least_deviation) ||
         (inks.count > total * solid && inks.deviation() > 2 * least_deviation);
}

// Keeps groups of picture tiles that are large enough, with the tiles around them.
int keep_pictures(Tiles& tiles) {
  std::vector<std::pair<int, int>> kept;
  for (int row = 0; row < tiles.rows(); ++row)
    for (int column = 0; column < tiles.columns(); ++column) {
      if (!tiles.at(column, row).picture)
        continue;
      std::vector<std::pair<int, int>> group{{column, row}};
      tiles.at(column, row).picture = false;
      for (std::size_t i = 0; i < group.size(); ++i)
        tiles.each_near(group[i].first, group[i].second, [&](int x, int y) {
          if (std::exchange(tiles.at(x, y).picture, false))
            group.emplace_back(x, y);
        });
      if (group.size() >= least_picture_tiles)
        kept.insert(kept.end(), group.begin(), group.end());
    }
  int count = 0;
  for (const auto& [column, row] : kept)
    tiles.each_near(column, row, [&](int x, int y) {
      count += std::exchange(tiles.at(x, y).picture, true) ? 0 : 1;
    });
  return count;
}

} // namespace

Bytes widen(const Ink& ink, int reach) {
  const auto width = static_cast<std::size_t>(ink.width);
  Bytes rows = ink.marks;
  for (int step = 1; step <= reach; ++step) {
    const auto by = static_cast<std::size_t>(step);
    for (std::size_t i = by; i < rows.size(); ++i) {
      rows[i] |= ink.marks[i - by];
      rows[i - by] |= ink.marks[i];
    }
  }
  Bytes all = rows;
  for (int step = 1; step <= reach; ++step) {
    const std::size_t by = width * static_cast<std::size_t>(step);
    for (std::size_t i = by; i < rows.size(); ++i) {
      all[i] |= rows[i - by];
      all[i - by] |= rows[i];
    }
  }
  wipe(rows);
  return all;
}

Ink find_ink(const Grey& grey, int dpi) {
  Ink ink;
  ink.width = grey.width;
  ink.height = grey.height;
  ink.marks.resize(grey.levels.size());
  Tiles tiles(grey, dpi);
  mark(grey, tiles, ink);
  drop_specks(ink);
  Bytes near_ink = widen(ink, 2);
  for (int row = 0; row < tiles.rows(); ++row)
    for (int column = 0; column < tiles.columns(); ++column)
      tiles.at(column, row).picture = shows_picture(grey, ink, near_ink, tiles, column, row);
  wipe(near_ink);
  const double side_cm = tiles.side() * 2.54 / dpi;
  ink.picture_cm2 = keep_pictures(tiles) * side_cm * side_cm;
  for (int row = 0; row < tiles.rows(); ++row)
    for (int column = 0; column < tiles.columns(); ++column)
      if (tiles.at(column, row).picture)
        tiles.each_pixel(column, row, [&](std::size_t i) { ink.marks[i] = 0; });
  return ink;
}

} // namespace foyer::imaging
