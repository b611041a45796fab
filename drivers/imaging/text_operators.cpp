// SPDX-License-Identifier: EUPL-1.2
#include "text_operators.hpp"

#include "glyphless_font.hpp"

#include <base/utf8.hpp>

#include <array>
#include <cstdio>

namespace foyer::imaging {

namespace {

// Codes have two bytes.
constexpr std::size_t most_characters = 65'000;

std::string operators_of(const Word& word, const std::string& codes, std::size_t count, int height,
                         double point) {
  const double size = (word.bottom - word.top) * point;
  const double width = (word.right - word.left) * point;
  const double natural = size * glyph_advance / 1'000.0 * static_cast<double>(count);
  const double baseline = (height - word.bottom) * point + size * glyph_descent / 1'000.0;
  // From right to left: the letters are mirrored, which nobody sees, and follow each other as read.
  const int direction = word.right_to_left ? -1 : 1;
  const double start = (word.right_to_left ? word.right : word.left) * point;
  std::array<char, 160> text{};
  (void)std::snprintf(text.data(), text.size(), "/F1 %.2f Tf %.2f Tz %d 0 0 1 %.2f %.2f Tm <", size,
                      100.0 * width / natural, direction, start, baseline);
  return text.data() + codes + "> Tj\n";
}

} // namespace

std::string TextOperators::codes_of(std::string_view text, std::size_t& count) {
  std::string codes;
  while (const auto character = take_code_point(text)) {
    auto known = codes_.find(*character);
    if (known == codes_.end()) {
      if (characters_.size() >= most_characters)
        continue;
      characters_.push_back(*character);
      known = codes_.emplace(*character, static_cast<unsigned>(characters_.size())).first;
    }
    std::array<char, 8> hex{};
    (void)std::snprintf(hex.data(), hex.size(), "%04X", known->second);
    codes += hex.data();
    ++count;
  }
  return codes;
}

std::string TextOperators::add(const TextLayer& text, int height, int dpi) {
  const double point = 72.0 / dpi;
  std::string operators;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const Word& word = text.words[i];
    std::size_t count = 0;
    std::string codes = codes_of(word.text.reveal(), count);
    if (count == 0)
      continue;
    // The space counts for what is copied or searched, not for the word's width.
    std::size_t spaces = 0;
    if (i + 1 < text.words.size() && text.words[i + 1].line == word.line)
      codes += codes_of(" ", spaces);
    operators += operators_of(word, codes, count, height, point);
    wipe(codes);
  }
  if (operators.empty())
    return operators;
  return "BT\n3 Tr\n" + operators + "ET\n";
}

} // namespace foyer::imaging
