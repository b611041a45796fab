// SPDX-License-Identifier: EUPL-1.2
#include <i18n/same_words.hpp>

#include "icu_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

namespace foyer::i18n {

namespace {

// Its letters and digits, word by word, without case and marks; hyphenation and the dots of Leichte
// Sprache part none.
std::vector<std::u32string> words_of(std::string_view text) {
  constexpr UChar32 soft_hyphen = 0xad, middle_dot = 0xb7;
  std::vector<std::u32string> words(1);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* apart = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status))
    return {};
  const auto plain = apart->normalize(from_utf8(text), status).foldCase();
  for (std::int32_t at = 0; at < plain.length(); at = plain.moveIndex32(at, 1)) {
    const UChar32 c = plain.char32At(at);
    if ((U_GET_GC_MASK(c) & U_GC_M_MASK) != 0)
      continue;
    if (u_isalnum(c))
      words.back() += static_cast<char32_t>(c);
    else if (c != soft_hyphen && c != middle_dot && !words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty())
    words.pop_back();
  return words;
}

bool same_word(const std::u32string& a, const std::u32string& b) {
  constexpr std::size_t ending = 2, stem = 4;
  const auto alike = static_cast<std::size_t>(
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  return a == b || (alike >= stem && std::max(a.size(), b.size()) <= alike + ending);
}

} // namespace

bool says_the_same(std::string_view question, std::string_view label) {
  const auto asked = words_of(question), said = words_of(label);
  return !said.empty() && std::all_of(said.begin(), said.end(), [&](const auto& word) {
    return std::any_of(asked.begin(), asked.end(),
                       [&](const auto& other) { return same_word(word, other); });
  });
}

} // namespace foyer::i18n
