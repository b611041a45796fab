// SPDX-License-Identifier: EUPL-1.2
// Does a value fit its field's type? What an expression may then rely on.
#pragma once

#include <forms/evaluation.hpp>

#include <optional>

namespace foyer::forms {

// What is wrong with an answered value, or nothing. `group`: the answer of the field's filter, or
// nullptr while there is none.
std::optional<Finding> validate(const Field& field, const Value& value,
                                const std::string* group = nullptr);
// Writes "please choose", "please fill in", as it suits the type, over what stood there.
void please_answer(const Field& field, Finding& finding);

} // namespace foyer::forms
