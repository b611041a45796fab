// SPDX-License-Identifier: EUPL-1.2
// Skew by projection: seen along the lines, ink falls into few rows. Coarse over all angles, then
// finer around the best.
#include "skew.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer::imaging {

namespace {

constexpr double most_degrees = 15;
// Below this number of letters, lines are no more than a guess.
constexpr std::size_t least_letters = 12;
// Of the letters, so many have their nearest neighbour in the line's direction; see QUALITY.md.
constexpr double direction_share = 0.6;
constexpr std::size_t neighbours_asked = 500;

struct Dots {
  std::vector<float> along, across;
};

// The lower edges of letters: sharper rows than whole letters.
Dots lower_edges(const PageInk& ink, const std::vector<Mark>& letters, bool upright, int step) {
  Dots dots;
  const auto inked = [&](int x, int y) { return ink.mask.mat.ptr<std::uint8_t>(y)[x] != 0; };
  for (const Mark& letter : letters) {
    const cv::Rect& box = letter.box;
    for (int y = box.y; y < box.br().y; ++y)
      for (int x = box.x; x < box.br().x; ++x) {
        if ((upright ? y : x) % step != 0 || !inked(x, y) ||
            inked(upright ? x + 1 : x, upright ? y : y + 1))
          continue;
        dots.along.push_back(static_cast<float>(upright ? y : x));
        dots.across.push_back(static_cast<float>(upright ? x : y));
      }
  }
  return dots;
}

// How unevenly the dots fall into rows of `bin` pixels when the lines lean by `degrees`.
double unevenness(const Dots& dots, double degrees, bool upright, float bin,
                  std::vector<int>& rows) {
  const double angle = degrees * std::numbers::pi / 180;
  const auto sine = static_cast<float>((upright ? 1 : -1) * std::sin(angle)) / bin;
  const auto cosine = static_cast<float>(std::cos(angle)) / bin;
  std::fill(rows.begin(), rows.end(), 0);
  const auto middle = static_cast<float>(rows.size() / 2);
  const float start = middle - dots.across.front() * cosine - dots.along.front() * sine;
  const auto last = static_cast<float>(rows.size() - 1);
  for (std::size_t i = 0; i < dots.along.size(); ++i) {
    const float row = dots.across[i] * cosine + dots.along[i] * sine + start;
    if (row >= 0 && row < last)
      ++rows[static_cast<std::size_t>(row)];
  }
  double sum = 0;
  for (const int count : rows)
    sum += static_cast<double>(count) * count;
  return sum;
}

struct Best {
  double degrees = 0;
  double score = 0;
};

Best best_between(const Dots& dots, bool upright, double from, double to, double step, float bin,
                  std::vector<int>& rows) {
  Best best;
  for (double degrees = from; degrees <= to + step / 2; degrees += step) {
    const double score = unevenness(dots, degrees, upright, bin, rows);
    if (score > best.score)
      best = {degrees, score};
  }
  return best;
}

double lean_of(const PageInk& ink, const std::vector<Mark>& letters, bool upright) {
  const auto diagonal =
      static_cast<std::size_t>(std::hypot(ink.mask.mat.cols, ink.mask.mat.rows)) * 2 + 4;
  std::vector<int> rows(diagonal);
  const auto bin = static_cast<float>(std::max(1.0, ink.pixels(0.34)));
  const Dots coarse = lower_edges(ink, letters, upright, 3);
  if (coarse.along.empty())
    return 0;
  Best best = best_between(coarse, upright, -most_degrees, most_degrees, 0.5, bin, rows);
  const Dots fine = lower_edges(ink, letters, upright, 1);
  best = best_between(fine, upright, best.degrees - 0.5, best.degrees + 0.5, 0.125, bin / 2, rows);
  best = best_between(fine, upright, best.degrees - 0.1, best.degrees + 0.1, 0.025, bin / 2, rows);
  return std::clamp(best.degrees, -most_degrees, most_degrees);
}

// Letters stand closer in a line than lines do: the share of letters whose nearest neighbour is
// beside and not above or below them.
double share_beside(const std::vector<Mark>& letters) {
  const std::size_t step = std::max<std::size_t>(1, letters.size() / neighbours_asked);
  int asked = 0, beside = 0;
  for (std::size_t i = 0; i < letters.size(); i += step) {
    const cv::Rect& a = letters[i].box;
    int nearest = 1 << 30;
    bool is_beside = false;
    for (std::size_t j = 0; j < letters.size(); ++j) {
      if (j == i)
        continue;
      const cv::Rect& b = letters[j].box;
      const int gap_x = std::max({0, a.x - b.br().x, b.x - a.br().x});
      const int gap_y = std::max({0, a.y - b.br().y, b.y - a.br().y});
      if (gap_x + gap_y >= nearest || (gap_x == 0 && gap_y == 0))
        continue;
      nearest = gap_x + gap_y;
      is_beside = gap_x > gap_y;
    }
    if (nearest == 1 << 30)
      continue;
    ++asked;
    beside += is_beside;
  }
  return asked == 0 ? 0.5 : static_cast<double>(beside) / asked;
}

} // namespace

Lines find_lines(const PageInk& ink) {
  Lines lines;
  std::copy_if(ink.strokes.begin(), ink.strokes.end(), std::back_inserter(lines.letters),
               [&](const Mark& mark) { return ink.is_letter(mark); });
  lines.are_found = lines.letters.size() >= least_letters;
  if (!lines.are_found)
    return lines;
  const double beside = share_beside(lines.letters);
  lines.are_upright = beside < 0.5;
  lines.direction_is_sure = std::max(beside, 1 - beside) >= direction_share;
  lines.skew_degrees = lean_of(ink, lines.letters, lines.are_upright);
  return lines;
}

} // namespace foyer::imaging
