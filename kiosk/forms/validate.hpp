// SPDX-License-Identifier: EUPL-1.2
// Does a value fit its field's type? What an expression may then rely on.
#pragma once

#include <forms/evaluation.hpp>

#include <optional>

namespace foyer::forms {

// What is wrong with an answered value, or nothing.
std::optional<Finding> validate(const Field& field, const Value& value);
// "Please choose", "please fill in", as it suits the type.
Finding please_answer(const Field& field);

} // namespace foyer::forms
