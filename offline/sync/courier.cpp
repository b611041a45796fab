// SPDX-License-Identifier: EUPL-1.2
#include <sync/courier.hpp>

#include "api.hpp"

#include <base/log.hpp>

#include <algorithm>

namespace foyer::sync {

using store::DeliveryState;
using store::OutboxEntry;
using store::StoredItem;

namespace {

// What the verified events of one filing say together.
struct Verdicts {
  std::optional<Event> submit, accept, reject;
};

FailureCode code_of(const std::string& reason) {
  if (reason == "decryption-failed" || reason == "signature-invalid")
    return FailureCode::seal_failed;
  if (reason == "attachment-mismatch" || reason == "content-mismatch" ||
      reason == "receipt-mismatch")
    return FailureCode::store_mismatch;
  return FailureCode::container_invalid;
}

} // namespace

// One attempt at one filing. Steps return a Delivery when the attempt ends there.
struct Courier::Attempt {
  Courier& courier;
  const OutboxEntry& entry;
  Api api;
  Delivery delivery = {};
  bool understood = false; // the server has answered the announcement as one of ours

  [[nodiscard]] store::DeliveryEvent event(std::string result,
                                           std::optional<WallTime> server_time = {}) const {
    return {courier.clock_.wall(), std::move(result), server_time};
  }
  void passed(Step step) const {
    if (courier.observer_)
      courier.observer_(step);
  }

  // Whose fault it is decides who waits. After a proper announcement only the line's own failures,
  // an overloaded server or a refusal of this terminal concern the other filings, too.
  void stop_at(const ApiFailure& failure) {
    delivery.failure = failure.failure;
    delivery.http_status = failure.http_status;
    delivery.retry_after = failure.retry_after;
    const int status = failure.http_status;
    const bool overloaded = status == 429 || status >= 500;
    const bool no_answer = status == 0;
    const bool about_us = status == 401 || status == 403;
    delivery.line_fault = no_answer || overloaded || about_us || (!understood && !failure.ours);
  }
  void stop_at(Failure failure) { delivery.failure = std::move(failure); }

  Status run();
  Result<bool> bring(const Announced& announced);
  Result<bool> bring(const StoredItem& item, const std::string& submission);
  Status conclude(const std::string& case_id, const std::string& submission);
  [[nodiscard]] Result<Verdicts> verify(const std::vector<std::string>& tokens,
                                        const std::string& submission) const;
  Status mark(const Verdicts& verdicts);
};

Status Courier::Attempt::run() {
  auto& store = courier.store_;
  FOYER_CHECK(store.begin_attempt(entry.sequence, event("attempt")));
  passed(Step::begun);
  FOYER_TRY(const std::size_t waiting, store.pending_count());
  const auto answer = api.announce(entry, waiting);
  if (const auto* failure = std::get_if<ApiFailure>(&answer)) {
    stop_at(*failure);
    // Other bytes under our number: an operator has to look, but an accept may still settle it.
    if (failure->ours && failure->http_status == 409 && entry.state != DeliveryState::in_doubt) {
      delivery.state = DeliveryState::in_doubt;
      return store.mark(entry.sequence, DeliveryState::in_doubt, event("http_409"));
    }
    return success();
  }
  understood = true;
  const auto& announced = std::get<Announced>(answer);
  passed(Step::created);
  if (entry.submission_id != announced.submission) {
    if (!entry.submission_id.empty())
      FOYER_CHECK(store.start_over(entry.sequence, event("server_lost_it")));
    FOYER_CHECK(store.set_submission_id(entry.sequence, announced.submission, event("created")));
  }
  FOYER_TRY(const bool complete, bring(announced));
  if (!complete)
    return success();
  return conclude(announced.case_id, announced.submission);
}

// The attachments the server lacks, then the container. False: the attempt has ended.
Result<bool> Courier::Attempt::bring(const Announced& announced) {
  const auto lacks = [&](std::string_view part_name) {
    return std::find(announced.missing.begin(), announced.missing.end(), part_name) !=
           announced.missing.end();
  };
  for (const StoredItem& item : entry.items) {
    if (item.part == 0 || !lacks(item.id))
      continue;
    FOYER_TRY(const bool sent, bring(item, announced.submission));
    if (!sent)
      return false;
    passed(Step::attachment_sent);
  }
  if (!lacks("container"))
    return true;
  for (const StoredItem& item : entry.items) {
    if (item.part != 0)
      continue;
    FOYER_TRY(const bool sent, bring(item, announced.submission));
    if (!sent)
      return false;
    passed(Step::container_sent);
  }
  return true;
}

Result<bool> Courier::Attempt::bring(const StoredItem& item, const std::string& submission) {
  FOYER_TRY(store::SealedPart sealed, courier.store_.open_sealed(entry.sequence, item.part));
  const auto answer = item.part == 0
                          ? api.put_container(submission, entry.seal_profile, sealed)
                          : api.put_attachment(submission, item.id, entry.seal_profile, sealed);
  const auto* failure = std::get_if<ApiFailure>(&answer);
  if (!failure) {
    FOYER_CHECK(courier.store_.mark_delivered(entry.sequence, item.part));
    return true;
  }
  switch (failure->failure.code) {
  case FailureCode::store_mismatch:
    // Damaged on our disk: this filing's misfortune, to be seen by an operator, not the line's.
    stop_at(failure->failure);
    return false;
  case FailureCode::store_failed:
  case FailureCode::store_broken: return failure->failure; // nothing can go on
  default: stop_at(*failure); return false;
  }
}

Status Courier::Attempt::conclude(const std::string& case_id, const std::string& submission) {
  const auto answer = api.events(case_id);
  if (const auto* failure = std::get_if<ApiFailure>(&answer)) {
    stop_at(*failure);
    return success();
  }
  const auto verdicts = verify(std::get<std::vector<std::string>>(answer), submission);
  if (!verdicts) {
    stop_at(verdicts.failure());
    return success();
  }
  passed(Step::events_verified);
  return mark(*verdicts);
}

// One false token and the whole answer is worth nothing.
Result<Verdicts> Courier::Attempt::verify(const std::vector<std::string>& tokens,
                                          const std::string& submission) const {
  AuthenticationTags ours;
  for (const StoredItem& item : entry.items) {
    if (item.part == 0)
      ours.container = item.authentication_tag;
    else
      ours.attachments[item.id] = item.authentication_tag;
  }
  Verdicts verdicts;
  for (const std::string& token : tokens) {
    FOYER_TRY(const Bytes payload, courier.key_.open(token, "secevent+jwt"));
    FOYER_TRY(Event said, parse_event(payload));
    if (said.receipt != entry.number.text() || said.submission != submission)
      return fail(FailureCode::receipt_forged, "event of another submission");
    if ((said.kind == EventKind::submit || said.kind == EventKind::accept) && said.tags != ours)
      return fail(FailureCode::receipt_forged, "event about other sealed bytes");
    if (said.kind == EventKind::submit)
      verdicts.submit = std::move(said);
    else if (said.kind == EventKind::accept)
      verdicts.accept = std::move(said);
    else if (said.kind == EventKind::reject)
      verdicts.reject = std::move(said);
  }
  if (!verdicts.submit)
    return fail(FailureCode::server_answer_malformed, "no submit event for a full submission");
  if (verdicts.accept && verdicts.reject)
    return fail(FailureCode::receipt_forged, "both accepted and rejected");
  return verdicts;
}

Status Courier::Attempt::mark(const Verdicts& verdicts) {
  auto& store = courier.store_;
  const ReceiptRef receipt(entry.number.text());
  const auto attempt = static_cast<std::int64_t>(entry.attempts) + 1;
  if (entry.state != DeliveryState::handed_over) {
    FOYER_CHECK(store.mark(entry.sequence, DeliveryState::handed_over,
                           event("submit_event", verdicts.submit->issued_at)));
    log(events::DeliveryHandedOver{.receipt = receipt, .attempt = attempt});
  }
  delivery.state = DeliveryState::handed_over;
  passed(Step::handed_over_marked);
  if (verdicts.reject) {
    FOYER_CHECK(store.mark(entry.sequence, DeliveryState::rejected,
                           event("reject_event", verdicts.reject->issued_at)));
    log(events::DeliveryRejected{.receipt = receipt, .failure = code_of(verdicts.reject->reason)});
    delivery.state = DeliveryState::rejected;
  }
  if (verdicts.accept) {
    FOYER_CHECK(store.mark(entry.sequence, DeliveryState::accepted,
                           event("accept_event", verdicts.accept->issued_at),
                           verdicts.accept->case_number));
    log(events::DeliveryAccepted{.receipt = receipt});
    delivery.state = DeliveryState::accepted;
    passed(Step::accepted_marked);
    FOYER_CHECK(store.wipe_sealed(entry.sequence));
    passed(Step::wiped);
  }
  return success();
}

Courier::Courier(store::Store& store, Line& line, EventKey key, const Clock& clock,
                 StepObserver observer)
    : store_(store), line_(line), key_(std::move(key)), clock_(clock),
      observer_(std::move(observer)) {}

Result<Delivery> Courier::deliver(const OutboxEntry& entry, const std::stop_token& stop) {
  Attempt attempt{*this, entry, Api(line_, stop)};
  attempt.delivery.state = entry.state;
  FOYER_CHECK(attempt.run());
  return std::move(attempt.delivery);
}

} // namespace foyer::sync
