// SPDX-License-Identifier: EUPL-1.2
// A new page made from a scanned one: upright and cut to the paper.
#pragma once

#include <imaging/page_check.hpp>
#include <pages/edit.hpp>

namespace foyer::imaging {

using pages::blacked_out;
using pages::NewPage;
using pages::Rect;
using pages::turned;

// The page, cut to its outline, turned and straightened as the check says. What is not certain in
// the check is left as it came; where a straightened corner lies beyond the page it is filled with
// the page's edge. Any thread; the page itself stays as it is; dpi and channels are kept. Blocks
// for some 100 ms for A4 at 300 dpi, and needs one more page. Fails with: image_malformed (also for
// an outline that holds no pixel of the page).
NewPage make_upright(const api::Page& page, const PageCheck& check);

} // namespace foyer::imaging
