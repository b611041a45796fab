// SPDX-License-Identifier: EUPL-1.2
#include "letters.hpp"

#include "letters_table.hpp"

#include <base/utf8.hpp>

#include <algorithm>
#include <array>

namespace foyer::forms {

namespace {

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

bool is_din_name(std::string_view rest) {
  std::array<char32_t, 3> window{}; // as long as the longest sequence; nothing is allocated
  std::size_t filled = 0;
  bool letter = false;
  for (;;) {
    for (; filled < window.size() && !rest.empty(); ++filled) {
      const auto point = take_code_point(rest);
      if (!point)
        return false;
      window[filled] = *point;
    }
    if (filled == 0)
      return letter;
    const std::u32string_view text(window.data(), filled);
    // The longest sequence first: a base letter alone would leave its mark over.
    std::size_t taken = 0;
    for (std::size_t length = filled; length >= 2 && taken == 0; --length)
      if (std::binary_search(std::begin(name_sequences), std::end(name_sequences),
                             text.substr(0, length)))
        taken = length;
    if (taken == 0 && is_single(text[0]))
      taken = 1;
    if (taken == 0)
      return false;
    letter = letter || !is_sign(text[0]);
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(taken), text.end(), window.begin());
    filled -= taken;
  }
}

} // namespace foyer::forms
