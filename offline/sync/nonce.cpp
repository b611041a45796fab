// SPDX-License-Identifier: EUPL-1.2
#include "nonce.hpp"

#include <base/bytes.hpp>

#include <openssl/rand.h>

#include <array>

namespace foyer::sync {

Result<std::string> new_nonce() {
  std::array<std::uint8_t, 24> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
    return fail(FailureCode::internal, "random");
  return to_base64url(random);
}

} // namespace foyer::sync
