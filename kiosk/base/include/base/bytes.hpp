// SPDX-License-Identifier: EUPL-1.2
// Bytes, views of bytes, and their usual spellings.
#pragma once

#include <base/result.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace foyer {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView view) {
  return {view.begin(), view.end()};
}
inline void append(Bytes& to, ByteView what) {
  to.insert(to.end(), what.begin(), what.end());
}

// Lower-case hexadecimal. from_hex accepts both cases and no separators; else `malformed`.
std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);

// RFC 4648 §4 with padding, and §5 (URL-safe) without; anything else is `malformed`.
std::string to_base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

// Compares in time that depends on the lengths only.
bool equal_constant_time(ByteView a, ByteView b);

// Overwrites so that the compiler may not leave it out.
void wipe(std::span<std::uint8_t> bytes);
void wipe(std::string& text);

} // namespace foyer
