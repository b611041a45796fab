// SPDX-License-Identifier: EUPL-1.2
#include <base/bytes.hpp>

#include <array>
#include <cstring>

namespace foyer {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_standard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64_url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int hex_value(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

std::string encode64(ByteView bytes, std::string_view alphabet, bool padded) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = bytes.size() - i;
    const std::uint32_t group = (std::uint32_t{bytes[i]} << 16) |
                                (left > 1 ? std::uint32_t{bytes[i + 1]} << 8 : 0) |
                                (left > 2 ? std::uint32_t{bytes[i + 2]} : 0);
    out += alphabet[group >> 18];
    out += alphabet[(group >> 12) & 63];
    if (left > 1)
      out += alphabet[(group >> 6) & 63];
    if (left > 2)
      out += alphabet[group & 63];
    if (padded && left < 3)
      out.append(3 - left, '=');
  }
  return out;
}

Result<Bytes> decode64(std::string_view text, std::string_view alphabet) {
  std::array<int, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values[static_cast<std::uint8_t>(alphabet[i])] = static_cast<int>(i);
  if (text.size() % 4 == 1)
    return fail(FailureCode::malformed, "base64 length");
  Bytes out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const int value = values[static_cast<std::uint8_t>(c)];
    if (value < 0)
      return fail(FailureCode::malformed, "base64 character");
    group = (group << 6) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<std::uint8_t>(group >> bits));
      group &= (1u << bits) - 1;
    }
  }
  // Left-over bits must be zero, so that every byte string has exactly one spelling.
  if (group != 0)
    return fail(FailureCode::malformed, "base64 trailing bits");
  return out;
}

} // namespace

std::string to_hex(ByteView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15];
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0)
    return fail(FailureCode::malformed, "hex length");
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0)
      return fail(FailureCode::malformed, "hex digit");
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

std::string to_base64(ByteView bytes) {
  return encode64(bytes, base64_standard, true);
}
std::string to_base64url(ByteView bytes) {
  return encode64(bytes, base64_url, false);
}

Result<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0)
    return fail(FailureCode::malformed, "base64 length");
  for (int i = 0; i < 2 && text.ends_with('='); ++i)
    text.remove_suffix(1);
  return decode64(text, base64_standard);
}

Result<Bytes> from_base64url(std::string_view text) {
  return decode64(text, base64_url);
}

bool equal_constant_time(ByteView a, ByteView b) {
  if (a.size() != b.size())
    return false;
  std::uint8_t difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<std::uint8_t>(a[i] ^ b[i]);
  return difference == 0;
}

void wipe(std::span<std::uint8_t> bytes) {
  if (bytes.empty())
    return; // an empty view may hold no pointer, which explicit_bzero forbids
  explicit_bzero(bytes.data(), bytes.size());
}
void wipe(std::string& text) {
  explicit_bzero(text.data(), text.size());
  text.clear();
}

} // namespace foyer
