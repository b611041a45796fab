// SPDX-License-Identifier: EUPL-1.2
#include "await_answer.hpp"

#include <base/stop_signal.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>

namespace foyer::pages {

Status await_answer(int socket, std::chrono::milliseconds limit, const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  const StopSignal stopping(stop);
  const auto deadline = Clock::now() + limit;
  for (;;) {
    std::array<pollfd, 2> waiting{pollfd{socket, POLLIN, 0}, pollfd{stopping.fd(), POLLIN, 0}};
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    const int ready = ::poll(waiting.data(), waiting.size(),
                             static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready < 0 && errno == EINTR)
      continue;
    if (stop.stop_requested())
      return fail(FailureCode::cancelled);
    if (ready <= 0)
      return fail(FailureCode::timed_out, "worker");
    return success();
  }
}

} // namespace foyer::pages
