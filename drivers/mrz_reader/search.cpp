// SPDX-License-Identifier: EUPL-1.2
#include "search.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::mrz_reader {
namespace {

constexpr int line_sizes[] = {30, 36, 44};
constexpr float least_rhythm = 0.13F; // of letters at one distance; a letter's text has less
constexpr float least_seed = 0.6F, least_line = 0.0F; // mean worth of a line's cells
constexpr int least_marks = 16;
constexpr float most_lost = 30; // beyond it, it is other text that was bent into a zone
constexpr float rival = 0.86F;  // so good is a second way to see a line still worth a try
constexpr float nearest = 1.75F, farthest = 3.6F; // from line to line, in letters' distances

struct Line {
  Course course;
  Marks marks;
  Chain chain;
};

struct Seed {
  Course course;
  Marks marks;
  std::array<Chain, 3> chains; // of the sizes above
  [[nodiscard]] float best() const {
    return std::max({chains[0].score, chains[1].score, chains[2].score});
  }
};

Marks marks_of(Pages& pages, Network& network, const Course& course) {
  cv::Mat strip = cut(pages, course, line_rows);
  normalise(strip);
  return network.read(strip);
}

const Chain& best_of(const std::array<Chain, 3>& chains) {
  return *std::max_element(chains.begin(), chains.end(),
                           [](const Chain& x, const Chain& y) { return x.score < y.score; });
}

// How many characters are marked just before a chain or just behind it: a line that goes on.
int marks_over(const Marks& marks, const Chain& chain, int side) {
  const float from = static_cast<float>(side < 0 ? chain.cells.front() : chain.cells.back());
  int over = 0;
  for (std::size_t t = 0; t < marks.size(); ++t) {
    const float away = (static_cast<float>(t) - from) * static_cast<float>(side) / chain.pitch;
    if (away > 0.7F && away < 3.4F && marks[t].mark > 1)
      ++over;
  }
  return over;
}

// Lines end in fillers that a band may have missed: on a side where the chain comes near the
// strip's end, or marks go on behind it, there may be more.
Course with_room(const Course& course, const Marks& marks, const Chain& chain) {
  constexpr float room = 2 * cell_pixels, more = 17 * cell_pixels;
  const float left = static_cast<float>(chain.cells.front()) * mark_pixels;
  const float right =
      static_cast<float>(course.columns) - static_cast<float>(chain.cells.back()) * mark_pixels;
  const bool all_left = left > room && (left > more || marks_over(marks, chain, -1) == 0);
  const bool all_right = right > room && (right > more || marks_over(marks, chain, 1) == 0);
  if (all_left && all_right)
    return course;
  return longer(course, all_left ? 0 : more, all_right ? 0 : more);
}

Seed seed_of(Pages& pages, Network& network, Course course) {
  Seed seed;
  for (int round = 0; round < 3; ++round) {
    seed.course = course;
    seed.marks = marks_of(pages, network, course);
    // Other text, and lines upside down, have too few marks to be worth the chains.
    if (std::count_if(seed.marks.begin(), seed.marks.end(),
                      [](const Mark& mark) { return mark.mark > 0; }) < least_marks)
      break;
    for (std::size_t i = 0; i < 3; ++i)
      seed.chains[i] = best_chain(seed.marks, line_sizes[i]);
    const Chain& best = best_of(seed.chains);
    if (best.cells.empty() || best.mean() < 1)
      break;
    Course next = with_room(course, seed.marks, best);
    const float factor = best.pitch * mark_pixels / cell_pixels;
    if (std::abs(factor - 1) > 0.07F)
      next = rescaled(next, factor);
    else if (next.columns == course.columns)
      break;
    if (next.columns != course.columns)
      settle(pages, next, 6);
    course = next;
  }
  return seed;
}

// Where lines above or below may be: the rows, from the seed's middle, that have the ink of
// letters.
std::vector<float> neighbours(Pages& pages, const Course& course, const Chain& chain, int side) {
  const int from = static_cast<int>(static_cast<float>(chain.cells.front()) * mark_pixels);
  const int to = static_cast<int>(static_cast<float>(chain.cells.back()) * mark_pixels);
  const int near_row = static_cast<int>(nearest * cell_pixels);
  const int far_row = static_cast<int>(farthest * cell_pixels);
  const float middle = static_cast<float>(side * (near_row + far_row)) / 2;
  const int rows = far_row - near_row + 36;
  cv::Mat strip = cut(pages, course, rows, middle);
  normalise(strip);
  strip = strip.colRange(std::clamp(from, 0, strip.cols - 1), std::clamp(to, 1, strip.cols));
  const cv::Mat profile = letter_rows(ink_of(strip));
  std::vector<std::pair<float, float>> peaks;
  std::vector<float> scores(static_cast<std::size_t>(rows), 0);
  for (int y = 14; y < rows - 14; ++y) {
    float letters = 0, beside = 0;
    for (int d = -8; d <= 8; ++d)
      letters += profile.at<float>(y + d);
    for (int d = 9; d <= 13; ++d)
      beside += profile.at<float>(y + d) + profile.at<float>(y - d);
    scores[static_cast<std::size_t>(y)] = letters - 1.2F * beside;
  }
  for (int y = 14; y < rows - 14; ++y) {
    const auto at = static_cast<std::size_t>(y);
    bool top = scores[at] > 0;
    for (std::size_t d = 1; d <= 6 && top; ++d)
      top = (at < d || scores[at] >= scores[at - d]) &&
            (at + d >= scores.size() || scores[at] > scores[at + d]);
    if (top)
      peaks.emplace_back(-scores[at],
                         static_cast<float>(y) - static_cast<float>(rows) / 2 + middle);
  }
  std::sort(peaks.begin(), peaks.end());
  std::vector<float> out;
  for (const auto& [score, row] : peaks)
    out.push_back(row);
  if (out.size() > 2)
    out.resize(2);
  return out;
}

std::optional<Line> line_beside(Pages& pages, Network& network, const Line& from, int side) {
  const Chain& chain = from.chain;
  std::optional<Line> best;
  for (const float lower : neighbours(pages, from.course, chain, side)) {
    Line line;
    line.course = from.course;
    line.course.bend[0] += lower;
    settle(pages, line.course, 6);
    line.marks = marks_of(pages, network, line.course);
    line.chain = best_chain(line.marks, static_cast<int>(chain.cells.size()), chain.cells.front(),
                            chain.cells.back());
    if (line.chain.cells.empty() || line.chain.mean() < least_line)
      continue;
    if (!best || line.chain.score > best->chain.score)
      best = std::move(line);
    if (best->chain.mean() > 2)
      break;
  }
  return best;
}

std::array<cv::Point2f, 4> corners_of(const Line& first, const Line& last) {
  const auto left = [](const Line& line) {
    return (static_cast<float>(line.chain.cells.front()) - line.chain.pitch / 2) * mark_pixels;
  };
  const auto right = [](const Line& line) {
    return (static_cast<float>(line.chain.cells.back()) + line.chain.pitch / 2) * mark_pixels;
  };
  constexpr float half = cell_pixels * 0.6F;
  return {first.course.at(left(first), -half), first.course.at(right(first), -half),
          last.course.at(right(last), half), last.course.at(left(last), half)};
}

Found found_in(const std::vector<const Line*>& lines) {
  Found found;
  float score = 0;
  int over = 0;
  for (const Line* line : lines) {
    over += marks_over(line->marks, line->chain, -1) + marks_over(line->marks, line->chain, 1);
    const Cells cells = cells_of(line->marks, line->chain);
    found.cells.insert(found.cells.end(), cells.begin(), cells.end());
    score += line->chain.score;
  }
  found.fit = score / static_cast<float>(found.cells.size());
  if (auto decoded = decode(found.cells))
    found.decoded = std::move(*decoded);
  if (over > 1) // it may be a part of a longer zone
    found.decoded.margin = std::min(found.decoded.margin, 1.0F);
  found.corners = corners_of(*lines.front(), *lines.back());
  return found;
}

// Of two ways to see the same lines. Two lengths may both fit, as when a visa's lines end in
// fillers: then the one that leaves no letters over, and it is as sure as the other is far behind.
void keep(std::optional<Found>& best, Found found) {
  if (found.decoded.zone.empty() || found.decoded.lost > most_lost)
    return;
  if (!best) {
    best = std::move(found);
    return;
  }
  const bool both = best->decoded.checks_fit && found.decoded.checks_fit;
  if (both && best->cells.size() != found.cells.size()) {
    const auto total = [](const Found& f) { return f.fit * static_cast<float>(f.cells.size()); };
    if (total(found) > total(*best))
      std::swap(*best, found);
    best->decoded.margin = std::min(best->decoded.margin, total(*best) - total(found));
    return;
  }
  if (surer(found, *best))
    best = std::move(found);
}

// The zone that the seed is a line of, if its lines have as many cells as this chain.
std::optional<Found> zone_of(Pages& pages, Network& network, const Seed& seed, std::size_t size) {
  const Chain& chain = seed.chains[size];
  const std::size_t wanted = line_sizes[size] == 30 ? 3 : 2;
  std::vector<Line> lines;
  lines.push_back({seed.course, seed.marks, chain});
  std::size_t above = 0;
  for (const int side : {-1, 1})
    for (std::size_t i = 1; i < wanted; ++i) {
      // From the outermost line found, as a picture's perspective moves lines.
      auto line = line_beside(pages, network, side < 0 ? lines.front() : lines.back(), side);
      if (!line)
        break;
      if (side < 0) {
        lines.insert(lines.begin(), std::move(*line));
        ++above;
      } else {
        lines.push_back(std::move(*line));
      }
    }
  std::optional<Found> best;
  for (std::size_t first = 0; first + wanted <= lines.size(); ++first) {
    if (first > above || first + wanted <= above)
      continue;
    std::vector<const Line*> zone;
    for (std::size_t i = first; i < first + wanted; ++i)
      zone.push_back(&lines[i]);
    keep(best, found_in(zone));
  }
  return best;
}

} // namespace

bool surer(const Found& a, const Found& b) {
  constexpr float doubtful = 15;
  const auto fits = [](const Found& f) {
    return f.decoded.checks_fit && f.decoded.lost < doubtful;
  };
  if (fits(a) != fits(b))
    return fits(a);
  const auto rank = [](const Found& f) {
    return std::min(f.decoded.margin, 8.0F) + 2 * f.fit -
           20 * f.decoded.lost / static_cast<float>(f.cells.size());
  };
  return rank(a) > rank(b);
}

std::optional<Found> zone_at(Pages& pages, Network& network, const Band& band) {
  Course course = course_of(band, false);
  settle(pages, course, 12);
  const Rhythm beat = rhythm(pages, course);
  if (beat.strength < least_rhythm)
    return std::nullopt;
  course = rescaled(course, beat.pixels / cell_pixels);
  settle(pages, course, 6);
  std::optional<Found> best;
  std::array<Seed, 2> seeds;
  for (const bool from_right : {false, true}) {
    const Course way = from_right ? turned(course) : course;
    seeds[from_right ? 1 : 0] = seed_of(pages, network, way);
  }
  const float most = std::max(seeds[0].best(), seeds[1].best());
  for (const Seed& seed : seeds)
    for (std::size_t size = 0; size < 3; ++size) {
      const Chain& chain = seed.chains[size];
      if (chain.cells.empty() || chain.mean() < least_seed || chain.score < rival * most)
        continue;
      if (auto found = zone_of(pages, network, seed, size))
        keep(best, std::move(*found));
    }
  return best;
}

} // namespace foyer::mrz_reader
