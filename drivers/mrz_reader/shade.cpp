// SPDX-License-Identifier: EUPL-1.2
#include "shade.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace foyer::mrz_reader {
namespace {

constexpr std::int64_t most_pixels = 150'000'000; // A4 at 1200 dpi; more is no scan of ours
constexpr int longest_side = 30'000;

} // namespace

Status check_shape(const api::Page& page) {
  if (page.width < 1 || page.height < 1 || (page.channels != 1 && page.channels != 3))
    return fail(FailureCode::image_malformed, "zone: shape");
  if (page.width > longest_side || page.height > longest_side ||
      std::int64_t{page.width} * page.height > most_pixels)
    return fail(FailureCode::page_too_large, "zone");
  const auto size = static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                    static_cast<std::size_t>(page.channels);
  if (page.pixels.size() != size)
    return fail(FailureCode::image_malformed, "zone: pixels");
  return success();
}

cv::Mat shade_of(const api::Page& page) {
  // OpenCV has no read-only pictures; this one is only read.
  const cv::Mat seen(page.height, page.width, page.channels == 3 ? CV_8UC3 : CV_8U,
                     const_cast<std::uint8_t*>(page.pixels.data())); // NOLINT
  if (page.channels == 1)
    return seen.clone();
  // Half the brightness, half the brightest channel; by stripes that stay in the processor's cache.
  cv::Mat shade(page.height, page.width, CV_8U);
  cv::Mat grey, brightest, channel;
  constexpr int stripe = 16;
  for (int y = 0; y < page.height; y += stripe) {
    const cv::Range rows(y, std::min(y + stripe, page.height));
    const cv::Mat part = seen.rowRange(rows);
    cv::extractChannel(part, brightest, 0);
    for (const int next : {1, 2}) {
      cv::extractChannel(part, channel, next);
      cv::max(brightest, channel, brightest);
    }
    cv::cvtColor(part, grey, cv::COLOR_RGB2GRAY);
    cv::Mat out = shade.rowRange(rows);
    cv::addWeighted(grey, 0.5, brightest, 0.5, 0, out);
  }
  return shade;
}

} // namespace foyer::mrz_reader
