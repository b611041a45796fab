// SPDX-License-Identifier: EUPL-1.2
// The network's file (model/README.md), as it was linked into the program.
#pragma once

#include <base/bytes.hpp>

namespace foyer::mrz_reader {

ByteView model_file();

} // namespace foyer::mrz_reader
