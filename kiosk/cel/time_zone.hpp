// SPDX-License-Identifier: EUPL-1.2
// Time zones: "+01:00", "UTC", and the names of the system's database (RFC 8536).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::cel {

// Seconds east of Greenwich at `seconds` since 1970.
std::optional<std::int64_t> zone_offset(std::string_view zone, std::int64_t seconds);

} // namespace foyer::cel
