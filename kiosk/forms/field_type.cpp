// SPDX-License-Identifier: EUPL-1.2
#include "field_type.hpp"

#include <charconv>

namespace foyer::forms {

namespace {

// Room for a drawn signature, and for what a photo studio's Data Matrix may carry.
constexpr std::int64_t signature_length = 200'000;
constexpr std::int64_t scanned_code_length = 500;
constexpr std::int64_t list_entries = 5;
constexpr std::int64_t text_entries = 10; // schools, employers

std::optional<std::int64_t> number(std::string_view digits) {
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [at, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || at != end)
    return std::nullopt;
  return value;
}

// What stands between `prefix` and `suffix`; nothing when the spec is not of that form.
std::optional<std::string_view> between(std::string_view spec, std::string_view prefix,
                                        std::string_view suffix) {
  if (spec.size() < prefix.size() + suffix.size() || !spec.starts_with(prefix) ||
      !spec.ends_with(suffix))
    return std::nullopt;
  return spec.substr(prefix.size(), spec.size() - prefix.size() - suffix.size());
}

std::optional<TypeSpec> with_length(FieldType type, std::string_view digits) {
  const auto length = number(digits);
  if (!length || *length < 1 || *length > 5000)
    return std::nullopt;
  TypeSpec spec{type, *length, 0, 0, {}};
  if (type == FieldType::names)
    spec.max = list_entries;
  if (type == FieldType::texts)
    spec.max = text_entries;
  return spec;
}

} // namespace

std::optional<TypeSpec> parse_type(std::string_view spec) {
  if (const auto n = between(spec, "text(", ")"))
    return with_length(FieldType::text, *n);
  if (const auto n = between(spec, "name(", ")"))
    return with_length(FieldType::name, *n);
  if (const auto n = between(spec, "list<name(", ")>"))
    return with_length(FieldType::names, *n);
  if (const auto n = between(spec, "list<text(", ")>"))
    return with_length(FieldType::texts, *n);
  if (const auto range = between(spec, "int(", ")")) {
    const auto dots = range->find("..");
    if (dots == std::string_view::npos)
      return std::nullopt;
    const auto low = number(range->substr(0, dots)), high = number(range->substr(dots + 2));
    if (!low || !high || *low > *high)
      return std::nullopt;
    return TypeSpec{FieldType::integer, 0, *low, *high, {}};
  }
  if (const auto list = between(spec, "enum@", "")) {
    if (list->empty())
      return std::nullopt;
    return TypeSpec{FieldType::choice, 0, 0, 0, std::string(*list)};
  }
  if (const auto list = between(spec, "multi@", "")) {
    if (list->empty())
      return std::nullopt;
    return TypeSpec{FieldType::choices, 0, 0, 0, std::string(*list)};
  }
  const std::string states(states_list);
  if (spec == "land")
    return TypeSpec{FieldType::country, 0, 0, 0, states};
  if (spec == "list<land>")
    return TypeSpec{FieldType::countries, 0, 0, list_entries, states};
  if (spec == "date")
    return TypeSpec{FieldType::date, 0, 0, 0, {}};
  if (spec == "pdate")
    return TypeSpec{FieldType::partial_date, 0, 0, 0, {}};
  if (spec == "bool")
    return TypeSpec{FieldType::boolean, 0, 0, 0, {}};
  if (spec == "eur")
    return TypeSpec{FieldType::euro, 0, 0, 1'000'000'000'00, {}};
  if (spec == "lang")
    return TypeSpec{FieldType::language, 0, 0, 0, {}};
  if (spec == "list<lang>")
    return TypeSpec{FieldType::languages, 0, 0, list_entries, {}};
  if (spec == "iban")
    return TypeSpec{FieldType::iban, 34, 0, 0, {}}; // ISO 13616-1
  if (spec == "tel")
    return TypeSpec{FieldType::phone, 30, 0, 0, {}};
  if (spec == "email")
    return TypeSpec{FieldType::email, 254, 0, 0, {}}; // RFC 5321 4.5.3.1.3
  if (spec == "ack")
    return TypeSpec{FieldType::acknowledgement, 0, 0, 0, {}};
  if (spec == "sign")
    return TypeSpec{FieldType::signature, signature_length, 0, 0, {}};
  if (spec == "code")
    return TypeSpec{FieldType::code, scanned_code_length, 0, 0, {}};
  return std::nullopt;
}

std::string_view name(FieldType type) {
  switch (type) {
  case FieldType::text: return "text";
  case FieldType::name: return "name";
  case FieldType::date: return "date";
  case FieldType::partial_date: return "pdate";
  case FieldType::boolean: return "bool";
  case FieldType::integer: return "int";
  case FieldType::euro: return "eur";
  case FieldType::country: return "land";
  case FieldType::choice: return "enum";
  case FieldType::choices: return "multi";
  case FieldType::language: return "lang";
  case FieldType::phone: return "tel";
  case FieldType::email: return "email";
  case FieldType::names: return "list<name>";
  case FieldType::countries: return "list<land>";
  case FieldType::acknowledgement: return "ack";
  case FieldType::signature: return "sign";
  case FieldType::code: return "code";
  case FieldType::texts: return "list<text>";
  case FieldType::languages: return "list<lang>";
  case FieldType::iban: return "iban";
  }
  return "";
}

Type expression_type(FieldType type) {
  switch (type) {
  case FieldType::boolean:
  case FieldType::acknowledgement: return Type::boolean;
  case FieldType::integer:
  case FieldType::euro: return Type::integer;
  case FieldType::date:
  case FieldType::partial_date: return Type::date;
  case FieldType::choices:
  case FieldType::names:
  case FieldType::countries:
  case FieldType::texts:
  case FieldType::languages: return Type::list;
  default: return Type::text;
  }
}

bool takes(FieldType type, const Value& value) {
  if (std::holds_alternative<std::monostate>(value))
    return true;
  switch (expression_type(type)) {
  case Type::boolean: return std::holds_alternative<bool>(value);
  case Type::integer:
    return std::holds_alternative<std::int64_t>(value) ||
           std::holds_alternative<std::string>(value);
  case Type::list: return std::holds_alternative<std::vector<std::string>>(value);
  default: return std::holds_alternative<std::string>(value);
  }
}

} // namespace foyer::forms
