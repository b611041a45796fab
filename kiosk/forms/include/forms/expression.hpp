// SPDX-License-Identifier: EUPL-1.2
// The conditions and values of definitions: foyer::cel by the names this room uses.
#pragma once

#include <cel/expression.hpp>
#include <forms/value.hpp>

namespace foyer::forms {

using cel::Context;
using cel::Expression;
using cel::RowOf;
using cel::Scope;
using cel::Type;

} // namespace foyer::forms
