// SPDX-License-Identifier: EUPL-1.2
// Clock: the only source of time in the house, so that tests decide what time it is.
#pragma once

#include <chrono>
#include <string>

namespace foyer {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
// Counts on while the machine runs, unmoved by changes of the wall clock.
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

// Thread safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallTime wall() const = 0;
  [[nodiscard]] virtual SteadyTime steady() const = 0;
};

const Clock& system_clock();

// "2026-11-25T17:38:05Z" (RFC 3339, UTC, whole seconds).
std::string to_rfc3339(WallTime time);

} // namespace foyer
