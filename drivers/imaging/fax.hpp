// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <base/bytes.hpp>

namespace foyer::imaging {

// Two levels as CCITT Group 4 (ITU-T T.6), which loses nothing. BSI TR-03138 allows it and forbids
// codes that swap alike symbols (JBIG2). `rows`: one bit a pixel, most significant first, 1 is ink,
// rows padded to whole bytes. In memory only. Fails with: image_malformed.
Result<Bytes> to_fax(int width, int height, ByteView rows);

} // namespace foyer::imaging
