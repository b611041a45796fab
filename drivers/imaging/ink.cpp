// SPDX-License-Identifier: EUPL-1.2
#include "ink.hpp"

#include "dark_fields.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::imaging {

namespace {

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
  tiles.each([&](int column, int row) {
    bool near_field = false;
    tiles.each_near(column, row,
                    [&](int x, int y) { near_field = near_field || tiles.at(x, y).field; });
    const std::uint8_t limit =
        near_field ? field_limit(tiles, column, row) : limit_of(tiles, column, row);
    tiles.each_pixel(column, row,
                     [&](std::size_t i) { ink.marks[i] = grey.levels[i] < limit ? 1 : 0; });
  });
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

// Ink all around: not the rim of a letter.
bool is_deep(const Ink& ink, std::size_t i) {
  constexpr std::size_t reach = 3;
  const auto width = static_cast<std::size_t>(ink.width);
  const std::size_t furthest = reach * (width + 1);
  if (i < furthest || i + furthest >= ink.marks.size())
    return false;
  for (std::size_t step = 1; step <= reach; ++step)
    for (const std::size_t by : {step, step * width, step * (width - 1), step * (width + 1)})
      if (ink.marks[i - by] == 0 || ink.marks[i + by] == 0)
        return false;
  return true;
}

bool shows_picture(const Grey& grey, const Ink& ink, const Bytes& near_ink, Tiles& tiles,
                   int column, int row) {
  Spread tones;
  Spread inks;
  double total = 0;
  double solid_pixels = 0;
  int paper = 0;
  tiles.each_near(column, row,
                  [&](int x, int y) { paper = std::max(paper, int{tiles.at(x, y).paper}); });
  tiles.each_pixel(column, row, [&](std::size_t i) {
    ++total;
    if (ink.marks[i] != 0) {
      ++solid_pixels;
      if (is_deep(ink, i))
        inks.add(grey.levels[i]);
    } else if (near_ink[i] == 0 && grey.levels[i] < paper - tone_contrast)
      tones.add(grey.levels[i]);
  });
  Tile& tile = tiles.at(column, row);
  tile.solid = solid_pixels > total * solid;
  return (!tile.field && tones.count > total * least_tone && tones.deviation() > least_deviation) ||
         (tile.solid && inks.deviation() > (tile.field ? least_deviation : 2 * least_deviation));
}

// Keeps groups of picture tiles that are large enough, with the tiles around them.
int keep_pictures(Tiles& tiles) {
  std::vector<std::pair<int, int>> kept;
  tiles.each([&](int column, int row) {
    if (!std::exchange(tiles.at(column, row).picture, false))
      return;
    const auto group = tiles.group_of(
        column, row, [&](int x, int y) { return std::exchange(tiles.at(x, y).picture, false); });
    if (group.size() >= least_picture_tiles)
      kept.insert(kept.end(), group.begin(), group.end());
  });
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
  find_fields(tiles);
  mark(grey, tiles, ink);
  drop_specks(ink);
  Bytes near_ink = widen(ink, 2);
  tiles.each([&](int column, int row) {
    tiles.at(column, row).picture = shows_picture(grey, ink, near_ink, tiles, column, row);
  });
  wipe(near_ink);
  const double side_cm = tiles.side() * 2.54 / dpi;
  ink.picture_cm2 = keep_pictures(tiles) * side_cm * side_cm;
  ink.tile_side = tiles.side();
  ink.tile_columns = tiles.columns();
  ink.fields.resize(tiles.all().size());
  tiles.each([&](int column, int row) {
    if (tiles.at(column, row).picture)
      tiles.each_pixel(column, row, [&](std::size_t i) { ink.marks[i] = 0; });
    else if (tiles.at(column, row).field || tiles.at(column, row).solid)
      tiles.each_near(column, row, [&](int x, int y) { ink.fields[tiles.index(x, y)] = true; });
  });
  return ink;
}

} // namespace foyer::imaging
