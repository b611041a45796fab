// SPDX-License-Identifier: EUPL-1.2
// Places on a page, in its pixels from the top left corner.
#pragma once

namespace foyer::pages {

struct Point {
  float x = 0;
  float y = 0;
};

// What reaches beyond the page is not counted.
struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

} // namespace foyer::pages
