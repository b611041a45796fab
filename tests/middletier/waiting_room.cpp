// SPDX-License-Identifier: EUPL-1.2
#include "waiting_room.hpp"

namespace foyer::middletier {

namespace {

thread_local bool turned_away = false;

} // namespace

void WaitingRoom::enqueue(std::function<void()> connection) {
  if (waiting_ >= most_waiting_) { // one thread accepts, so it cannot be overrun
    door_.enqueue([go = std::move(connection)] {
      turned_away = true;
      go();
    });
    return;
  }
  ++waiting_;
  inside_.enqueue([this, go = std::move(connection)] {
    --waiting_;
    go();
  });
}

void WaitingRoom::shutdown() {
  inside_.shutdown();
  door_.shutdown();
}

bool WaitingRoom::is_turned_away() {
  return turned_away;
}

} // namespace foyer::middletier
