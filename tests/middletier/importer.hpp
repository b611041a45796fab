// SPDX-License-Identifier: EUPL-1.2
// The office's import on a thread of its own: takes in what this instance received, and every
// second what others have left lying. One at a time in a process; instances share by Inbox.
#pragma once

#include "faults.hpp"
#include "inbox.hpp"
#include "office.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace foyer::middletier {

class Importer {
 public:
  Importer(Inbox& inbox, const Office& office, Faults& faults);
  // Waits for the round of looking that begins now, but not for ever: most are taken in before
  // their terminal asks, so it need not come again.
  void look_soon();

 private:
  using Moment = std::chrono::steady_clock::time_point;
  struct Doubt { // could not be examined, say, because the scanner is away
    int times = 0;
    Moment again;
  };
  void run(const std::stop_token& stop);
  void round(const std::stop_token& stop);
  void take(const std::string& submission);
  void put_off(const std::string& submission, std::string_view why);

  Inbox& inbox_;
  const Office& office_;
  Faults& faults_;
  std::map<std::string, Doubt> doubts_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::condition_variable_any looked_;
  std::uint64_t asked_ = 0; // rounds that were asked for
  std::uint64_t done_ = 0;  // of these, those that have ended
  std::jthread thread_;     // last: it uses what stands above
};

} // namespace foyer::middletier
