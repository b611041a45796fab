// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <base/bytes.hpp>

namespace foyer::imaging {

// The ICC profile (ISO 15076-1, version 4.2) of sRGB (IEC 61966-2-1), some 600 bytes, which says
// what a PDF/A's colours mean. The same bytes each time. Any thread. Fails with: internal.
Result<Bytes> srgb_profile();

} // namespace foyer::imaging
