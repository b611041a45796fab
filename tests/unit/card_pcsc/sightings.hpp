// SPDX-License-Identifier: EUPL-1.2
// What watch() reports, collected on a thread of its own.
#pragma once

#include "bench.hpp"

#include <atomic>
#include <mutex>
#include <thread>

namespace foyer::test {

class Sightings {
 public:
  explicit Sightings(api::CardReader& reader)
      : thread_([this, &reader](const std::stop_token& stop) {
          reader.watch(stop, [this](api::CardPresence now) {
            const std::lock_guard lock(mutex_);
            seen_.push_back(now);
          });
          ended_ = true;
        }) {}

  std::vector<api::CardPresence> all() {
    const std::lock_guard lock(mutex_);
    return seen_;
  }
  bool last_is(api::CardPresence presence) {
    return processes::eventually([&] {
      const auto seen = all();
      return !seen.empty() && seen.back() == presence;
    });
  }
  bool count_is(std::size_t count) {
    return processes::eventually([&] { return all().size() >= count; });
  }
  bool ends() {
    thread_.request_stop();
    return processes::eventually([&] { return ended_.load(); });
  }

 private:
  std::mutex mutex_;
  std::vector<api::CardPresence> seen_;
  std::atomic<bool> ended_ = false;
  std::jthread thread_; // last: it uses the others
};

} // namespace foyer::test
