// SPDX-License-Identifier: EUPL-1.2
// Conversions between types (cel-spec, doc/langdef.md, "Type Conversions").
#pragma once

#include "dyn.hpp"

namespace foyer::cel {

// int(x), string(x), dyn(x), type(x), timestamp(x), ...; nothing when no conversion is called so.
std::optional<Dyn> convert(std::string_view function, const Dyn& from);

// The shortest digits that are this number again: "1", "0.1", "1e+21", "NaN", "+Inf".
std::string shortest(double number);

} // namespace foyer::cel
