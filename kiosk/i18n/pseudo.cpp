// SPDX-License-Identifier: EUPL-1.2
#include <i18n/pseudo.hpp>

#include <i18n/catalogue.hpp>
#include <i18n/pattern.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace foyer::i18n {

namespace {

// Letters of DIN 91379, so that every typeface and field of the house has them.
constexpr std::array<std::pair<char, std::string_view>, 38> accents{{
    {'A', "Å"}, {'B', "Ḃ"}, {'C', "Ç"}, {'D', "Ď"}, {'E', "Ē"}, {'G', "Ğ"}, {'H', "Ħ"}, {'I', "Î"},
    {'J', "Ĵ"}, {'K', "Ķ"}, {'L', "Ļ"}, {'N', "Ñ"}, {'O', "Ø"}, {'R', "Ŕ"}, {'S', "Š"}, {'T', "Ţ"},
    {'U', "Û"}, {'W', "Ŵ"}, {'Y', "Ŷ"}, {'Z', "Ž"}, {'a', "å"}, {'b', "ḃ"}, {'c', "ç"}, {'d', "ď"},
    {'e', "é"}, {'g', "ğ"}, {'i', "î"}, {'j', "ĵ"}, {'k', "ķ"}, {'l', "ļ"}, {'n', "ñ"}, {'o', "ø"},
    {'r', "ŕ"}, {'s', "š"}, {'t', "ţ"}, {'u', "û"}, {'w', "ŵ"}, {'y', "ŷ"},
}};

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Vowels twice until the text is 40 % longer; what is left of that behind it.
std::string stretched(std::string_view text) {
  std::size_t more = (code_points(text) * 4 + 9) / 10;
  std::string out;
  for (const char c : text) {
    const auto* known = std::find_if(accents.begin(), accents.end(),
                                     [&](const auto& pair) { return pair.first == c; });
    const std::string letter =
        known == accents.end() ? std::string(1, c) : std::string(known->second);
    out += letter;
    if (more > 0 && std::string_view("aeiouAEIOU").find(c) != std::string_view::npos) {
      out += letter;
      --more;
    }
  }
  // Spaces around stay where they are.
  const auto end = out.find_last_not_of(" \n");
  if (end != std::string::npos)
    out.insert(end + 1, more, '~');
  return out;
}

std::string from_the_right(std::string_view text) {
  constexpr std::string_view open = "\u200F\u202E", close = "\u202C\u200F";
  std::string out;
  bool in_word = false;
  for (const char c : text) {
    const bool gap = c == ' ' || c == '\n';
    if (gap && in_word)
      out += close;
    if (!gap && !in_word)
      out += open;
    in_word = !gap;
    out += c;
  }
  return in_word ? out + std::string(close) : out;
}

} // namespace

Result<std::string> pseudo(std::string_view lang, std::string_view german) {
  if (lang == pseudo_rtl)
    return rewrite_pattern(german, [](std::string_view text, int) { return from_the_right(text); });
  FOYER_TRY(auto text,
            rewrite_pattern(german, [](std::string_view piece, int) { return stretched(piece); }));
  return "[!! " + std::move(text) + " !!]";
}

} // namespace foyer::i18n
