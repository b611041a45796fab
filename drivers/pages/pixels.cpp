// SPDX-License-Identifier: EUPL-1.2
#include <pages/pixels.hpp>

namespace foyer::pages {

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

} // namespace foyer::pages
