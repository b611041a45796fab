// SPDX-License-Identifier: EUPL-1.2
// The terminal's side of foyer-sync's Unix socket (offline/agent/FORMAT.md): questions of one short
// connection each, and a watch that keeps its own. Nothing personal passes in the clear.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/personal.hpp>
#include <base/result.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::agent {

struct AgentStatus {
  bool line_up = false;              // the last exchange with the middle tier went well
  int waiting = 0;                   // filings not yet handed over
  int in_doubt = 0;                  // an operator has to look
  std::optional<WallTime> last_sync; // when the server's signed time last agreed with our clock
  std::optional<std::int64_t> office_keys; // version of the set of the office's keys it brought
  std::optional<FailureCode> office_keys_fault; // why the last look for a newer one failed
};

// What the office says about a case, verified by the agent. Messages are sealed: who has the code
// opens them (seal::open_letter).
struct OpenedCase {
  std::string case_number; // the office's; empty before it has taken the application in
  struct Step {
    std::string state; // "handed_over", "accepted", "rejected", or a word of the office's
    WallTime at;
  };
  std::vector<Step> steps; // oldest first
  struct Message {
    std::string id, kind, answers;
    WallTime at;
    std::string jwe;
  };
  std::vector<Message> messages; // oldest first
};
struct CaseReply {
  std::optional<OpenedCase> opened; // nothing: no such number or not its code, if `wait` is zero
  std::chrono::seconds wait{0};     // too many wrong codes: nobody is answered before
};

// An identification by the eID function that the office has begun for us.
struct Identification {
  std::string id;                  // base64url, 128 bits
  Personal<std::string> token_url; // BSI TR-03124-1 §2.1; begins with "https://"
};
enum class Identified : std::uint8_t {
  open,       // nothing is known yet
  identified, // the office knows who it was
  refused,    // it came to nothing
  unknown,    // the office has none of this name from us, or not any more
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
  // Asks the office about a case. `access`: seal::CaseKeys::access. Blocks for up to half a minute:
  // a thread of its own. Also fails with what the line fails with (line_down, server_untrusted,
  // receipt_forged, ...), and cancelled.
  [[nodiscard]] Result<CaseReply> open_case(std::string_view number, ByteView access,
                                            const std::stop_token& stop) const;

  // Asks the office for an identification, and what has become of it; who it was is never told.
  // Block for up to half a minute: a thread of its own. Also fail with eid_not_offered (the office
  // has no eID server), what the line fails with, timed_out (too many ask), and cancelled.
  [[nodiscard]] Result<Identification> begin_identification(const std::stop_token& stop) const;
  [[nodiscard]] Result<Identified> identified(std::string_view id,
                                              const std::stop_token& stop) const;

 private:
  std::filesystem::path socket_;
  std::chrono::milliseconds deadline_;
};

} // namespace foyer::agent
