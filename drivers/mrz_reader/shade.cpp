// SPDX-License-Identifier: EUPL-1.2
#include "shade.hpp"

#include <algorithm>

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
  cv::Mat grey(page.height, page.width, CV_8U);
  const std::uint8_t* in = page.pixels.data();
  for (int y = 0; y < page.height; ++y) {
    std::uint8_t* const row = grey.ptr<std::uint8_t>(y);
    if (page.channels == 1) {
      std::copy(in, in + page.width, row);
      in += page.width;
      continue;
    }
    for (int x = 0; x < page.width; ++x, in += 3) {
      // Half the brightness, half the brightest channel.
      const int brightness = (77 * in[0] + 151 * in[1] + 28 * in[2]) >> 8;
      row[x] = static_cast<std::uint8_t>((brightness + std::max({in[0], in[1], in[2]})) / 2);
    }
  }
  return grey;
}

} // namespace foyer::mrz_reader
