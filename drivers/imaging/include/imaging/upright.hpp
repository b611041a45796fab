// SPDX-License-Identifier: EUPL-1.2
// New pages made from a scanned one: upright and cut to the paper, or changed by hand.
#pragma once

#include <imaging/page_check.hpp>

#include <memory>
#include <span>

namespace foyer::imaging {

using NewPage = Result<std::shared_ptr<const api::Page>>;

// Pixels from the top left corner. What reaches beyond the page is not counted.
struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

// All functions: any thread; the page itself stays as it is; dpi and channels are kept. They block
// for some 10 ms for A4 at 300 dpi, make_upright() for some 100 ms, and need one more page.
// Fail with: image_malformed (also for a rectangle that holds no pixel of the page).

// The page, cut to its outline, turned and straightened as the check says. What is not certain in
// the check is left as it came; where a straightened corner lies beyond the page it is filled with
// the page's edge.
NewPage make_upright(const api::Page& page, const PageCheck& check);

// Turned clockwise by quarters; any number, also negative. No pixel is changed.
NewPage turned(const api::Page& page, int quarter_turns);

// Black where the rectangles are: what was there is in no pixel of the new page any more.
// Rectangles beside the page are left out.
NewPage blacked_out(const api::Page& page, std::span<const Rect> rects);

} // namespace foyer::imaging
