// SPDX-License-Identifier: EUPL-1.2
#include "local_time.hpp"

#include <i18n/format.hpp>

#include <unicode/timezone.h>

#include <memory>

namespace foyer::app {

std::chrono::minutes german_offset(WallTime time) {
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone("Europe/Berlin"));
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  UErrorCode error = U_ZERO_ERROR;
  zone->getOffset(static_cast<UDate>(time.time_since_epoch().count()), false, raw, summer, error);
  return std::chrono::minutes((raw + summer) / 60'000);
}

std::string german_date(WallTime time) {
  return i18n::german_date(to_rfc3339(time + german_offset(time)).substr(0, 10));
}

std::string german_clock(WallTime time) {
  return to_rfc3339(time + german_offset(time)).substr(11, 5);
}

} // namespace foyer::app
