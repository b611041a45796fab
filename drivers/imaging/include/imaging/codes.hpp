// SPDX-License-Identifier: EUPL-1.2
// Codes printed on a scanned page.
#pragma once

#include <api/document_scanner.hpp>
#include <base/secret.hpp>

#include <vector>

namespace foyer::imaging {

// The texts of all QR codes (ISO/IEC 18004) on the page, whichever way it lies; none is no failure.
// Anybody may have printed them: they are hostile input, and a receipt's is a secret. Blocks for
// some 100 ms for A4 at 300 dpi; any thread. Fails with: image_malformed.
Result<std::vector<Secret>> read_codes(const api::Page& page);

} // namespace foyer::imaging
