// SPDX-License-Identifier: EUPL-1.2
#include <imaging/page_check.hpp>

#include "pixels.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace foyer::imaging {

namespace {

constexpr int working_dpi = 100;
// Side of the squares in which the paper's brightness is taken: 8 mm, larger than a letter and
// smaller than a shadow.
constexpr int tile = 32;
// Ink is darker than the paper beside it by this at least, and by noise_factor times the noise.
constexpr int least_contrast = 12;
constexpr int noise_factor = 6;
// A mark is at least as large as the dot of an i in 10 point type, seen at 100 dpi.
constexpr int least_mark_pixels = 4;
// Fewer marks than this on a whole page are dust.
constexpr int dust_marks = 3;
// On paper darker than this, black ink has less than half of its usual contrast.
constexpr int dark_paper = 110;

using Histogram = std::array<int, 256>;

int percentile(const Histogram& histogram, int percent) {
  std::int64_t total = 0;
  for (const int count : histogram)
    total += count;
  std::int64_t seen = 0;
  for (int level = 0; level < 256; ++level) {
    seen += histogram[static_cast<std::size_t>(level)];
    if (seen * 100 >= total * percent && seen > 0)
      return level;
  }
  return 255;
}

Grey working_copy(const api::Page& page) {
  const double scale = std::min(1.0, static_cast<double>(working_dpi) / page.dpi);
  Grey grey;
  grey.width = std::max(1, static_cast<int>(page.width * scale));
  grey.height = std::max(1, static_cast<int>(page.height * scale));
  grey.levels.reserve(static_cast<std::size_t>(grey.width) * static_cast<std::size_t>(grey.height));
  shrink(page, grey.width, grey.height,
         [&](std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
           grey.levels.push_back(static_cast<std::uint8_t>(brightness(red, green, blue)));
         });
  return grey;
}

// The median step between neighbours: text is a small part of a page, noise is everywhere.
int noise_of(const Grey& grey) {
  Histogram steps{};
  for (int y = 0; y < grey.height; ++y)
    for (int x = 1; x < grey.width; ++x)
      ++steps[static_cast<std::size_t>(std::abs(grey.at(x, y) - grey.at(x - 1, y)))];
  return percentile(steps, 50);
}

std::vector<bool> ink_of(const Grey& grey, int contrast) {
  std::vector<bool> ink(grey.levels.size());
  for (int top = 0; top < grey.height; top += tile)
    for (int left = 0; left < grey.width; left += tile) {
      const int bottom = std::min(top + tile, grey.height);
      const int right = std::min(left + tile, grey.width);
      Histogram levels{};
      for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
          ++levels[grey.at(x, y)];
      const int limit = percentile(levels, 75) - contrast;
      for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
          if (grey.at(x, y) < limit)
            ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(grey.width) +
                static_cast<std::size_t>(x)] = true;
    }
  return ink;
}

// Counts spots of connected ink. Spots at the very edge are the paper's rim, not writing.
int count_marks(std::vector<bool> ink, int width, int height) {
  const auto index = [width](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  };
  int marks = 0;
  std::vector<std::pair<int, int>> open;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      if (!ink[index(x, y)])
        continue;
      int size = 0;
      bool at_edge = false;
      ink[index(x, y)] = false;
      open.assign(1, {x, y});
      while (!open.empty()) {
        const auto [px, py] = open.back();
        open.pop_back();
        ++size;
        at_edge = at_edge || px == 0 || py == 0 || px == width - 1 || py == height - 1;
        for (int ny = std::max(0, py - 1); ny <= std::min(height - 1, py + 1); ++ny)
          for (int nx = std::max(0, px - 1); nx <= std::min(width - 1, px + 1); ++nx)
            if (ink[index(nx, ny)]) {
              ink[index(nx, ny)] = false;
              open.emplace_back(nx, ny);
            }
      }
      if (size >= least_mark_pixels && !at_edge)
        ++marks;
    }
  return marks;
}

} // namespace

Result<PageCheck> check_page(const api::Page& page) {
  FOYER_CHECK(check_shape(page));
  const Grey grey = working_copy(page);
  Histogram levels{};
  for (const std::uint8_t level : grey.levels)
    ++levels[level];
  PageCheck check;
  const auto right = static_cast<float>(page.width);
  const auto bottom = static_cast<float>(page.height);
  check.outline = {Point{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
  check.paper = percentile(levels, 95);
  const int contrast = std::max(least_contrast, noise_factor * noise_of(grey));
  check.marks = count_marks(ink_of(grey, contrast), grey.width, grey.height);
  check.looks_empty = check.marks < dust_marks;
  check.looks_dark = check.paper < dark_paper;
  return check;
}

} // namespace foyer::imaging
