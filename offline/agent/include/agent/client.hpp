// SPDX-License-Identifier: EUPL-1.2
// The terminal's side of foyer-sync's Unix socket (offline/agent/FORMAT.md): two questions, each
// one short connection. Nothing personal passes here in either direction.
#pragma once

#include <base/clock.hpp>
#include <base/result.hpp>

#include <chrono>
#include <filesystem>
#include <optional>

namespace foyer::agent {

struct AgentStatus {
  bool line_up = false;              // the last exchange with the middle tier went well
  int waiting = 0;                   // filings not yet handed over
  int in_doubt = 0;                  // an operator has to look
  std::optional<WallTime> last_sync; // when the server's signed time last agreed with our clock
};

// Thread safe; holds no connection. Each call blocks at most `deadline` and reports
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

 private:
  std::filesystem::path socket_;
  std::chrono::milliseconds deadline_;
};

} // namespace foyer::agent
