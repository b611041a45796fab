// SPDX-License-Identifier: EUPL-1.2
// Days and spans of days. A date that is known to the month or year only is the span of days it may
// be ("00.00.1990" in a passport), and what is computed from it is a range.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::cel {

struct DaySpan {
  std::chrono::sys_days first{}, last{};
};

// "1990", "1990-05" or "1990-05-01" that exists in the calendar; nothing else.
std::optional<DaySpan> parse_iso(std::string_view iso);
inline bool is_full_date(std::string_view iso) {
  return iso.size() == 10;
}

// Whole years, months, days from a to b; negative when b is before a. Someone born on 29 February
// completes a year with the end of the 28th, that is on 1 March (BGB § 187 (2), § 188 (2)).
std::int64_t whole_months(std::chrono::sys_days a, std::chrono::sys_days b);
inline std::int64_t whole_years(std::chrono::sys_days a, std::chrono::sys_days b) {
  return whole_months(a, b) / 12;
}

} // namespace foyer::cel
