// SPDX-License-Identifier: EUPL-1.2
// The names of a zone (9303-3 §4.6): surname, two fillers, given names, fillers to the end.
#pragma once

#include "fields.hpp"

namespace foyer::mrz_reader {

BestTwo read_names(const Cells& cells, const Range& range);

} // namespace foyer::mrz_reader
