// SPDX-License-Identifier: EUPL-1.2
#include <base/utf8.hpp>

#include <cstdint>

namespace foyer {

std::optional<char32_t> take_code_point(std::string_view& rest) {
  if (rest.empty())
    return std::nullopt;
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(rest[i]); };
  const std::uint8_t lead = at(0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || length > rest.size())
    return std::nullopt;
  char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0U) != 0x80)
      return std::nullopt;
    code = (code << 6U) | (at(i) & 0x3FU);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    return std::nullopt;
  rest.remove_prefix(length);
  return code;
}

} // namespace foyer
