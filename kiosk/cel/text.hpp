// SPDX-License-Identifier: EUPL-1.2
// Texts, the same for both doors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace re2 {
class RE2;
}

namespace foyer::cel {

// Nothing for what is not UTF-8 (RFC 3629: no surrogates, no overlong forms).
std::optional<std::size_t> count_code_points(std::string_view text);
// All of the text, decimal; nothing outside of int64.
std::optional<std::int64_t> parse_integer(std::string_view text);
// Somewhere in the text.
bool matches(const re2::RE2& pattern, std::string_view text);

} // namespace foyer::cel
