// SPDX-License-Identifier: EUPL-1.2
#include "opened_store.hpp"
#include "verbs.hpp"

#include <sync/anchor.hpp>

#include <cstdio>

namespace foyer::ctl {

namespace {

constexpr std::size_t shown_at_most = 100;

} // namespace

Status list_queue(const app::Config& config) {
  FOYER_TRY(auto store, open_store(config));
  FOYER_TRY(const auto entries, store.recent(shown_at_most));
  std::printf("%-18s %-21s %-12s %-8s %s\n", "number", "filed at", "state", "attempts", "case");
  for (const auto& entry : entries)
    std::printf("%-18s %-21s %-12s %-8u %s\n", entry.number.text().c_str(),
                to_rfc3339(entry.filed_at).c_str(), std::string(store::name(entry.state)).c_str(),
                entry.attempts, entry.case_number.c_str());
  return success();
}

namespace {

Status compare_with_anchor(store::Store& store, const std::filesystem::path& event_key) {
  FOYER_TRY(const auto key, sync::EventKey::load(event_key));
  FOYER_TRY(const auto anchor, sync::last_anchor(store, key));
  if (!anchor) {
    std::puts("the middle tier has not seen any of it yet");
    return success();
  }
  FOYER_CHECK(sync::verify_anchor(store, *anchor));
  std::printf("as the middle tier has seen it at %s: %u filed, %llu delivery events\n",
              to_rfc3339(anchor->at).c_str(), anchor->head.sequence,
              static_cast<unsigned long long>(anchor->head.events));
  return success();
}

} // namespace

Status verify_queue(const app::Config& config, const std::filesystem::path& event_key) {
  FOYER_TRY(auto store, open_store(config));
  FOYER_TRY(const auto head, store.verify());
  std::printf("all is whole: %u filed, head %s; %llu delivery events, head %s\n", head.sequence,
              head.record_hash.c_str(), static_cast<unsigned long long>(head.events),
              head.event_hash.c_str());
  return event_key.empty() ? success() : compare_with_anchor(store, event_key);
}

} // namespace foyer::ctl
