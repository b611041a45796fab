// SPDX-License-Identifier: EUPL-1.2
#include "working_copy.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr double working_dpi = 150;
constexpr double most_pixels = 4.5e6;
// Ink is darker than the paper beside it by this at least, and by noise_factor times the noise.
constexpr int least_contrast = 12;
constexpr int noise_factor = 6;
// Wider than a stroke of any letter, narrower than a shadow or a filled field.
constexpr double widest_stroke_mm = 4.5;
// A mark is at least as large as the dot of an i in 10 point type.
constexpr double least_mark_mm2 = 0.25;
// Where a stroke ends: at this share of the page's dark ink.
constexpr double stroke_share = 0.4;
constexpr std::size_t enough_letters = 40;
constexpr double dark_share = 0.0015; // of the page, without its rim
constexpr double rim_mm = 3;

cv::Mat square(int side) {
  return cv::getStructuringElement(cv::MORPH_RECT, {side, side});
}

Wiped paper_of(const cv::Mat& smooth, double dpi) {
  Wiped small = shrunk(smooth, dpi, paper_dpi);
  const double small_dpi = std::min(dpi, paper_dpi);
  const int side = std::max(3, static_cast<int>(widest_stroke_mm * small_dpi / 25.4) | 1);
  Wiped paper;
  cv::morphologyEx(small.mat, paper.mat, cv::MORPH_CLOSE, square(side));
  cv::blur(paper.mat, small.mat, {3, 3});
  return small;
}

// The median step between neighbours: text is a small part of a page, noise is everywhere.
int noise_of(const cv::Mat& grey) {
  std::array<int, 256> steps{};
  int total = 0;
  for (int y = 0; y < grey.rows; y += 2) {
    const auto* row = grey.ptr<std::uint8_t>(y);
    for (int x = 1; x < grey.cols; ++x, ++total)
      ++steps[static_cast<std::size_t>(std::abs(row[x] - row[x - 1]))];
  }
  int seen = 0;
  for (int step = 0; step < 256; ++step)
    if ((seen += steps[static_cast<std::size_t>(step)]) * 2 >= total)
      return step;
  return 255;
}

// The spots of the mask, with contrast and slope of each.
std::vector<Mark> marks_in(const cv::Mat& mask, const cv::Mat& contrast) {
  Wiped labels;
  cv::Mat stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels.mat, stats, centres, 8, CV_32S);
  std::vector<Mark> marks(static_cast<std::size_t>(std::max(0, count - 1)));
  for (int i = 1; i < count; ++i) {
    const auto* stat = stats.ptr<std::int32_t>(i);
    marks[static_cast<std::size_t>(i - 1)] = {.box = {stat[cv::CC_STAT_LEFT], stat[cv::CC_STAT_TOP],
                                                      stat[cv::CC_STAT_WIDTH],
                                                      stat[cv::CC_STAT_HEIGHT]},
                                              .area = stat[cv::CC_STAT_AREA]};
  }
  for (int y = 0; y + 1 < contrast.rows; ++y) {
    const auto* label = labels.mat.ptr<std::int32_t>(y);
    const auto* row = contrast.ptr<std::uint8_t>(y);
    const auto* below = contrast.ptr<std::uint8_t>(y + 1);
    for (int x = 0; x + 1 < contrast.cols; ++x) {
      if (label[x] == 0)
        continue;
      Mark& mark = marks[static_cast<std::size_t>(label[x] - 1)];
      mark.contrast = std::max<int>(mark.contrast, row[x]);
      mark.slope =
          std::max({mark.slope, std::abs(row[x + 1] - row[x]), std::abs(below[x] - row[x])});
    }
  }
  return marks;
}

// What hardly anything on the page is darker than its paper by.
int dark_ink(const PageInk& ink) {
  std::vector<int> darkest;
  for (const Mark& mark : ink.marks)
    if (ink.is_letter(mark))
      darkest.push_back(mark.contrast);
  if (darkest.size() >= enough_letters) {
    const auto dark = darkest.begin() + static_cast<std::ptrdiff_t>(darkest.size() * 9 / 10);
    std::nth_element(darkest.begin(), dark, darkest.end());
    return *dark;
  }
  // Lines and patterns have joined the letters, if there are any.
  const int rim = static_cast<int>(ink.pixels(rim_mm));
  const cv::Rect inner =
      cv::Rect({0, 0}, ink.contrast.mat.size()) &
      cv::Rect(rim, rim, ink.contrast.mat.cols - 2 * rim, ink.contrast.mat.rows - 2 * rim);
  return level_at(ink.contrast.mat(inner), 1 - dark_share);
}

} // namespace

WorkingCopy working_copy(const api::Page& page) {
  const double area = static_cast<double>(page.width) * page.height;
  WorkingCopy copy;
  copy.scale = std::min({1.0, working_dpi / page.dpi, std::sqrt(most_pixels / area)});
  copy.dpi = page.dpi * copy.scale;
  const cv::Size size(std::max(1, static_cast<int>(page.width * copy.scale)),
                      std::max(1, static_cast<int>(page.height * copy.scale)));
  cv::resize(view(page), copy.colour.mat, size, 0, 0, cv::INTER_AREA);
  if (page.channels == 3)
    cv::cvtColor(copy.colour.mat, copy.grey.mat, cv::COLOR_RGB2GRAY);
  else
    copy.colour.mat.copyTo(copy.grey.mat);
  return copy;
}

Wiped shrunk(const cv::Mat& picture, double from_dpi, double dpi) {
  const double scale = std::min(1.0, dpi / from_dpi);
  const cv::Size size(std::max(1, static_cast<int>(picture.cols * scale)),
                      std::max(1, static_cast<int>(picture.rows * scale)));
  Wiped small;
  // Whole squares of pixels are four times as fast.
  const int side = static_cast<int>(std::lround(1 / scale));
  const bool are_whole = std::abs(1 / scale - side) < 1e-3 && size.width * side <= picture.cols &&
                         size.height * side <= picture.rows;
  const cv::Mat& whole =
      are_whole ? picture({0, 0, size.width * side, size.height * side}) : picture;
  cv::resize(whole, small.mat, size, 0, 0, cv::INTER_AREA);
  return small;
}

bool PageInk::at_edge(const Mark& mark) const {
  return mark.box.x <= 0 || mark.box.y <= 0 || mark.box.br().x >= mask.mat.cols ||
         mark.box.br().y >= mask.mat.rows;
}

bool PageInk::is_letter(const Mark& mark) const {
  const double width = mark.box.width * 25.4 / dpi, height = mark.box.height * 25.4 / dpi;
  const double longer = std::max(width, height), shorter = std::min(width, height);
  return longer >= 1.0 && longer <= 14.0 && shorter >= 0.25 && shorter <= 8.0 && !at_edge(mark);
}

int level_at(const cv::Mat& picture, double share, const cv::Mat& mask) {
  std::array<int, 256> levels{};
  int total = 0;
  for (int y = 0; y < picture.rows; ++y)
    for (int x = 0; x < picture.cols; ++x)
      if (mask.empty() || mask.ptr<std::uint8_t>(y)[x] != 0) {
        ++levels[picture.ptr<std::uint8_t>(y)[x]];
        ++total;
      }
  int seen = 0;
  for (int level = 0; level < 256; ++level)
    if ((seen += levels[static_cast<std::size_t>(level)]) >= share * total)
      return level;
  return 255;
}

PageInk find_ink(const cv::Mat& grey, double dpi) {
  PageInk ink;
  ink.dpi = dpi;
  Wiped smooth, paper;
  cv::GaussianBlur(grey, smooth.mat, {3, 3}, 0.8);
  ink.paper = paper_of(smooth.mat, dpi);
  cv::resize(ink.paper.mat, paper.mat, grey.size(), 0, 0, cv::INTER_LINEAR);
  cv::subtract(paper.mat, smooth.mat, ink.contrast.mat);
  const int limit = std::max(least_contrast, noise_factor * noise_of(smooth.mat));
  cv::threshold(ink.contrast.mat, ink.mask.mat, limit, 255, cv::THRESH_BINARY);
  // Smaller spots are noise.
  const double least = std::max(3.0, least_mark_mm2 * dpi * dpi / (25.4 * 25.4));
  const auto without_noise = [least](std::vector<Mark> marks) {
    std::erase_if(marks, [least](const Mark& mark) { return mark.area < least; });
    return marks;
  };
  ink.marks = without_noise(marks_in(ink.mask.mat, ink.contrast.mat));
  const int higher = std::max(limit, static_cast<int>(dark_ink(ink) * stroke_share));
  cv::threshold(ink.contrast.mat, ink.mask.mat, higher, 255, cv::THRESH_BINARY);
  ink.strokes = without_noise(marks_in(ink.mask.mat, ink.contrast.mat));
  return ink;
}

} // namespace foyer::imaging
