// SPDX-License-Identifier: EUPL-1.2
// How a job's talk ends: what the companion says of the whole.
#include "conversation.hpp"

#include <algorithm>

namespace foyer::eid_client {

using api::EidEnd;
using api::EidNumber;
using api::EidOutcome;
using api::EidTask;

// The workflow has failed. Version 1.26 gives no reason and speaks of the reader half a second
// later: where the card seems to lie there still, that is waited for.
void Conversation::fail_workflow(const Message& message) {
  const bool word = std::all_of(message.reason.begin(), message.reason.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  const std::string detail = word && !message.reason.empty() ? message.reason : message.minor;
  if (detail == "User_Cancelled")
    return end(fail(FailureCode::cancelled, detail));
  if (detail == "Card_Removed")
    return end(fail(FailureCode::card_removed, detail));
  // 1.26 says "cancellationByUser" of a card that was taken away, too; else it was on the reader's
  // own pad, for we have not cancelled.
  const bool by_user = detail == "cancellationByUser";
  const bool vague = by_user || detail.empty() || detail == "internalError";
  if (vague && lost_)
    return end(fail(FailureCode::card_removed, detail));
  const FailureCode code =
      job_->task == EidTask::authenticate ? FailureCode::eid_refused : FailureCode::card_refused;
  Failure failure = fail(by_user ? FailureCode::cancelled : code, detail);
  if (!vague || !held_)
    return end(std::move(failure));
  phase_ = Phase::ending;
  unexplained_ = true;
  ending_.emplace(std::move(failure));
}

void Conversation::hear_change_pin(const Message& message) {
  if (message.has_error)
    return end(fail(FailureCode::eid_crashed, "the workflow was refused"));
  if (!message.success) {
    if (phase_ == Phase::starting) {
      phase_ = Phase::running;
      under_way_ = true;
    }
    return;
  }
  // Even after a CANCEL: what has happened to the card is the truth. But 1.26.2 also says "success"
  // where the card was taken away while it checked the old PIN, before there was a new one.
  const bool changed = *message.success && given_ == EidNumber::new_pin;
  if (changed)
    return end(EidOutcome{});
  if (unexplained_)
    return;
  if (ending_)
    return end(std::move(*ending_));
  if (*message.success)
    return end(fail(FailureCode::card_removed, "success without a new PIN"));
  fail_workflow(message);
}

void Conversation::hear_auth(const Message& message) {
  if (message.has_error)
    return end(fail(FailureCode::eid_refused, "tcTokenURL"));
  if (message.major.empty()) {
    if (phase_ == Phase::starting) {
      phase_ = Phase::running;
      under_way_ = true;
    }
    return;
  }
  if (message.major == "ok")
    return end(EidOutcome{.end = EidEnd::done, .refresh_url = Personal(message.url)});
  if (unexplained_)
    return;
  if (ending_)
    return end(std::move(*ending_));
  fail_workflow(message);
}

} // namespace foyer::eid_client
