// SPDX-License-Identifier: EUPL-1.2
// How a field's type is written in a definition, and what that means for values and expressions.
#pragma once

#include <forms/assistant.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace foyer::forms {

struct TypeSpec {
  FieldType type = FieldType::text;
  std::int64_t max_length = 0, min = 0, max = 0;
  std::string list; // id of the code list, or empty
};

// "text(30)", "name(120)", "int(40..250)", "enum@karte_grund", "multi@eilgrund", "list<name(120)>",
// "list<text(200)>", "list<land>", "list<lang>", "land", "date", "pdate", "bool", "eur", "lang",
// "tel", "email", "iban", "ack", "sign", "code".
std::optional<TypeSpec> parse_type(std::string_view spec);

// The type an expression sees.
Type expression_type(FieldType type);
// The alternative of Value the type takes; a text is let through where one was typed and not
// understood (value.hpp).
bool takes(FieldType type, const Value& value);

inline constexpr std::string_view states_list = "land";

} // namespace foyer::forms
