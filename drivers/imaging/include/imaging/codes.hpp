// SPDX-License-Identifier: EUPL-1.2
// Codes printed on a scanned page.
#pragma once

#include <api/document_scanner.hpp>
#include <pages/code.hpp>

#include <vector>

namespace foyer::imaging {

using pages::Code;
using pages::code_limit;
using pages::CodeFormat;
using pages::CodesWanted;
using pages::most_codes;
using pages::Point;

// All codes on the page, whichever way it lies; none is no failure. Anybody may have printed them:
// they are hostile input, and a receipt's is a secret. Blocks for some 100 ms for QR codes alone,
// two seconds at most for all, for A4 at 300 dpi; any thread. Fails with: image_malformed.
Result<std::vector<Code>> read_codes(const api::Page& page, CodesWanted wanted = CodesWanted::all);

} // namespace foyer::imaging
