// SPDX-License-Identifier: EUPL-1.2
// What on a page is ink: print, writing, stamps, lines. What is left is paper and pictures.
#pragma once

#include "pixels.hpp"

#include <vector>

namespace foyer::imaging {

// As large as the page, one byte a pixel: 1 is ink. Wiped when it goes.
struct Ink {
  int width = 0;
  int height = 0;
  Bytes marks;
  // Of the page's area, what looks like a photograph; no ink is found there.
  double picture_cm2 = 0;
  // Squares of the page that belong to a dark field or border on one: there ink is what light print
  // was left out of.
  int tile_side = 1;
  int tile_columns = 0;
  std::vector<bool> fields;

  [[nodiscard]] bool in_field(int x, int y) const {
    return fields[static_cast<std::size_t>(y / tile_side * tile_columns + x / tile_side)];
  }

  Ink() = default;
  Ink(const Ink&) = delete;
  Ink& operator=(const Ink&) = delete;
  Ink(Ink&&) = default;
  Ink& operator=(Ink&&) = default;
  ~Ink() { wipe(marks); }
};

// `grey` is the page's brightness.
Ink find_ink(const Grey& grey, int dpi);

// Every pixel with a mark at most `reach` pixels away, along rows and columns.
Bytes widen(const Ink& ink, int reach);

} // namespace foyer::imaging
