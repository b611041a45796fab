// SPDX-License-Identifier: EUPL-1.2
#include <i18n/format.hpp>

#include "icu_text.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/ustring.h>

#include <array>
#include <charconv>
#include <chrono>
#include <vector>

namespace foyer::i18n {

namespace {

constexpr std::string_view no_break_space = "\u00A0";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int to_int(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// Runs of digits, with anything but letters between them; nothing when there is a letter.
std::optional<std::vector<std::string_view>> digit_groups(std::string_view text) {
  std::vector<std::string_view> groups;
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_digit(text[i])) {
      const std::size_t start = i;
      while (i < text.size() && is_digit(text[i]))
        ++i;
      groups.push_back(text.substr(start, i - start));
    } else if (std::string_view(" ./-,").find(text[i]) != std::string_view::npos) {
      ++i;
    } else {
      return std::nullopt;
    }
  }
  return groups;
}

std::string two(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<std::string> iso_date(int year, int month, int day) {
  if (year < 1850 || year > 2200)
    return std::nullopt;
  if (month == 0 && day == 0)
    return std::to_string(year);
  if (month < 1 || month > 12)
    return std::nullopt;
  if (day == 0)
    return std::to_string(year) + "-" + two(month);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (day > 31 || !date.ok())
    return std::nullopt;
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

} // namespace

std::string german_date(std::string_view iso) {
  const auto shape = [&](std::string_view mask) {
    if (iso.size() != mask.size())
      return false;
    for (std::size_t i = 0; i < mask.size(); ++i)
      if (mask[i] == '0' ? !is_digit(iso[i]) : iso[i] != mask[i])
        return false;
    return true;
  };
  const std::string text(iso);
  if (shape("0000-00-00"))
    return text.substr(8, 2) + "." + text.substr(5, 2) + "." + text.substr(0, 4);
  if (shape("0000-00"))
    return text.substr(5, 2) + "." + text.substr(0, 4);
  return text;
}

std::optional<std::string> parse_date(std::string_view typed) {
  const auto found = digit_groups(typed);
  if (!found)
    return std::nullopt;
  auto groups = *found;
  // "25112026" from a number pad.
  if (groups.size() == 1 && groups[0].size() == 8)
    groups = {groups[0].substr(0, 2), groups[0].substr(2, 2), groups[0].substr(4, 4)};
  const auto sizes = [&](std::size_t i, std::size_t most) {
    return groups[i].size() >= 1 && groups[i].size() <= most;
  };
  if (groups.size() == 1 && groups[0].size() == 4)
    return iso_date(to_int(groups[0]), 0, 0);
  if (groups.size() == 2 && groups[0].size() == 4 && sizes(1, 2))
    return iso_date(to_int(groups[0]), to_int(groups[1]), 0);
  if (groups.size() == 2 && groups[1].size() == 4 && sizes(0, 2))
    return iso_date(to_int(groups[1]), to_int(groups[0]), 0);
  if (groups.size() == 3 && groups[0].size() == 4 && sizes(1, 2) && sizes(2, 2))
    return iso_date(to_int(groups[0]), to_int(groups[1]), to_int(groups[2]));
  if (groups.size() == 3 && groups[2].size() == 4 && sizes(0, 2) && sizes(1, 2))
    return iso_date(to_int(groups[2]), to_int(groups[1]), to_int(groups[0]));
  return std::nullopt;
}

std::string german_number(std::int64_t number) {
  const std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  std::string out = digits.substr(0, sign);
  for (std::size_t i = sign; i < digits.size(); ++i) {
    if (i > sign && (digits.size() - i) % 3 == 0)
      out += '.';
    out += digits[i];
  }
  return out;
}

std::string german_euro(std::int64_t cents) {
  const std::int64_t rest = cents % 100;
  const std::string minus = cents < 0 && cents > -100 ? "-" : "";
  return minus + german_number(cents / 100) + "," + two(static_cast<int>(rest < 0 ? -rest : rest)) +
         std::string(no_break_space) + "€";
}

std::optional<std::int64_t> parse_euro(std::string_view typed) {
  std::string text(typed);
  for (const std::string_view drop : {std::string_view("€"), no_break_space, std::string_view(" ")})
    for (auto at = text.find(drop); at != std::string::npos; at = text.find(drop))
      text.erase(at, drop.size());
  const auto comma = text.find(',');
  const std::string whole = text.substr(0, comma);
  std::string cents = comma == std::string::npos ? "" : text.substr(comma + 1);
  if (whole.empty() || cents.size() > 2 || (comma != std::string::npos && cents.empty()))
    return std::nullopt;
  cents.resize(2, '0');
  // Dots group by three ("1.234"); anywhere else they are a mistake, not a decimal point.
  std::string digits;
  const auto first_dot = whole.find('.');
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole[i] == '.') {
      if (i == 0 || first_dot > 3 || (whole.size() - i) % 4 != 0)
        return std::nullopt;
    } else {
      if (first_dot != std::string::npos && i > first_dot && (whole.size() - i) % 4 == 0)
        return std::nullopt;
      digits += whole[i];
    }
  }
  digits += cents;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 0)
    return std::nullopt;
  return value;
}

std::string capitalised(std::string_view lang, std::string_view text) {
  auto whole = from_utf8(text);
  if (whole.isEmpty())
    return {};
  icu::UnicodeString first(whole.char32At(0));
  const auto length = first.length();
  first.toUpper(icu::Locale(std::string(lang).c_str()));
  return to_utf8(whole.replace(0, length, first));
}

std::string region_name(std::string_view lang, std::string_view iso2) {
  const icu::Locale region("", std::string(iso2).c_str());
  icu::UnicodeString name;
  region.getDisplayCountry(icu::Locale(std::string(lang).c_str()), name);
  const std::string text = to_utf8(name);
  return text == iso2 ? std::string{} : text;
}

std::string language_name(std::string_view lang, std::string_view code) {
  const icu::Locale named(std::string(code).c_str());
  icu::UnicodeString name;
  named.getDisplayLanguage(icu::Locale(std::string(lang).c_str()), name);
  const std::string text = to_utf8(name);
  if (text.empty())
    return std::string(code);
  // ICU has the language only. The name of Leichte Sprache is German in every language, as those of
  // German documents are.
  return code == "de-simple" ? text + " (Leichte Sprache)" : text;
}

const std::vector<std::string>& language_codes() {
  static const auto codes = [] {
    // Sorani, Kurmanji, Zaza, Dari, Syriac, Romany, Filipino, Tigre, Kabyle, Rif, Swiss German.
    std::vector<std::string> all = {"ckb", "kmr", "zza", "prs", "syr", "rom",
                                    "fil", "tig", "kab", "rif", "gsw"};
    for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code)
      if (std::string_view(*code).size() == 2)
        all.emplace_back(*code);
    std::erase_if(all, [](const std::string& code) { return language_name("de", code) == code; });
    return all;
  }();
  return codes;
}

namespace {

// Strict: an ill-formed byte sequence gives nothing instead of U+FFFD.
std::optional<icu::UnicodeString> from_sound_utf8(std::string_view text) {
  if (text.size() > 1'000'000)
    return std::nullopt;
  const auto length = static_cast<std::int32_t>(text.size());
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t units = 0;
  icu::UnicodeString out;
  UChar* buffer = out.getBuffer(length + 1);
  if (buffer == nullptr)
    return std::nullopt;
  u_strFromUTF8(buffer, length + 1, &units, text.data(), length, &status);
  out.releaseBuffer(U_SUCCESS(status) ? units : 0);
  if (U_FAILURE(status))
    return std::nullopt;
  return out;
}

} // namespace

std::optional<std::string> normalised(std::string_view text) {
  const auto wide = from_sound_utf8(text);
  if (!wide)
    return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status))
    return std::nullopt;
  const icu::UnicodeString out = nfc->normalize(*wide, status);
  if (U_FAILURE(status))
    return std::nullopt;
  return to_utf8(out);
}

std::optional<std::size_t> characters(std::string_view text) {
  const auto wide = from_sound_utf8(text);
  if (!wide)
    return std::nullopt;
  return static_cast<std::size_t>(wide->countChar32());
}

} // namespace foyer::i18n
