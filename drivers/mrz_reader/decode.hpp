// SPDX-License-Identifier: EUPL-1.2
// From what each cell may be to what the zone says: the likeliest zone that the grammar of its
// layout (ICAO 9303-4 to -7) and its check digits allow, and how far the next one is behind.
#pragma once

#include "alphabet.hpp"

#include <base/secret.hpp>
#include <eid/mrz.hpp>

#include <optional>

namespace foyer::mrz_reader {

struct Decoded {
  Text zone;
  eid::MrzLayout layout = eid::MrzLayout::td3;
  bool checks_fit = false;
  // Natural logarithms of likelihood ratios. `lost`: of the cells' own best characters to this
  // zone, what grammar and check digits cost. `margin`: of this zone to the next one that they
  // allow.
  float lost = 0;
  float margin = 0;
};

// `cells`: 90, 72 or 88 of them, line by line; else nothing.
std::optional<Decoded> decode(const Cells& cells);

} // namespace foyer::mrz_reader
