// SPDX-License-Identifier: EUPL-1.2
// Signed files should be DER, but some writers of CMS use the basic encoding; eid's sources only.
#pragma once

#include <base/bytes.hpp>

namespace foyer::eid {

// The first element of `bytes` with definite lengths throughout and octet strings in one piece
// (X.690 §8.1.3.6, §8.7.3). Whatever was definite already stays byte for byte: certificates inside
// are signed as they are. Fails with card_data_malformed, also beyond 32 levels.
Result<Bytes> to_definite(ByteView bytes);

} // namespace foyer::eid
