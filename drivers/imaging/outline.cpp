// SPDX-License-Identifier: EUPL-1.2
// The paper differs from the lid behind it in brightness or colour, or throws a thin shadow. What
// differs is found in several ways; a rectangle around it counts once its four sides are edges.
#include "outline.hpp"

#include "outline_sides.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr double outline_dpi = 50;
constexpr double least_area_mm2 = 2'000; // half a card
// Of a rectangle's area, so much is paper; a round corner or a fold takes less than the rest.
constexpr double least_filled = 0.88;
constexpr double most_share = 0.98;

struct Format {
  PaperKind kind;
  double shorter, longer, tolerance; // mm
};
constexpr Format formats[] = {
    {PaperKind::card_id1, 53.98, 85.6, 2.5},
    {PaperKind::passport_page, 88, 125, 3},
    {PaperKind::passport_page, 125, 176, 4},
    {PaperKind::a5, 148, 210, 4},
    {PaperKind::a4, 210, 297, 5},
};

// The colours that most of the picture's border has: the lid's is among them.
std::vector<cv::Scalar> border_colours(const cv::Mat& picture, int ring) {
  cv::Mat grey = picture;
  if (picture.channels() == 3)
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
  cv::Mat border(picture.size(), CV_8UC1, cv::Scalar(255));
  const cv::Rect inner(ring, ring, picture.cols - 2 * ring, picture.rows - 2 * ring);
  if (inner.width > 0 && inner.height > 0)
    border(inner).setTo(0);
  std::vector<cv::Scalar> colours;
  const int all = cv::countNonZero(border);
  for (int round = 0; round < 2; ++round) {
    std::array<int, 256> levels{};
    for (int y = 0; y < grey.rows; ++y)
      for (int x = 0; x < grey.cols; ++x)
        levels[grey.at<std::uint8_t>(y, x)] += border.at<std::uint8_t>(y, x) != 0;
    int best = 0, most = -1;
    for (int level = 0; level + 8 <= 256; ++level) {
      int sum = 0;
      for (int i = 0; i < 8; ++i)
        sum += levels[static_cast<std::size_t>(level + i)];
      if (sum > most)
        most = sum, best = level;
    }
    if (most * 6 < all)
      break;
    cv::Mat near;
    cv::inRange(grey, cv::Scalar(best - 1), cv::Scalar(best + 8), near);
    near &= border;
    colours.push_back(cv::mean(picture, near));
    border.setTo(0, near);
  }
  return colours;
}

// 0..255: how far each pixel's colour lies from this one.
cv::Mat distance_from(const cv::Mat& picture, const cv::Scalar& colour) {
  cv::Mat apart;
  cv::absdiff(picture, colour, apart);
  if (apart.channels() == 1)
    return apart;
  cv::Mat channels[3], most;
  cv::split(apart, channels);
  cv::max(channels[0], channels[1], most);
  cv::max(most, channels[2], most);
  return most;
}

// The rectangle about the largest thing in the mask, if the thing is a rectangle.
std::optional<cv::RotatedRect> largest_rectangle(const cv::Mat& mask) {
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  std::optional<cv::RotatedRect> best;
  double best_area = 0;
  for (const auto& contour : contours) {
    if (contour.size() < 4)
      continue;
    std::vector<cv::Point> hull;
    cv::convexHull(contour, hull);
    const double area = cv::contourArea(hull);
    const cv::RotatedRect rect = cv::minAreaRect(hull);
    if (area <= best_area || area < least_filled * rect.size.area())
      continue;
    best_area = area;
    best = rect;
  }
  return best;
}

Outline ordered(const cv::Point2f (&corners)[4]) {
  // RotatedRect gives them clockwise; the side whose lean is within 45 degrees goes first.
  Outline outline;
  for (int first = 0; first < 4; ++first) {
    const cv::Point2f side = corners[(first + 1) % 4] - corners[first];
    if (side.x < std::abs(side.y) || (side.x == -side.y))
      continue;
    outline.degrees = std::atan2(side.y, side.x) * 180 / CV_PI;
    for (int i = 0; i < 4; ++i)
      outline.corners[static_cast<std::size_t>(i)] = corners[(first + i) % 4];
    break;
  }
  return outline;
}

double length(const cv::Point2f& a, const cv::Point2f& b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

} // namespace

PaperKind kind_of(double width, double height) {
  const double shorter = std::min(width, height), longer = std::max(width, height);
  for (const Format& format : formats)
    if (std::abs(shorter - format.shorter) <= format.tolerance &&
        std::abs(longer - format.longer) <= format.tolerance)
      return format.kind;
  return shorter > 215 && longer > 302 ? PaperKind::larger : PaperKind::unknown;
}

std::optional<Outline> find_outline(const WorkingCopy& copy) {
  Wiped small = shrunk(copy.colour.mat, copy.dpi, outline_dpi);
  const double dpi = std::min(copy.dpi, outline_dpi);
  const double per_mm = dpi / 25.4;
  if (small.mat.cols < 20 || small.mat.rows < 20)
    return std::nullopt;
  Wiped smooth;
  cv::GaussianBlur(small.mat, smooth.mat, {3, 3}, 0.8);
  std::vector<cv::Mat> masks;
  const int ring = std::max(2, static_cast<int>(2.5 * per_mm));
  for (const cv::Scalar& colour : border_colours(smooth.mat, ring))
    for (const int limit : {4, 8, 16, 45}) {
      masks.emplace_back();
      cv::threshold(distance_from(smooth.mat, colour), masks.back(), limit, 255, cv::THRESH_BINARY);
    }
  const Sides sides(smooth.mat, per_mm);
  masks.push_back(sides.edges());
  std::optional<Outline> best;
  double best_area = least_area_mm2 * per_mm * per_mm;
  const cv::Mat three = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  const cv::Mat five = cv::getStructuringElement(cv::MORPH_RECT, {5, 5});
  for (cv::Mat& mask : masks) {
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, five);
    if (&mask != &masks.back())
      cv::morphologyEx(mask, mask, cv::MORPH_OPEN, three);
    const auto rect = largest_rectangle(mask);
    wipe({mask.data, mask.total()});
    if (!rect || rect->size.area() < best_area)
      continue;
    cv::Point2f corners[4];
    rect->points(corners);
    if (!sides.fit(corners))
      continue;
    const double area = length(corners[0], corners[1]) * length(corners[1], corners[2]);
    // All of the glass is no more than the glass.
    if (area < best_area || area > most_share * static_cast<double>(small.mat.total()))
      continue;
    best_area = area;
    best = ordered(corners);
    const auto factor = static_cast<float>(copy.dpi / dpi);
    for (auto& corner : best->corners)
      corner = (corner + cv::Point2f(0.5F, 0.5F)) * factor;
  }
  return best;
}

} // namespace foyer::imaging
