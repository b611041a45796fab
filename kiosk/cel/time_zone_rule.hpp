// SPDX-License-Identifier: EUPL-1.2
// The rule that goes on beyond a zone's last transition: "CET-1CEST,M3.5.0,M10.5.0/3"
// (POSIX.1-2017, Base Definitions, 8.3, "TZ"; hours from -167 to 167 as in RFC 8536, 3.3.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::cel {

// Seconds east of Greenwich at `seconds` since 1970; nothing when `rule` is none.
std::optional<std::int64_t> rule_offset(std::string_view rule, std::int64_t seconds);

} // namespace foyer::cel
