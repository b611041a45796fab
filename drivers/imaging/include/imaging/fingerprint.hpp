// SPDX-License-Identifier: EUPL-1.2
// Whether the same page was scanned twice.
#pragma once

#include <api/document_scanner.hpp>
#include <pages/fingerprint.hpp>

namespace foyer::imaging {

using pages::Fingerprint;

// Blocks for some 100 ms for A4 at 300 dpi; any thread. Fails with: image_malformed.
Result<Fingerprint> fingerprint(const api::Page& page);

// Laid anew, a little askew, darker or upside down, it is still the same page; the same form filled
// in otherwise is not. Empty pages are not the same as any other. Blocks for some 10 ms; any
// thread.
bool same_page(const Fingerprint& first, const Fingerprint& second);

} // namespace foyer::imaging
