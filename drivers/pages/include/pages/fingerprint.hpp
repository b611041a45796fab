// SPDX-License-Identifier: EUPL-1.2
// By what a page is known again.
#pragma once

#include <base/bytes.hpp>

namespace foyer::pages {

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

} // namespace foyer::pages
