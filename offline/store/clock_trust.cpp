// SPDX-License-Identifier: EUPL-1.2
#include <store/clock_trust.hpp>

#include <algorithm>

namespace foyer::store {

namespace {

constexpr std::uint32_t after_sync_s = 1;
constexpr std::uint32_t after_confirmation_s = 60;
constexpr std::int64_t seconds_per_drift = 50'000; // 20 ppm: one second in 50,000

} // namespace

ClockVerdict judge_clock(WallTime now, const ClockFacts& facts) {
  if (now < facts.floor)
    return ClockVerdict::before_floor;
  if (now < facts.latest_seen)
    return ClockVerdict::jumped_back;
  if (!facts.last_sync && !facts.confirmed_at)
    return ClockVerdict::never_set;
  const bool confirmed_since =
      facts.confirmed_at && (!facts.last_sync || *facts.confirmed_at > *facts.last_sync);
  if (!confirmed_since && now - *facts.last_sync > longest_unsynced)
    return ClockVerdict::unsynced_too_long;
  return ClockVerdict::trusted;
}

std::uint32_t clock_uncertainty_s(WallTime now, const ClockFacts& facts) {
  const auto since = [&](WallTime then, std::uint32_t base) {
    const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(now - then).count();
    const std::int64_t drift = std::max<std::int64_t>(elapsed, 0) / seconds_per_drift;
    return static_cast<std::uint32_t>(std::min<std::int64_t>(base + drift, 86'400));
  };
  std::optional<std::uint32_t> best;
  if (facts.last_sync)
    best = since(*facts.last_sync, after_sync_s);
  if (facts.confirmed_at) {
    const std::uint32_t by_staff = since(*facts.confirmed_at, after_confirmation_s);
    best = best ? std::min(*best, by_staff) : by_staff;
  }
  return best.value_or(86'400);
}

} // namespace foyer::store
