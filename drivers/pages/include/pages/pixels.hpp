// SPDX-License-Identifier: EUPL-1.2
// Helpers over raw pixels.
#pragma once

#include <api/document_scanner.hpp>

namespace foyer::pages {

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

} // namespace foyer::pages
