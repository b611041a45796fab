// SPDX-License-Identifier: EUPL-1.2
// What lies on a scanner besides clean letters, put onto a page; places and sizes in millimetres.
#pragma once

#include <api/document_scanner.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace foyer {

// Calls change(pixel, x, y) for the pixels of a rectangle; x and y from its corner, in mm.
template <class Change>
void change_pixels(api::Page& page, double left, double top, double width, double height,
                   Change change) {
  const double scale = page.dpi / 25.4;
  const auto px = [scale](double mm) { return static_cast<int>(std::lround(mm * scale)); };
  for (int y = px(top); y < std::min(page.height, px(top + height)); ++y)
    for (int x = px(left); x < std::min(page.width, px(left + width)); ++x)
      change(page.pixels.data() +
                 (static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                  static_cast<std::size_t>(x)) *
                     static_cast<std::size_t>(page.channels),
             x / scale - left, y / scale - top);
}

// A round stamp in red, 36 mm wide: a double ring and three bars. What is below shows through.
inline void stamp(api::Page& page, double left, double top) {
  change_pixels(page, left, top, 36, 36, [](std::uint8_t* pixel, double x, double y) {
    const double radius = std::hypot(x - 18, y - 18);
    const bool ring = (radius > 16.8 && radius < 17.6) || (radius > 15.2 && radius < 15.6);
    const bool bars = radius < 13 && std::abs(std::fmod(y, 6.0) - 3) < 0.5;
    if (!ring && !bars)
      return;
    pixel[0] = static_cast<std::uint8_t>(pixel[0] * 0.82);
    pixel[1] = static_cast<std::uint8_t>(pixel[1] * 0.25);
    pixel[2] = static_cast<std::uint8_t>(pixel[2] * 0.30);
  });
}

// Upright strokes of 0.5 mm every millimetre.
inline void bars(api::Page& page, double left, double top, double width, double height,
                 std::uint8_t level) {
  change_pixels(page, left, top, width, height, [level](std::uint8_t* pixel, double x, double) {
    if (x - std::floor(x) < 0.5)
      std::fill_n(pixel, 3, level);
  });
}

// A photograph: soft tones from dark to light with some grain.
inline void photo(api::Page& page, double left, double top, double width, double height) {
  std::uint32_t grain = 7;
  change_pixels(page, left, top, width, height, [&](std::uint8_t* pixel, double x, double y) {
    grain = grain * 1'664'525U + 1'013'904'223U;
    const double tone = 120 + 60 * std::sin(x * 0.31) * std::cos(y * 0.23) +
                        30 * std::sin(x * 1.7 + y * 1.1) + static_cast<double>(grain >> 28U) - 8;
    pixel[0] = static_cast<std::uint8_t>(std::clamp(tone + 25, 0.0, 255.0));
    pixel[1] = static_cast<std::uint8_t>(std::clamp(tone, 0.0, 255.0));
    pixel[2] = static_cast<std::uint8_t>(std::clamp(tone - 20, 0.0, 255.0));
  });
}

// What stands there stands white on a field of that colour.
inline void print_on_field(api::Page& page, double left, double top, double width, double height,
                           std::array<int, 3> field) {
  change_pixels(page, left, top, width, height, [&](std::uint8_t* pixel, double, double) {
    for (std::size_t channel = 0; channel < 3; ++channel)
      pixel[channel] =
          static_cast<std::uint8_t>(255 - pixel[channel] * (255 - field[channel]) / 255);
  });
}

// What stands there stands white on dark.
inline void invert(api::Page& page, double left, double top, double width, double height) {
  change_pixels(page, left, top, width, height, [&](std::uint8_t* pixel, double, double) {
    for (int channel = 0; channel < page.channels; ++channel)
      pixel[channel] = static_cast<std::uint8_t>(255 - pixel[channel]);
  });
}

// Yellow of a marker pen over what stands there.
inline void highlight(api::Page& page, double left, double top, double width, double height) {
  change_pixels(page, left, top, width, height, [](std::uint8_t* pixel, double, double) {
    pixel[2] = static_cast<std::uint8_t>(pixel[2] * 0.35);
  });
}

} // namespace foyer
