// SPDX-License-Identifier: EUPL-1.2
// Dates, numbers and names of states. Dates and numbers are written the German way in every
// language, so that the help text and the binding text can be compared digit by digit
// (assistants.md §8 rule 3). Pure functions; thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::i18n {

// "2026-11-25" -> "25.11.2026", "1990-05" -> "05.1990", "1990" -> "1990"; other text unchanged.
std::string german_date(std::string_view iso);
// "25.11.2026", "25.11.26" no; "5.1.1990", "05.1990", "1990", "00.00.1990" (passports) and ISO ->
// ISO, possibly partial. Nothing when it is no date of the calendar.
std::optional<std::string> parse_date(std::string_view typed);

// 1234567 -> "1.234.567".
std::string german_number(std::int64_t number);
// 6700 -> "67,00 €" (no-break space before the sign).
std::string german_euro(std::int64_t cents);
// "1.234,56", "1234,5", "67", with or without "€" -> cents. Nothing when it is no amount.
std::optional<std::int64_t> parse_euro(std::string_view typed);

// The state's name in `lang` by ISO 3166-1 alpha-2, from ICU; empty when ICU has none.
std::string region_name(std::string_view lang, std::string_view iso2);
// The language's name in `lang` by BCP 47 code, from ICU; the code itself when ICU has none.
// "de-simple" -> "Deutsch (Leichte Sprache)".
std::string language_name(std::string_view lang, std::string_view code);
// Languages a person may speak, for picking: ISO 639-1, and those of three letters that many here
// speak. Each has a name in German.
const std::vector<std::string>& language_codes();

// With a capital at its beginning where the script has capitals, by the language's rules ("i" is
// "İ" in Turkish).
std::string capitalised(std::string_view lang, std::string_view text);

// Unicode normalisation form C (DIN 91379 asks for it); invalid UTF-8 gives nothing.
std::optional<std::string> normalised(std::string_view utf8);
// Code points, as limits of the catalogue are counted in characters; nothing for invalid UTF-8.
std::optional<std::size_t> characters(std::string_view utf8);

} // namespace foyer::i18n
