// SPDX-License-Identifier: EUPL-1.2
// What the office says about a case, brought and verified. What messages say stays sealed here: the
// key comes from the code on the visitor's receipt and never passes this program.
#pragma once

#include <sync/event_token.hpp>
#include <sync/line.hpp>
#include <sync/office_wait.hpp>

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace foyer::sync {

struct CaseView {
  std::string case_number; // the office's; empty before it has taken the application in
  struct Step {
    std::string state; // "handed_over", "accepted", "rejected", or a word of the office's
    WallTime at;
  };
  std::vector<Step> steps; // oldest first
  struct Message {
    std::string id, kind, answers; // answers: id of another message, or empty
    WallTime at;
    std::string jwe;
  };
  std::vector<Message> messages; // oldest first
};
struct CaseUnknown {}; // no such number, or not its access: nobody is told which
using CaseAnswer = std::variant<CaseView, CaseUnknown, OfficeWait, Failure>;

// `number`: a receipt number in its usual form; `access`: base64url of 32 bytes; else CaseUnknown
// without asking. Blocks as the line does, but not beyond `within` (then line_down): what does not
// fit into one answer is asked for in several. One event that is not signed by `key`, of another
// case, out of order or missing, one message that no event names, more than a case may hold
// (offline/sync/FORMAT.md), and the answer is worth nothing (receipt_forged,
// server_answer_malformed).
CaseAnswer open_case(Line& line, const EventKey& key, std::string_view number,
                     std::string_view access, std::chrono::milliseconds within,
                     const std::stop_token& stop);

} // namespace foyer::sync
