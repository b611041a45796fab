// SPDX-License-Identifier: EUPL-1.2
// A clock that says what a test wants.
#pragma once

#include <base/clock.hpp>

namespace foyer::store_test {

class SetClock : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override { return now; }
  [[nodiscard]] SteadyTime steady() const override { return SteadyTime{}; }
  WallTime now =
      WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}} + std::chrono::hours{10};
  [[nodiscard]] std::int64_t day() const {
    return std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  }
};

} // namespace foyer::store_test
