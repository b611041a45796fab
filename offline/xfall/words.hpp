// SPDX-License-Identifier: EUPL-1.2
// The closed words of container and record, and how times are spelled. Not a public header.
#pragma once

#include <xfall/container.hpp>

#include <string>
#include <string_view>

namespace foyer::xfall {

std::string_view word(Source source);
std::string_view word(OpenItem::Kind kind);
std::string_view word(FilingRecord::ClockSource source);
// The strongest of what says who it was.
std::string_view means_of(const FilingRecord& record);
std::string_view word(FilingRecord::Identification by);
std::string_view word(FilingRecord::Check check);
std::string_view word(FilingRecord::Help help);

// "2026-11-25T17:38:05.123Z", or with an offset "2026-11-25T18:38:05.123+01:00" (xs:dateTime).
std::string utc_time(WallTime time);
std::string local_time(WallTime time, std::chrono::minutes offset);

} // namespace foyer::xfall
