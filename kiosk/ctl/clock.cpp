// SPDX-License-Identifier: EUPL-1.2
#include "opened_store.hpp"
#include "verbs.hpp"

#include <app/filing_desk.hpp>

#include <cstdio>

namespace foyer::ctl {

namespace {

const char* in_words(store::ClockVerdict verdict) {
  switch (verdict) {
  case store::ClockVerdict::trusted: return "trusted";
  case store::ClockVerdict::before_floor: return "wrong: earlier than time that has passed; set it";
  case store::ClockVerdict::jumped_back: return "has jumped back; set it or confirm it";
  case store::ClockVerdict::never_set: return "was never set; set it or confirm it";
  case store::ClockVerdict::unsynced_too_long:
    return "was not synchronised for a day; set it or confirm it";
  }
  return "?";
}

} // namespace

Status show_clock(const app::Config& config) {
  FOYER_TRY(auto store, open_store(config));
  FOYER_TRY(const auto facts, store.clock_facts());
  const auto now = system_clock().wall();
  std::printf("%s: %s; NTP %s\n", to_rfc3339(now).c_str(), in_words(store::judge_clock(now, facts)),
              app::kernel_clock_kept() ? "keeps it" : "does not keep it");
  return success();
}

Status confirm_clock(const app::Config& config) {
  FOYER_TRY(auto store, open_store(config));
  const auto now = system_clock().wall();
  FOYER_CHECK(store.confirm_clock(now, "technician"));
  std::printf("%s is confirmed\n", to_rfc3339(now).c_str());
  return success();
}

} // namespace foyer::ctl
