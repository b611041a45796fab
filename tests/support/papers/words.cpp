// SPDX-License-Identifier: EUPL-1.2
#include "words.hpp"

#include <array>
#include <span>

namespace foyer::support_papers {

namespace {

constexpr std::array latin{
    "Antrag",       "Bescheid", "Wohnung",   "die",         "Behörde",   "über",     "gültig",
    "Aufenthalt",   "und",      "monatlich", "Vertrag",     "Schule",    "mit",      "für",
    "Nachweis",     "geprüft",  "Unterlage", "bitte",       "Miete",     "der",      "Zeugnis",
    "başvuru",      "belge",    "oturma",    "için",        "ve",        "çalışma",  "geçerli",
    "dossier",      "séjour",   "preuve",    "avec",        "logement",  "cerere",   "și",
    "locuință",     "dovadă",   "në",        "shtëpi",      "kërkesë",   "giấy",     "phép",
    "payment",      "employer", "receipt",   "residence",   "household", "quarter",  "January",
    "Krankenkasse", "Jahr",     "zwischen",  "Bewilligung", "Gehalt",    "Quittung", "Zahlung"};
constexpr std::array cyrillic{
    "заявление",  "договор",   "квартира", "и",         "справка", "оплата",     "для",
    "паспорт",    "действует", "работа",   "школа",     "месяц",   "подпись",    "на",
    "жительство", "довідка",   "рішення",  "оренда",    "їхній",   "громадянин", "в",
    "цього",      "термін",    "посвідка", "уряд",      "бюджет",  "дозвола",    "боравак",
    "потврда",    "рачун",     "град",     "проверено", "счёт",    "область",    "под",
    "фонд",       "цифра",     "щодо",     "объект"};
constexpr std::array arabic{
    "طلب",   "إقامة", "شهادة",  "في",   "العقد", "السكن", "من",      "راتب",   "المدرسة", "شهري",
    "وثيقة", "دفع",   "على",    "مكتب", "تصريح", "عمل",   "العائلة", "رقم",    "صالح",    "إلى",
    "مدرک",  "اجاره", "پرداخت", "خانه", "گواهی", "برای",  "مێژوو",   "خوێندن", "بەڵگە",   "هەیە"};

// All but the last three of Latin and Cyrillic were held back from the training of
// letter_model.hpp.
constexpr std::array letter_fonts{"C059",        "P052",      "URW Bookman", "Nimbus Mono PS",
                                  "DejaVu Sans", "Noto Sans", "Noto Serif"};
constexpr std::array arabic_fonts{"DejaVu Sans", "Noto Kufi Arabic", "Noto Naskh Arabic",
                                  "Noto Sans Arabic"};

std::span<const char* const> words_of(Script script) {
  switch (script) {
  case Script::cyrillic: return cyrillic;
  case Script::arabic: return arabic;
  default: return latin;
  }
}

// First letters of two bytes that have a capital: Cyrillic а..п, р..я.
std::string capitalised(std::string text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead >= 'a' && lead <= 'z')
    text[0] = static_cast<char>(lead - 'a' + 'A');
  else if (lead == 0xD0 && static_cast<unsigned char>(text[1]) >= 0xB0)
    text[1] = static_cast<char>(static_cast<unsigned char>(text[1]) - 0x20);
  else if (lead == 0xD1 && static_cast<unsigned char>(text[1]) <= 0x8F) {
    text[0] = static_cast<char>(0xD0);
    text[1] = static_cast<char>(static_cast<unsigned char>(text[1]) + 0x20);
  }
  return text;
}

} // namespace

double between(Random& random, double from, double to) {
  return from + (to - from) * (static_cast<double>(random()) / 4'294'967'296.0);
}

std::size_t below(Random& random, std::size_t limit) {
  return random() % limit;
}

std::string word(Script script, Random& random) {
  const auto words = words_of(script);
  return words[below(random, words.size())];
}

std::string capitalised_words(Script script, Random& random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += (i == 0 ? "" : " ") + capitalised(word(script, random));
  return text;
}

std::string sentences(Script script, Random& random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += capitalised_words(script, random, 1);
    const std::size_t length = 6 + below(random, 9);
    for (std::size_t k = 0; k < length; ++k) {
      text += " " + word(script, random);
      if (below(random, 8) == 0)
        text += ",";
      if (below(random, 14) == 0)
        text += " " + std::to_string(below(random, 3000));
    }
    text += ". ";
  }
  return text;
}

std::string amount(Random& random) {
  const auto cents = static_cast<int>(below(random, 100));
  return std::to_string(below(random, 4000)) + (cents < 10 ? ",0" : ",") + std::to_string(cents);
}

const char* font(Script script, Random& random) {
  if (script == Script::arabic)
    return arabic_fonts[below(random, arabic_fonts.size())];
  return letter_fonts[below(random, letter_fonts.size())];
}

} // namespace foyer::support_papers
