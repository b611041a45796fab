// SPDX-License-Identifier: EUPL-1.2
// Timestamps and durations (cel-spec, doc/langdef.md, "Timestamps and Durations"; RFC 3339).
#pragma once

#include "dyn.hpp"

namespace foyer::cel {

// From the year 1 to the end of 9999.
bool in_range(const Timestamp& time);
std::optional<Timestamp> parse_timestamp(std::string_view text);
// "-1.5h20m3s4ms5us6ns", about 290 years at most.
std::optional<Duration> parse_duration(std::string_view text);
std::string format(const Timestamp& time);
std::string format(const Duration& span);

// a + b or a - b; nothing when neither is a time.
std::optional<Dyn> time_arithmetic(bool add, const Dyn& a, const Dyn& b);
// x.getHours(), x.getHours('Europe/Berlin'), ...; nothing when there is no such function.
std::optional<Dyn> time_part(std::string_view function, const std::vector<Dyn>& args);

} // namespace foyer::cel
