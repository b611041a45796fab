// SPDX-License-Identifier: EUPL-1.2
// PassingClock: the machine's own time, with waits a test does not sit through.
#pragma once

#include <base/clock.hpp>

#include <atomic>

namespace foyer::player {

// Thread safe.
class PassingClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override { return system_clock().wall() + passed_.load(); }
  [[nodiscard]] SteadyTime steady() const override {
    return system_clock().steady() + passed_.load();
  }
  void pass(std::chrono::milliseconds time) { passed_ = passed_.load() + time; }

 private:
  std::atomic<std::chrono::milliseconds> passed_{std::chrono::milliseconds(0)};
};

} // namespace foyer::player
