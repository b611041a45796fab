// SPDX-License-Identifier: EUPL-1.2
// Where which field stands (ICAO 9303-4 to -7), as places for the trellis.
#pragma once

#include "trellis.hpp"

#include <eid/mrz.hpp>

namespace foyer::mrz_reader {

struct Range {
  int first = 0;
  int size = 0;
};

struct Fields {
  eid::MrzLayout layout = eid::MrzLayout::td3;
  // Number, dates and what else check digits cover, in the order of the composite digit. More than
  // one where a long document number may go on in the optional data; or with other data there.
  std::vector<std::vector<Place>> numbers;
  Range code, issuer, nationality, names;
  int sex = 0;
};

// The fields of each layout with so many cells: of a document and of a visa.
std::vector<Fields> layouts_of(std::size_t cells);

} // namespace foyer::mrz_reader
