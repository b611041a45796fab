// SPDX-License-Identifier: EUPL-1.2
// Value: what a field or parameter holds, as expressions of definitions read it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace foyer::cel {

using Date = std::chrono::year_month_day;

// std::monostate is unknown. A date is its ISO text: "1990", "1990-05" or "1990-05-01".
using Value =
    std::variant<std::monostate, bool, std::int64_t, std::string, std::vector<std::string>>;

// What has() says: false for nothing, the empty text and the empty list.
bool answered(const Value& value);

} // namespace foyer::cel
