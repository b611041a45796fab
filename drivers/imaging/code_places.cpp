// SPDX-License-Identifier: EUPL-1.2
#include "code_places.hpp"

#include <memory>

#include <algorithm>
#include <cmath>
#include <dmtx.h>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr double places_dpi = 75;
constexpr double least_mm = 4, most_mm = 90;
constexpr double most_slender = 5; // PDF417 and the long forms of Data Matrix
constexpr double least_filled = 0.55;
constexpr double quiet_mm = 2.5;

struct EndImage {
  void operator()(DmtxImage* image) const { dmtxImageDestroy(&image); }
};
struct EndDecode {
  void operator()(DmtxDecode* decode) const { dmtxDecodeDestroy(&decode); }
};
struct EndRegion {
  void operator()(DmtxRegion* region) const { dmtxRegionDestroy(&region); }
};

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

// Only the finding is libdmtx's: what a hostile code says is decoded by ZXing alone.
std::optional<Modules> data_matrix_modules(const cv::Mat& picture,
                                           std::chrono::milliseconds patience) {
  Wiped copy;
  picture.copyTo(copy.mat);
  const std::unique_ptr<DmtxImage, EndImage> image(
      dmtxImageCreate(copy.mat.data, copy.mat.cols, copy.mat.rows, DmtxPack8bppK));
  if (!image)
    return std::nullopt;
  const std::unique_ptr<DmtxDecode, EndDecode> decode(dmtxDecodeCreate(image.get(), 1));
  if (!decode)
    return std::nullopt;
  DmtxTime until = dmtxTimeAdd(dmtxTimeNow(), static_cast<long>(patience.count()));
  const std::unique_ptr<DmtxRegion, EndRegion> region(dmtxRegionFindNext(decode.get(), &until));
  if (!region)
    return std::nullopt;
  const int rows = region->symbolRows, columns = region->symbolCols;
  if (rows < 8 || columns < 8 || rows > 144 || columns > 144)
    return std::nullopt;
  // libdmtx counts rows from below.
  const auto place = [&](double x, double y) {
    DmtxVector2 from{x, y}, to{};
    dmtxMatrix3VMultiply(&to, &from, region->fit2raw);
    return cv::Point2f(static_cast<float>(to.X), static_cast<float>(copy.mat.rows - 1 - to.Y));
  };
  Modules modules;
  modules.corners = {place(0, 1), place(1, 1), place(1, 0), place(0, 0)};
  modules.matrix = Wiped(cv::Mat(rows, columns, CV_8UC1));
  Wiped levels(cv::Mat(rows, columns, CV_8UC1));
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const cv::Point2f at = place((column + 0.5) / columns, (rows - row - 0.5) / rows);
      const int x = cvRound(at.x), y = cvRound(at.y);
      const bool inside = x >= 0 && y >= 0 && x < copy.mat.cols && y < copy.mat.rows;
      levels.mat.at<std::uint8_t>(row, column) = inside ? copy.mat.at<std::uint8_t>(y, x) : 255;
    }
  cv::threshold(levels.mat, modules.matrix.mat, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  return modules;
}

} // namespace foyer::imaging
