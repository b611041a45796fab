// SPDX-License-Identifier: EUPL-1.2
#include "sha256.hpp"

#include <base/bytes.hpp>

#include <openssl/sha.h>

#include <array>

namespace foyer::forms {

std::string sha256_hex(std::string_view bytes) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  const ByteView view = as_bytes(bytes);
  SHA256(view.data(), view.size(), digest.data());
  return to_hex(digest);
}

} // namespace foyer::forms
