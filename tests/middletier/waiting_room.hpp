// SPDX-License-Identifier: EUPL-1.2
// Who waits for a thread of the server. When too many do, those who come are told to come back by a
// thread that does nothing else, so that everybody gets an answer and nobody's line runs out of
// time.
#pragma once

#include <httplib.h>

#include <atomic>
#include <cstddef>
#include <functional>

namespace foyer::middletier {

class WaitingRoom final : public httplib::TaskQueue {
 public:
  WaitingRoom(std::size_t threads, std::size_t most_waiting)
      : most_waiting_(most_waiting), inside_(threads), door_(doorkeepers) {}

  void enqueue(std::function<void()> connection) override;
  void shutdown() override;

  // Whether the connection of the calling thread is one that found no place.
  [[nodiscard]] static bool is_turned_away();

 private:
  static constexpr std::size_t doorkeepers = 2;
  const std::size_t most_waiting_;
  std::atomic<std::size_t> waiting_ = 0;
  httplib::ThreadPool inside_, door_;
};

} // namespace foyer::middletier
