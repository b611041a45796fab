// SPDX-License-Identifier: EUPL-1.2
// Code points of UTF-8 (RFC 3629 §4: shortest form, no surrogates, nothing above U+10FFFF).
#pragma once

#include <optional>
#include <string_view>

namespace foyer {

// Takes the first code point away from `rest`. Nothing, and `rest` as it was, where it is empty or
// does not begin with one.
std::optional<char32_t> take_code_point(std::string_view& rest);

} // namespace foyer
