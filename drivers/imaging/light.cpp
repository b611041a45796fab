// SPDX-License-Identifier: EUPL-1.2
// The limits' reasons: QUALITY.md.
#include "light.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr std::size_t least_letters = 8;

constexpr double cell_dpi = 12.7; // cells of 2 mm
constexpr int saturated = 253;
constexpr double glare_full = 0.85;    // of a cell is saturated
constexpr double glare_dpi = 50;       // and of 0.5 mm
constexpr int glare_least_cells = 200; // 50 mm2
constexpr double glare_most = 0.4;     // of the page: then the whole page is that bright
constexpr double shadow_level = 0.82;  // of the paper's own brightness
constexpr double shadow_least = 0.025; // of the page
constexpr double glare_step = 0.75;    // of the whole change happens within 1 mm at a hard rim
constexpr double shadow_hue = 0.035;   // of a channel's share
constexpr double soft_step = 0.45;     // of the whole change happens within 2 mm at a hard rim

template <class Measure>
double percentile(const std::vector<Mark>& letters, std::size_t percent, Measure measure) {
  if (letters.size() < least_letters)
    return -1;
  std::vector<double> values;
  for (const Mark& letter : letters)
    values.push_back(measure(letter));
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() * percent / 100);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

// The median of the masked: print and pictures nearby are the smaller part.
double middle_of(const cv::Mat& cells, const cv::Mat& mask) {
  return level_at(cells, 0.5, mask);
}

// Of the change of brightness from within `region` to `far` cells outside, the share that happens
// within `near` cells of its rim.
double hardness(const cv::Mat& cells, const cv::Mat& region, int near, int far) {
  const auto grown = [&](int by) {
    cv::Mat larger;
    cv::dilate(region, larger, cv::getStructuringElement(cv::MORPH_RECT, {2 * by + 1, 2 * by + 1}));
    return larger;
  };
  cv::Mat inside;
  cv::erode(region, inside, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  const double within = middle_of(cells, cv::countNonZero(inside) > 0 ? inside : region);
  const double before = middle_of(cells, region & ~inside);
  const double after = middle_of(cells, grown(near + 1) & ~grown(near));
  const double outside = middle_of(cells, grown(far + 1) & ~grown(far));
  const double change = std::abs(within - outside);
  return change < 1 ? 1 : std::abs(before - after) / change;
}

// A hand, a book's spine and an open lid throw theirs over the paper's edge.
bool touches_edge(const cv::Mat& stats, int i, const cv::Size& size) {
  const auto stat = [&](int which) { return stats.at<std::int32_t>(i, which); };
  const int left = stat(cv::CC_STAT_LEFT), top = stat(cv::CC_STAT_TOP);
  return left <= 1 || top <= 1 || left + stat(cv::CC_STAT_WIDTH) >= size.width - 1 ||
         top + stat(cv::CC_STAT_HEIGHT) >= size.height - 1;
}

// Less light leaves the shares of red, green and blue; ink does not.
bool same_hue(const cv::Scalar& a, const cv::Scalar& b) {
  const double a_sum = a[0] + a[1] + a[2], b_sum = b[0] + b[1] + b[2];
  if (a_sum <= 0 || b_sum <= 0)
    return true;
  for (int channel = 0; channel < 3; ++channel)
    if (std::abs(a[channel] / a_sum - b[channel] / b_sum) > shadow_hue)
      return false;
  return true;
}

} // namespace

double ink_contrast(const std::vector<Mark>& letters) {
  return percentile(letters, 90, [](const Mark& letter) { return letter.contrast; });
}

double sharpness(const std::vector<Mark>& letters) {
  const auto contrast = [](const Mark& letter) { return static_cast<double>(letter.contrast); };
  // Of a security print's lines a part has a letter's size; the letters are darker.
  const double dark = percentile(letters, 95, contrast) / 2;
  std::vector<Mark> dark_ones;
  std::copy_if(letters.begin(), letters.end(), std::back_inserter(dark_ones),
               [&](const Mark& letter) { return letter.contrast >= dark; });
  return percentile(dark_ones, 50, [](const Mark& letter) {
    return static_cast<double>(letter.slope) / std::max(1, letter.contrast);
  });
}

bool has_glare(const cv::Mat& grey, double dpi) {
  Wiped full;
  cv::threshold(grey, full.mat, saturated - 1, 255, cv::THRESH_BINARY);
  const Wiped share = shrunk(full.mat, dpi, glare_dpi);
  const Wiped cells = shrunk(grey, dpi, glare_dpi);
  cv::Mat spots, labels, stats, centres;
  cv::threshold(share.mat, spots, 255 * glare_full, 255, cv::THRESH_BINARY);
  if (cv::countNonZero(spots) > glare_most * static_cast<double>(spots.total()))
    return false;
  cv::morphologyEx(spots, spots, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  const int count = cv::connectedComponentsWithStats(spots, labels, stats, centres, 8, CV_32S);
  for (int i = 1; i < count; ++i)
    if (stats.at<std::int32_t>(i, cv::CC_STAT_AREA) >= glare_least_cells &&
        hardness(cells.mat, labels == i, 2, 10) < glare_step)
      return true;
  return false;
}

bool has_shadow(const cv::Mat& paper, double dpi, const std::function<Wiped()>& colour) {
  const Wiped cells = shrunk(paper, std::min(dpi, paper_dpi), cell_dpi);
  std::vector<double> levels;
  for (int y = 0; y < cells.mat.rows; ++y)
    for (int x = 0; x < cells.mat.cols; ++x)
      levels.push_back(cells.mat.at<std::uint8_t>(y, x));
  if (levels.size() < 64)
    return false;
  const auto bright = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 3 / 4);
  std::nth_element(levels.begin(), bright, levels.end());
  cv::Mat low, usual;
  cv::threshold(cells.mat, low, *bright * shadow_level, 255, cv::THRESH_BINARY_INV);
  cv::threshold(cells.mat, usual, *bright * shadow_level, 255, cv::THRESH_BINARY);
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(low, labels, stats, centres, 8, CV_32S);
  for (int i = 1; i < count; ++i) {
    if (stats.at<std::int32_t>(i, cv::CC_STAT_AREA) <
        shadow_least * static_cast<double>(levels.size()))
      continue;
    const cv::Mat region = labels == i;
    if (!touches_edge(stats, i, cells.mat.size()) || hardness(cells.mat, region, 1, 3) >= soft_step)
      continue;
    Wiped colours;
    cv::resize(colour().mat, colours.mat, cells.mat.size(), 0, 0, cv::INTER_AREA);
    if (same_hue(cv::mean(colours.mat, region), cv::mean(colours.mat, usual)))
      return true;
  }
  return false;
}

} // namespace foyer::imaging
