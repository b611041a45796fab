// SPDX-License-Identifier: EUPL-1.2
#include <forms/input.hpp>

#include "field_type.hpp"

#include <i18n/format.hpp>

#include <algorithm>
#include <charconv>

namespace foyer::forms {

namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// Runs of white space inside a name are one space; a text keeps its line breaks.
std::string single_spaced(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

std::string upper_ascii(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string phone(const std::string& typed) {
  std::string digits;
  for (const char c : typed) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty()))
      digits += c;
    else if (std::string_view(" -/().").find(c) == std::string_view::npos)
      return typed;
  }
  if (digits.starts_with("00"))
    return "+" + digits.substr(2);
  if (digits.starts_with("0"))
    return "+49" + digits.substr(1);
  return digits;
}

// Printed in groups of four.
std::string iban(const std::string& typed) {
  std::string letters;
  for (const char c : typed)
    if (c != ' ')
      letters += c;
  return upper_ascii(std::move(letters));
}

Value number(const std::string& typed) {
  std::int64_t value = 0;
  const char* end = typed.data() + typed.size();
  const auto [at, error] = std::from_chars(typed.data(), end, value);
  if (error != std::errc{} || at != end)
    return typed;
  return value;
}

std::vector<std::string> lines(std::string_view typed) {
  std::vector<std::string> all;
  while (!typed.empty()) {
    const auto end = std::min(typed.find('\n'), typed.size());
    if (auto line = single_spaced(trimmed(typed.substr(0, end))); !line.empty())
      all.push_back(std::move(line));
    typed.remove_prefix(std::min(end + 1, typed.size()));
  }
  return all;
}

} // namespace

Value from_input(const Field& field, std::string_view typed) {
  const auto normal = i18n::normalised(typed);
  if (!normal)
    return std::string(typed);
  std::string text = trimmed(*normal);
  if (expression_type(field.type) == Type::list)
    return lines(text);
  if (text.empty())
    return {};
  if (field.upper)
    text = upper_ascii(std::move(text));
  switch (field.type) {
  case FieldType::name: return single_spaced(text);
  case FieldType::date:
  case FieldType::partial_date: return i18n::parse_date(text).value_or(text);
  case FieldType::integer: return number(text);
  case FieldType::euro: {
    const auto cents = i18n::parse_euro(text);
    return cents ? Value{*cents} : Value{text};
  }
  case FieldType::boolean:
  case FieldType::acknowledgement:
    if (text == "true")
      return true;
    if (text == "false")
      return false;
    return text;
  case FieldType::phone: return phone(text);
  case FieldType::iban: return iban(text);
  default: return text;
  }
}

namespace {

std::string in_fours(std::string_view text) {
  std::string grouped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % 4 == 0)
      grouped += ' ';
    grouped += text[i];
  }
  return grouped;
}

} // namespace

std::string to_input(const Field& field, const Value& value) {
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    std::string all;
    for (const auto& entry : *list)
      all += (all.empty() ? "" : "\n") + entry;
    return all;
  }
  if (const auto* answer = std::get_if<bool>(&value))
    return *answer ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    if (field.type != FieldType::euro)
      return std::to_string(*number);
    const std::string euro = i18n::german_euro(*number);
    return euro.substr(0, euro.find("\u00A0"));
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr)
    return {};
  return field.type == FieldType::date || field.type == FieldType::partial_date
             ? i18n::german_date(*text)
             : *text;
}

std::string code_text(const CodeList& list, const Code& code, std::string_view lang,
                      const i18n::Catalogue& texts, const i18n::Args& args) {
  if (code.names.empty())
    return texts.text(lang, "code." + list.id + "." + code.code, args);
  if (const auto name = code.names.find(lang); name != code.names.end())
    return name->second;
  const auto german = code.names.find(i18n::binding_language);
  if (i18n::is_german_variety(lang) && german != code.names.end())
    return german->second; // our table before ICU's
  if (!code.iso2.empty())
    if (auto name = i18n::region_name(lang, code.iso2); !name.empty())
      return name;
  return german == code.names.end() ? code.code : german->second;
}

std::string shown(const Field& field, const Value& value, std::string_view lang,
                  const i18n::Catalogue& texts, const i18n::Args& args) {
  if (!answered(value))
    return {};
  const auto one = [&](const std::string& code) {
    const Code* known = field.codes == nullptr ? nullptr : field.codes->find(code);
    return known == nullptr ? code : code_text(*field.codes, *known, lang, texts, args);
  };
  if (const auto* answer = std::get_if<bool>(&value)) {
    if (field.type == FieldType::acknowledgement)
      return texts.text(lang, *answer ? "value.acknowledged" : "value.not_acknowledged");
    return texts.text(lang, *answer ? "value.yes" : "value.no");
  }
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return field.type == FieldType::euro ? i18n::german_euro(*number) : std::to_string(*number);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    std::string all;
    // Texts may hold commas themselves.
    const char* between = field.type == FieldType::texts ? "; " : ", ";
    for (const auto& entry : *list)
      all += (all.empty() ? "" : between) +
             (field.type == FieldType::languages ? i18n::language_name(lang, entry) : one(entry));
    return all;
  }
  const auto& text = std::get<std::string>(value);
  switch (field.type) {
  case FieldType::date:
  case FieldType::partial_date: return i18n::german_date(text);
  case FieldType::signature: return texts.text(lang, "value.signed");
  case FieldType::iban: return in_fours(text);
  case FieldType::language: return i18n::language_name(lang, text);
  default: return one(text);
  }
}

} // namespace foyer::forms
