// SPDX-License-Identifier: EUPL-1.2
// New pages made from a scanned one as a person wants it changed.
#pragma once

#include <api/document_scanner.hpp>
#include <pages/geometry.hpp>

#include <memory>
#include <span>

namespace foyer::pages {

using NewPage = Result<std::shared_ptr<const api::Page>>;

// Both: any thread; the page itself stays as it is; dpi and channels are kept. They block for some
// 10 ms for A4 at 300 dpi, and need one more page. Fail with: image_malformed.

// Turned clockwise by quarters; any number, also negative. No pixel is changed.
NewPage turned(const api::Page& page, int quarter_turns);

// Black where the rectangles are: what was there is in no pixel of the new page any more.
// Rectangles beside the page are left out.
NewPage blacked_out(const api::Page& page, std::span<const Rect> rects);

} // namespace foyer::pages
