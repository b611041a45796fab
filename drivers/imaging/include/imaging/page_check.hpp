// SPDX-License-Identifier: EUPL-1.2
// What a page looks like, so that the review screen can advise. Advice only: a page is never
// dropped for it, since bleed-through and pale stamps fool every rule.
#pragma once

#include <api/document_scanner.hpp>

namespace foyer::imaging {

struct PageCheck {
  // Paper brightness 0..255: what 19 of 20 pixels stay below. So small a card on the black of an
  // open lid is still paper.
  int paper = 0;
  // Connected spots of ink of a letter's size or more, seen at about 100 dpi.
  int marks = 0;
  // Nothing is on it, as far as can be seen.
  bool looks_empty = false;
  // The paper itself is too dark to read from.
  bool looks_dark = false;
};

// Blocks for about 30 ms for A4 at 300 dpi; any thread.
// Fails with: image_malformed.
Result<PageCheck> check_page(const api::Page& page);

} // namespace foyer::imaging
