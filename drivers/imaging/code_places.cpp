// SPDX-License-Identifier: EUPL-1.2
#include "code_places.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr double places_dpi = 75;
constexpr double least_mm = 4, most_mm = 90;
constexpr double most_slender = 5; // PDF417 and the long forms of Data Matrix
constexpr double least_filled = 0.55;
constexpr double quiet_mm = 2.5;

} // namespace

std::vector<CodePlace> code_places(const cv::Mat& grey, double dpi) {
  Wiped small;
  const double scale = std::min(1.0, places_dpi / dpi);
  cv::resize(grey, small.mat,
             {std::max(1, static_cast<int>(grey.cols * scale)),
              std::max(1, static_cast<int>(grey.rows * scale))},
             0, 0, cv::INTER_AREA);
  const double per_mm = dpi * scale / 25.4;
  // Where it goes up and down within a millimetre.
  const auto kernel = [](int side) {
    return cv::getStructuringElement(cv::MORPH_RECT, {side, side});
  };
  Wiped steps, mask;
  cv::morphologyEx(small.mat, steps.mat, cv::MORPH_GRADIENT, kernel(3));
  cv::threshold(steps.mat, mask.mat, 25, 255, cv::THRESH_BINARY);
  cv::morphologyEx(mask.mat, mask.mat, cv::MORPH_CLOSE, kernel(5));
  cv::morphologyEx(mask.mat, mask.mat, cv::MORPH_OPEN,
                   kernel(std::max(3, static_cast<int>(3.5 * per_mm))));
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(mask.mat, labels, stats, centres, 8, CV_32S);
  std::vector<std::pair<double, CodePlace>> found;
  for (int i = 1; i < count; ++i) {
    const auto* stat = stats.ptr<std::int32_t>(i);
    const cv::Rect box(stat[cv::CC_STAT_LEFT], stat[cv::CC_STAT_TOP], stat[cv::CC_STAT_WIDTH],
                       stat[cv::CC_STAT_HEIGHT]);
    const double longer = std::max(box.width, box.height) / per_mm;
    const double shorter = std::min(box.width, box.height) / per_mm;
    // A square on its tip fills half of its box.
    const double filled = static_cast<double>(stat[cv::CC_STAT_AREA]) / box.area();
    if (shorter < least_mm || longer > most_mm || longer > most_slender * shorter ||
        filled < least_filled * 0.8)
      continue;
    const int quiet = static_cast<int>(quiet_mm * per_mm) + 1;
    const cv::Rect wide(box.x - quiet, box.y - quiet, box.width + 2 * quiet,
                        box.height + 2 * quiet);
    const cv::Rect place(static_cast<int>(wide.x / scale), static_cast<int>(wide.y / scale),
                         static_cast<int>(wide.width / scale),
                         static_cast<int>(wide.height / scale));
    std::vector<cv::Point> points;
    cv::findNonZero(labels(box) == i, points);
    cv::RotatedRect rect = cv::minAreaRect(points);
    rect.center =
        (rect.center + cv::Point2f(box.tl()) + cv::Point2f(0.5F, 0.5F)) / static_cast<float>(scale);
    rect.size =
        (rect.size + cv::Size2f(static_cast<float>(2 * quiet), static_cast<float>(2 * quiet))) /
        static_cast<float>(scale);
    found.emplace_back(filled * std::sqrt(box.area()),
                       CodePlace{place & cv::Rect({0, 0}, grey.size()), rect});
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<CodePlace> places;
  for (const auto& [weight, place] : found)
    if (places.size() < most_places)
      places.push_back(place);
  return places;
}

} // namespace foyer::imaging
