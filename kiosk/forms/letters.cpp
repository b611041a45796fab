// SPDX-License-Identifier: EUPL-1.2
#include "letters.hpp"

#include "letters_table.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace foyer::forms {

namespace {

// Code points of well-formed UTF-8; nothing else. The text was normalised before, so this is short.
std::optional<std::u32string> code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || i + length > text.size())
      return std::nullopt;
    char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<std::uint8_t>(text[i + k]);
      if ((next & 0xC0U) != 0x80)
        return std::nullopt;
      point = (point << 6U) | (next & 0x3FU);
    }
    out += point;
    i += length;
  }
  return out;
}

bool is_single(char32_t point) {
  const auto* after =
      std::upper_bound(std::begin(name_letters), std::end(name_letters), point,
                       [](char32_t p, const LetterRange& range) { return p < range.first; });
  return after != std::begin(name_letters) && point <= (after - 1)->last;
}

bool is_sign(char32_t point) {
  return (point < 'A' || (point > 'Z' && point < 'a') || (point > 'z' && point < 0xC0)) ||
         (point >= 0x2B9 && point <= 0x2CC) || (point >= 0x2010 && point <= 0x2027);
}

} // namespace

bool is_din_name(std::string_view utf8) {
  const auto points = code_points(utf8);
  if (!points)
    return false;
  bool letter = false;
  const std::u32string_view text = *points;
  for (std::size_t i = 0; i < text.size();) {
    // The longest sequence first: a base letter alone would leave its mark over.
    std::size_t taken = 0;
    for (std::size_t length = std::min<std::size_t>(3, text.size() - i); length >= 2; --length)
      if (std::binary_search(std::begin(name_sequences), std::end(name_sequences),
                             text.substr(i, length))) {
        taken = length;
        break;
      }
    if (taken == 0 && is_single(text[i]))
      taken = 1;
    if (taken == 0)
      return false;
    letter = letter || !is_sign(text[i]);
    i += taken;
  }
  return letter;
}

} // namespace foyer::forms
