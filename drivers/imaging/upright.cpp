// SPDX-License-Identifier: EUPL-1.2
#include <imaging/upright.hpp>

#include "opencv.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

// A lean below this is not worth resampling every pixel for: 1 mm over the height of A4.
constexpr double least_skew_degrees = 0.2;

// Clockwise by `degrees`, about the origin.
cv::Point2d rotated(const Point& point, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  return {point.x * std::cos(angle) - point.y * std::sin(angle),
          point.x * std::sin(angle) + point.y * std::cos(angle)};
}

// What lies beyond the picture is shown as paper: its border drawn out would look like printed
// bars.
cv::Scalar paper_colour(const api::Page& page) {
  constexpr int across = 64;    // enough to tell a colour by
  constexpr double share = 0.8; // of the page is no brighter: neither print nor a reflection
  Wiped small;
  cv::resize(view(page), small.mat, {across, across}, 0, 0, cv::INTER_AREA);
  std::vector<cv::Mat> channels;
  cv::split(small.mat, channels);
  cv::Scalar colour;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    auto* const begin = channels[i].data;
    auto* const at = begin + static_cast<std::ptrdiff_t>(share * across * across);
    std::nth_element(begin, at, begin + across * across);
    colour[static_cast<int>(i)] = *at;
    channels[i].setTo(0);
  }
  return colour;
}

// Straightens about the outline's middle, and cuts to the outline.
NewPage straightened(const api::Page& page, const PageCheck& check) {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  for (const Point& corner : check.outline) {
    const cv::Point2d at = rotated(corner, -check.skew_degrees);
    left = std::min(left, at.x);
    top = std::min(top, at.y);
    right = std::max(right, at.x);
    bottom = std::max(bottom, at.y);
  }
  auto made = std::make_shared<api::Page>();
  made->width = static_cast<int>(std::lround(right - left));
  made->height = static_cast<int>(std::lround(bottom - top));
  made->channels = page.channels;
  made->dpi = page.dpi;
  // A turned page is at most as long as its diagonal; other numbers are no page's.
  const double diagonal = std::hypot(page.width, page.height);
  if (made->width < 1 || made->height < 1 || made->width > diagonal + 1 ||
      made->height > diagonal + 1)
    return fail(FailureCode::image_malformed, "outline");
  made->pixels.resize(static_cast<std::size_t>(made->width) *
                      static_cast<std::size_t>(made->height) *
                      static_cast<std::size_t>(made->channels));
  const double angle = check.skew_degrees * std::numbers::pi / 180;
  // From the new page's pixels back to the page's.
  const cv::Matx23d back(std::cos(angle), -std::sin(angle),
                         left * std::cos(angle) - top * std::sin(angle), std::sin(angle),
                         std::cos(angle), left * std::sin(angle) + top * std::cos(angle));
  cv::Mat target = view(*made);
  cv::warpAffine(view(page), target, back, target.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_CONSTANT, paper_colour(page));
  return std::shared_ptr<const api::Page>(std::move(made));
}

} // namespace

NewPage make_upright(const api::Page& page, const PageCheck& check) {
  FOYER_CHECK(check_shape(page));
  const int turns = check.turn_is_sure ? check.quarter_turns : 0;
  if (std::abs(check.skew_degrees) < least_skew_degrees && !check.outline_is_sure)
    return turned(page, turns);
  NewPage made = fail(FailureCode::image_malformed, "outline");
  try {
    made = straightened(page, check);
  } catch (const cv::Exception&) {
    return fail(FailureCode::image_malformed, "outline");
  }
  if (!made || turns % 4 == 0)
    return made;
  return turned(**made, turns);
}

} // namespace foyer::imaging
