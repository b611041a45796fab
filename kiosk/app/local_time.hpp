// SPDX-License-Identifier: EUPL-1.2
// The office's time of day. libstdc++ 12 has no time zones; ICU brings them.
#pragma once

#include <base/clock.hpp>

#include <chrono>
#include <string>

namespace foyer::app {

// Offset of Europe/Berlin from UTC at `time`: 60 or 120 minutes.
std::chrono::minutes german_offset(WallTime time);
// "25.11.2026" in the office's time.
std::string german_date(WallTime time);
// "10:41", the same.
std::string german_clock(WallTime time);

} // namespace foyer::app
