// SPDX-License-Identifier: EUPL-1.2
// Whether anything is on a page, for this room only.
#pragma once

#include "working_copy.hpp"

namespace foyer::imaging {

// Print, writing, a signature, a stamp; not dust, punched holes, staples, ruled lines, nor what
// shines through from the back.
bool has_writing(const PageInk& ink);

// What the page is printed on or shows: a picture, a filled field, a coloured ground.
struct Ground {
  bool has_shapes = false; // hard edges of something larger than a punched hole
  double uneven = 0;       // share of the page whose ground is much lighter or darker than usual
};
Ground ground_of(const PageInk& ink);

} // namespace foyer::imaging
