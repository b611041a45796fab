// SPDX-License-Identifier: EUPL-1.2
// A picture as a screen shows it.
#pragma once

#include <base/bytes.hpp>

namespace foyer::pages {

// Four bytes a pixel in memory order R, G, B, A, rows from the top, no padding, alpha 255.
struct Preview {
  int width = 0;
  int height = 0;
  Bytes rgba;

  Preview() = default;
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;
  Preview(Preview&&) = default;
  Preview& operator=(Preview&&) = default;
  ~Preview() { wipe(rgba); }
};

// Of a face in a travel document's chip: pixels a side, and in all.
inline constexpr int face_limit = 4'096;
inline constexpr std::size_t most_face_pixels = 16'000'000;

} // namespace foyer::pages
