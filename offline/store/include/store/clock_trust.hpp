// SPDX-License-Identifier: EUPL-1.2
// May a filing be dated by this clock? Pure: facts in, verdict out. The facts are kept by Store.
// Source: domain catalogue 4.5 rule 6; design "Clock".
#pragma once

#include <base/clock.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace foyer::store {

struct ClockFacts {
  // Time that has provably passed: build date, last verified event of the server. Never falls.
  WallTime floor{};
  // The latest time this terminal has dated something with: a clock behind it has jumped back.
  WallTime latest_seen{};
  std::optional<WallTime> last_sync = {}; // last time a trusted source set or confirmed the clock
  std::optional<WallTime> confirmed_at = {}; // last time staff confirmed it
};

enum class ClockVerdict : std::uint8_t {
  trusted,
  before_floor,      // wrong for certain: must be set, nobody can confirm it
  jumped_back,       // behind what was dated before
  never_set,         // never synchronised and never confirmed
  unsynced_too_long, // more than a day without synchronisation, not confirmed since
};

// Staff are asked after a day (domain catalogue 4.5 rule 6).
inline constexpr std::chrono::hours longest_unsynced{24};

// All but `trusted` mean FailureCode::clock_unknown: no filing until it is set or confirmed.
ClockVerdict judge_clock(WallTime now, const ClockFacts& facts);

// How far off the clock may be, in whole seconds, for the filing record: 1 s after a
// synchronisation, 60 s after a confirmation by a person who reads minutes, plus 20 ppm drift
// (a common crystal: 1.7 s a day). At most 86,400, which also stands for "unknown".
std::uint32_t clock_uncertainty_s(WallTime now, const ClockFacts& facts);

} // namespace foyer::store
