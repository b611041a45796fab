// SPDX-License-Identifier: EUPL-1.2
// Document code, issuer and nationality of a zone: few characters without a check digit, but not
// every one of them means something.
#pragma once

#include "fields.hpp"

namespace foyer::mrz_reader {

BestTwo read_code(const Cells& cells, const Fields& fields);

// The issuer's three characters and the nationality's, one after the other.
BestTwo read_states(const Cells& cells, const Fields& fields);

} // namespace foyer::mrz_reader
