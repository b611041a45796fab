// SPDX-License-Identifier: EUPL-1.2
#include <imaging/preview.hpp>

#include "pixels.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::imaging {

Status check_shape(const api::Page& page) {
  const bool plausible = page.width > 0 && page.height > 0 && page.width <= 65'000 &&
                         page.height <= 65'000 && (page.channels == 1 || page.channels == 3) &&
                         page.dpi > 0;
  if (!plausible || page.pixels.size() != static_cast<std::size_t>(page.width) *
                                              static_cast<std::size_t>(page.height) *
                                              static_cast<std::size_t>(page.channels))
    return fail(FailureCode::image_malformed, "page shape");
  return success();
}

Grey to_grey(const api::Page& page) {
  Grey grey;
  grey.width = page.width;
  grey.height = page.height;
  if (page.channels == 1) {
    grey.levels = page.pixels;
    return grey;
  }
  grey.levels.resize(page.pixels.size() / 3);
  const std::uint8_t* pixel = page.pixels.data();
  for (std::uint8_t& level : grey.levels) {
    level = static_cast<std::uint8_t>(brightness(pixel[0], pixel[1], pixel[2]));
    pixel += 3;
  }
  return grey;
}

Result<Preview> make_preview(const api::Page& page, int max_width, int max_height) {
  FOYER_CHECK(check_shape(page));
  const double scale = std::min({1.0, static_cast<double>(std::max(1, max_width)) / page.width,
                                 static_cast<double>(std::max(1, max_height)) / page.height});
  Preview preview;
  preview.width = std::max(1, static_cast<int>(std::lround(page.width * scale)));
  preview.height = std::max(1, static_cast<int>(std::lround(page.height * scale)));
  preview.rgba.reserve(static_cast<std::size_t>(preview.width) *
                       static_cast<std::size_t>(preview.height) * 4);
  shrink(page, preview.width, preview.height,
         [&](std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
           preview.rgba.push_back(red);
           preview.rgba.push_back(green);
           preview.rgba.push_back(blue);
           preview.rgba.push_back(255);
         });
  return preview;
}

} // namespace foyer::imaging
