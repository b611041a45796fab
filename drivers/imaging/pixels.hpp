// SPDX-License-Identifier: EUPL-1.2
// Helpers over raw pixels, for this room only.
#pragma once

#include <api/document_scanner.hpp>

namespace foyer::imaging {

// Fails with: image_malformed, unless sizes are positive, channels 1 or 3, and all pixels there.
Status check_shape(const api::Page& page);

// Brightness 0..255, one byte a pixel. Wiped when it goes, as it shows a page.
struct Grey {
  int width = 0;
  int height = 0;
  Bytes levels;

  Grey() = default;
  Grey(const Grey&) = delete;
  Grey& operator=(const Grey&) = delete;
  Grey(Grey&&) = default;
  Grey& operator=(Grey&&) = default;
  ~Grey() { wipe(levels); }
  [[nodiscard]] std::uint8_t at(int x, int y) const {
    return levels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)];
  }
};

// ITU-R BT.601 luma.
inline int brightness(int red, int green, int blue) {
  return (299 * red + 587 * green + 114 * blue) / 1000;
}

// The whole page; its shape was checked.
Grey to_grey(const api::Page& page);

// Shrinks by a box filter: each target pixel is the mean of its own rectangle of source pixels.
// Calls put(mean of each channel) from left to right, top to bottom. Needs target <= source.
template <class Put> void shrink(const api::Page& page, int width, int height, Put put) {
  const auto channels = static_cast<std::size_t>(page.channels);
  const auto row_bytes = static_cast<std::size_t>(page.width) * channels;
  for (int y = 0; y < height; ++y) {
    const int top = static_cast<int>(std::int64_t{y} * page.height / height);
    const int bottom = static_cast<int>((std::int64_t{y} + 1) * page.height / height);
    for (int x = 0; x < width; ++x) {
      const int left = static_cast<int>(std::int64_t{x} * page.width / width);
      const int right = static_cast<int>((std::int64_t{x} + 1) * page.width / width);
      std::uint64_t sum[3] = {0, 0, 0};
      for (int sy = top; sy < bottom; ++sy) {
        const std::uint8_t* sample = page.pixels.data() + static_cast<std::size_t>(sy) * row_bytes +
                                     static_cast<std::size_t>(left) * channels;
        for (int sx = left; sx < right; ++sx)
          for (std::size_t channel = 0; channel < channels; ++channel)
            sum[channel] += *sample++;
      }
      const auto area =
          static_cast<std::uint64_t>(bottom - top) * static_cast<std::uint64_t>(right - left);
      const auto mean = [&](std::size_t channel) {
        return static_cast<std::uint8_t>((sum[channel < channels ? channel : 0] + area / 2) / area);
      };
      put(mean(0), mean(1), mean(2));
    }
  }
}

} // namespace foyer::imaging
