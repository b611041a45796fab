// SPDX-License-Identifier: EUPL-1.2
#include "validate.hpp"

#include "letters.hpp"

#include <i18n/format.hpp>

#include <cel/calendar.hpp>

#include <algorithm>

namespace foyer::forms {

namespace {

using Found = std::optional<Finding>;

Found error(std::string key, i18n::Args args = {}) {
  return Finding{Severity::error, std::move(key), std::move(args), {}};
}

Found check_text(const std::string& text, std::int64_t max_length) {
  const auto length = i18n::characters(text);
  if (!length)
    return error("check.text");
  if (static_cast<std::int64_t>(*length) > max_length)
    return error("check.length", {{"max", max_length}});
  // Line breaks are fine, other control characters are not: they would not survive a printer.
  for (const char c : text)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F)
      return error("check.text");
  return std::nullopt;
}

Found check_name(const std::string& text, std::int64_t max_length) {
  if (auto found = check_text(text, max_length))
    return found;
  if (!is_din_name(text))
    return error("check.letters");
  return std::nullopt;
}

Found check_date(const std::string& iso, bool partial) {
  if (!cel::parse_iso(iso))
    return error("check.date");
  if (!partial && !cel::is_full_date(iso))
    return error("check.date_full");
  return std::nullopt;
}

Found check_integer(const Value& value, const Field& field) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr)
    return error(field.type == FieldType::euro ? "check.euro" : "check.number");
  if (*number < field.min || *number > field.max) {
    if (field.type == FieldType::euro)
      return error("check.euro");
    return error("check.range", {{"min", field.min}, {"max", field.max}});
  }
  return std::nullopt;
}

Found check_code(const std::string& code, const Field& field, const std::string* group) {
  const Code* known = field.codes == nullptr ? nullptr : field.codes->find(code);
  if (known == nullptr || (group != nullptr && known->group != *group))
    return error("check.code");
  return std::nullopt;
}

// BCP 47 as far as we use it: a language of two or three letters, then perhaps one subtag of two to
// eight letters and digits ("de-simple").
bool is_language(std::string_view text) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto either = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  const auto end = std::min(text.find('-'), text.size());
  const auto language = text.substr(0, end), rest = text.substr(end);
  return (language.size() == 2 || language.size() == 3) &&
         std::all_of(language.begin(), language.end(), letter) &&
         (rest.empty() || (rest.size() >= 3 && rest.size() <= 9 &&
                           std::all_of(rest.begin() + 1, rest.end(), either)));
}

Found check_entry(const std::string& entry, const Field& field, const std::string* group) {
  switch (field.type) {
  case FieldType::names: return check_name(entry, field.max_length);
  case FieldType::texts: return check_text(entry, field.max_length);
  case FieldType::languages: return is_language(entry) ? Found{} : error("check.code");
  default: return check_code(entry, field, group);
  }
}

Found check_list(const std::vector<std::string>& list, const Field& field,
                 const std::string* group) {
  if (field.max > 0 && static_cast<std::int64_t>(list.size()) > field.max)
    return error("check.count", {{"max", field.max}});
  // Of more entries than codes one must be there twice.
  if (field.codes != nullptr && list.size() > field.codes->codes.size())
    return error("check.twice");
  for (auto entry = list.begin(); entry != list.end(); ++entry)
    if (std::find(list.begin(), entry, *entry) != entry)
      return error("check.twice");
  for (const auto& entry : list)
    if (auto found = check_entry(entry, field, group))
      return found;
  return std::nullopt;
}

// ISO 13616-1: country, two check digits, 11 to 30 letters and digits; the whole modulo 97 is 1.
bool is_iban(std::string_view text) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 15 || text.size() > 34 || !letter(text[0]) || !letter(text[1]) ||
      !digit(text[2]) || !digit(text[3]))
    return false;
  if (text.starts_with("DE") && text.size() != 22)
    return false;
  unsigned rest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[(i + 4) % text.size()];
    if (digit(c))
      rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
    else if (letter(c))
      rest = (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
    else
      return false;
  }
  return rest == 1;
}

// One "@", a domain with a dot, no white space: what can be told without writing to it. Letters
// beyond ASCII are let through (RFC 6531).
bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at > 64 || at == std::string_view::npos)
    return false;
  if (text.find('@', at + 1) != std::string_view::npos)
    return false;
  if (text.find_first_of(" \t\n<>()[],;:\\\"") != std::string_view::npos)
    return false;
  const auto domain = text.substr(at + 1);
  const auto dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 2 >= domain.size())
    return false;
  return text.find("..") == std::string_view::npos && text[at - 1] != '.' && text[0] != '.';
}

// ITU-T E.164: "+", a country code that does not begin with 0, at most 15 digits.
bool is_phone(std::string_view text) {
  if (text.size() < 8 || text.size() > 16 || text[0] != '+' || text[1] == '0')
    return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Found validate(const Field& field, const Value& value, const std::string* group) {
  if (field.type == FieldType::integer || field.type == FieldType::euro)
    return check_integer(value, field);
  if (std::holds_alternative<bool>(value))
    return std::nullopt;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    return check_list(*list, field, group);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr)
    return error("check.text");
  switch (field.type) {
  case FieldType::name: return check_name(*text, field.max_length);
  case FieldType::date: return check_date(*text, false);
  case FieldType::partial_date: return check_date(*text, true);
  case FieldType::choice:
  case FieldType::country: return check_code(*text, field, group);
  case FieldType::language: return is_language(*text) ? Found{} : error("check.code");
  case FieldType::iban: return is_iban(*text) ? Found{} : error("check.iban");
  case FieldType::phone: return is_phone(*text) ? Found{} : error("check.phone");
  case FieldType::email:
    if (auto found = check_text(*text, field.max_length))
      return found;
    return is_email(*text) ? Found{} : error("check.email");
  default: return check_text(*text, field.max_length);
  }
}

void please_answer(const Field& field, Finding& finding) {
  const char* key = "check.required.text";
  switch (field.type) {
  case FieldType::boolean:
  case FieldType::choice: key = "check.required.choice"; break;
  case FieldType::choices: key = "check.required.choices"; break;
  case FieldType::language: key = "check.required.choice"; break;
  case FieldType::languages: key = "check.required.choices"; break;
  case FieldType::country:
  case FieldType::countries: key = "check.required.country"; break;
  case FieldType::date:
  case FieldType::partial_date: key = "check.required.date"; break;
  case FieldType::acknowledgement: key = "check.required.tap"; break;
  case FieldType::code: key = "check.required.scan"; break;
  default: break;
  }
  finding.severity = Severity::error;
  finding.key = key;
  finding.args.clear();
  finding.offer.clear();
  finding.file_now = false;
  finding.check.reset();
}

} // namespace foyer::forms
