// SPDX-License-Identifier: EUPL-1.2
#include "same_person.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace foyer::middletier {

namespace {

// What stands between letters counts as one blank, and none at the ends.
icu::UnicodeString letters_of(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(error);
  icu::UnicodeString upper = icu::UnicodeString::fromUTF8(text);
  upper = form->normalize(upper.toUpper(icu::Locale::getRoot()), error);
  if (U_FAILURE(error))
    throw std::runtime_error("ICU");
  icu::UnicodeString out;
  for (std::int32_t at = 0; at < upper.length(); at = upper.moveIndex32(at, 1)) {
    const UChar32 letter = upper.char32At(at);
    if (u_isalpha(letter) || u_getCombiningClass(letter) != 0)
      out.append(letter);
    else if (!out.isEmpty() && out.char32At(out.length() - 1) != ' ')
      out.append(UChar32(' '));
  }
  return out.trim();
}

icu::UnicodeString without_marks(icu::UnicodeString name) {
  UErrorCode error = U_ZERO_ERROR;
  static const std::unique_ptr<icu::Transliterator> ascii(icu::Transliterator::createInstance(
      "NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII; Upper", UTRANS_FORWARD, error));
  if (!ascii)
    throw std::runtime_error("ICU");
  ascii->transliterate(name);
  return name;
}

// The letters that a zone spells with two.
icu::UnicodeString as_in_zone(icu::UnicodeString name) {
  static constexpr std::array<std::pair<const char16_t*, const char16_t*>, 6> pairs{
      {{u"Ä", u"AE"}, {u"Ö", u"OE"}, {u"Ü", u"UE"}, {u"Å", u"AA"}, {u"Ø", u"OE"}, {u"ẞ", u"SS"}}};
  for (const auto& [letter, zone] : pairs)
    name.findAndReplace(letter, zone);
  return without_marks(std::move(name));
}

std::string digits_of(const std::string& text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

} // namespace

bool same_name(const std::string& one, const std::string& other) {
  const auto a = letters_of(one), b = letters_of(other);
  if (a.isEmpty() || b.isEmpty())
    return a == b;
  return a == b || as_in_zone(a) == as_in_zone(b) || without_marks(a) == without_marks(b);
}

bool same_birth(const std::string& on_card, const std::string& iso) {
  const auto card = digits_of(on_card);
  return !card.empty() && card == digits_of(iso);
}

bool same_person(const EidPerson& on_card, const EidPerson& stated) {
  return same_name(on_card.family, stated.family) && same_name(on_card.given, stated.given) &&
         same_birth(on_card.born, stated.born);
}

} // namespace foyer::middletier
