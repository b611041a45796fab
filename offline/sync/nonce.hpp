// SPDX-License-Identifier: EUPL-1.2
// What an answer must repeat, so that an old one is none.
#pragma once

#include <base/result.hpp>

#include <string>

namespace foyer::sync {

// 24 random bytes, base64url. Errors: internal.
Result<std::string> new_nonce();

} // namespace foyer::sync
