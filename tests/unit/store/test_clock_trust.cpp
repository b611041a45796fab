// SPDX-License-Identifier: EUPL-1.2
#include <store/clock_trust.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace std::chrono_literals;
using store::ClockFacts;
using store::ClockVerdict;
using store::judge_clock;

namespace {
const WallTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + 12h};
} // namespace

TEST_CASE("a clock synchronised within a day is trusted, a minute later it is not") {
  CHECK(judge_clock(noon, {.last_sync = noon - 24h}) == ClockVerdict::trusted);
  CHECK(judge_clock(noon, {.last_sync = noon - 24h - 1min}) == ClockVerdict::unsynced_too_long);
}

TEST_CASE("staff make an unsynchronised clock good, but not by a confirmation before the sync") {
  CHECK(judge_clock(noon, {.last_sync = noon - 72h, .confirmed_at = noon - 1h}) ==
        ClockVerdict::trusted);
  CHECK(judge_clock(noon, {.last_sync = noon - 72h, .confirmed_at = noon - 80h}) ==
        ClockVerdict::unsynced_too_long);
  CHECK(judge_clock(noon, {}) == ClockVerdict::never_set);
  CHECK(judge_clock(noon, {.confirmed_at = noon}) == ClockVerdict::trusted);
}

TEST_CASE("nobody can confirm a clock that shows a time which has certainly passed") {
  CHECK(judge_clock(noon, {.floor = noon + 1ms, .last_sync = noon, .confirmed_at = noon}) ==
        ClockVerdict::before_floor);
}

TEST_CASE("a clock behind what it has already dated has jumped") {
  CHECK(judge_clock(noon, {.latest_seen = noon + 1min, .last_sync = noon - 1h}) ==
        ClockVerdict::jumped_back);
}

TEST_CASE("uncertainty grows with time and tells a person's minute from a server's second") {
  using store::clock_uncertainty_s;
  CHECK(clock_uncertainty_s(noon, {.last_sync = noon}) == 1);
  CHECK(clock_uncertainty_s(noon, {.last_sync = noon - 24h * 7}) == 1 + 12);
  CHECK(clock_uncertainty_s(noon, {.confirmed_at = noon}) == 60);
  CHECK(clock_uncertainty_s(noon, {.last_sync = noon - 24h * 365, .confirmed_at = noon}) == 60);
  CHECK(clock_uncertainty_s(noon, {}) == 86'400);
}
