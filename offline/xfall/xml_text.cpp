// SPDX-License-Identifier: EUPL-1.2
#include "xml_text.hpp"

#include <cstdint>

namespace foyer::xfall {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

struct Decoded {
  std::size_t length; // bytes taken, at least 1
  char32_t code;
  bool good;
};

// RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = at(0);
  if (first < 0x80)
    return {1, first, true};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length)
    return {1, 0, false};
  char32_t code = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80)
      return {1, 0, false};
    code = (code << 6) | (at(i) & 0x3Fu);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    return {1, 0, false};
  return {length, code, true};
}

bool is_xml_char(char32_t code) {
  if (code < 0x20)
    return code == '\t' || code == '\n' || code == '\r';
  return code != 0xFFFE && code != 0xFFFF;
}

} // namespace

std::string carriable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Decoded next = decode(text);
    out += next.good && is_xml_char(next.code) ? text.substr(0, next.length) : replacement;
    text.remove_prefix(next.length);
  }
  return out;
}

} // namespace foyer::xfall
