// SPDX-License-Identifier: EUPL-1.2
// The terminal's side of foyer-sync's Unix socket (offline/agent/FORMAT.md): questions of one short
// connection each, and a watch that keeps its own. Nothing personal passes in either direction.
#pragma once

#include <base/clock.hpp>
#include <base/result.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace foyer::agent {

struct AgentStatus {
  bool line_up = false;              // the last exchange with the middle tier went well
  int waiting = 0;                   // filings not yet handed over
  int in_doubt = 0;                  // an operator has to look
  std::optional<WallTime> last_sync; // when the server's signed time last agreed with our clock
};

// Thread safe. Each call blocks at most `deadline` (but watch_line) and reports
// agent_missing   nobody listens on the socket, or it hangs up,
// timed_out       no answer within the deadline,
// malformed       an answer that FORMAT.md does not know.
class Client {
 public:
  explicit Client(std::filesystem::path socket,
                  std::chrono::milliseconds deadline = std::chrono::milliseconds(500));

  [[nodiscard]] Result<AgentStatus> status() const;
  // "Something was filed": the agent looks into the store now instead of at its next round.
  // Losing a nudge costs time only.
  [[nodiscard]] Status nudge() const;
  // Tells whether the line is up, at once and at every change, until `stop` is asked for (success)
  // or the agent hangs up (agent_missing). Blocks beyond the deadline and sleeps: a thread of its
  // own. timed_out and malformed as above.
  [[nodiscard]] Status watch_line(const std::stop_token& stop,
                                  const std::function<void(bool up)>& report) const;

 private:
  std::filesystem::path socket_;
  std::chrono::milliseconds deadline_;
};

} // namespace foyer::agent
