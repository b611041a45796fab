// SPDX-License-Identifier: EUPL-1.2
// Whether the same page was scanned twice.
#pragma once

#include <api/document_scanner.hpp>

namespace foyer::imaging {

// A small picture of the page's ink, straightened: it still shows who is on the page, and is wiped
// when it goes. Some 500 KB for A4.
struct Fingerprint {
  int width = 0;
  int height = 0;
  Bytes ink; // 0: paper, 255: the page's darkest ink; rows from the top

  Fingerprint() = default;
  Fingerprint(const Fingerprint&) = delete;
  Fingerprint& operator=(const Fingerprint&) = delete;
  Fingerprint(Fingerprint&&) = default;
  Fingerprint& operator=(Fingerprint&&) = default;
  ~Fingerprint() { wipe(ink); }
};

// Blocks for some 100 ms for A4 at 300 dpi; any thread. Fails with: image_malformed.
Result<Fingerprint> fingerprint(const api::Page& page);

// Laid anew, a little askew, darker or upside down, it is still the same page; the same form filled
// in otherwise is not. Empty pages are not the same as any other. Blocks for some 10 ms; any
// thread.
bool same_page(const Fingerprint& first, const Fingerprint& second);

} // namespace foyer::imaging
