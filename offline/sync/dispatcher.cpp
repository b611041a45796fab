// SPDX-License-Identifier: EUPL-1.2
#include <sync/dispatcher.hpp>

#include <base/log.hpp>

#include <algorithm>

namespace foyer::sync {

using std::chrono::milliseconds;
using store::DeliveryState;
using store::OutboxEntry;

namespace {

constexpr milliseconds store_retry{5'000}; // when the database does not answer
constexpr std::size_t sweep_limit = 10'000;

// A closed word for the journal: "http_503" or the failure's name.
std::string word_of(const Delivery& delivery) {
  if (delivery.http_status >= 400)
    return "http_" + std::to_string(delivery.http_status);
  return delivery.failure ? std::string(name(delivery.failure->code)) : "no_verdict_yet";
}

} // namespace

Dispatcher::Dispatcher(store::Store& store, Line& line, EventKey key, DispatchConfig config,
                       const Clock& clock, Random random, StepObserver observer,
                       std::function<void(const LineStatus&)> changed)
    : store_(store), line_(line), key_(key), config_(config), clock_(clock),
      random_(std::move(random)), changed_(std::move(changed)),
      courier_(store, line, std::move(key), clock, std::move(observer)),
      next_time_(clock.steady()) {}

milliseconds Dispatcher::until_due(const OutboxEntry& entry, bool line_is_back) const {
  if (line_is_back && unanswered_.contains(entry.sequence))
    return milliseconds(0);
  const milliseconds wait = entry.next_attempt_at - clock_.wall();
  // A clock that was set back must not leave a filing waiting for years.
  const auto longest =
      std::max(config_.back_off.cap, config_.back_off.retry_after_cap + config_.back_off.base);
  return wait > longest ? milliseconds(0) : std::max(wait, milliseconds(0));
}

void Dispatcher::line_is(bool up) {
  if (!line_known_ || status_.up != up) {
    if (up)
      log(events::LineState{.state = "up"});
    else
      log(events::LineState{.state = "down"});
  }
  line_known_ = true;
  status_.up = up;
}

// An agent that was killed between "accepted" and the wiping has left sealed bytes behind.
Status Dispatcher::sweep() {
  if (swept_)
    return success();
  FOYER_TRY(const auto filings, store_.recent(sweep_limit));
  for (const OutboxEntry& entry : filings)
    if (entry.state == DeliveryState::accepted && !entry.sealed_bytes_wiped)
      FOYER_CHECK(store_.wipe_sealed(entry.sequence));
  swept_ = true;
  return success();
}

void Dispatcher::synchronise(const std::stop_token& stop) {
  if (clock_.steady() < next_time_)
    return;
  const auto time = synchronise_time(store_, line_, key_, clock_, stop);
  if (!time && time.failure().code == FailureCode::cancelled)
    return;
  line_is(time.ok());
  if (!time && time.failure().code == FailureCode::clock_unknown)
    log(events::ClockState{.failure = FailureCode::clock_unknown});
  // Half to full period, so that terminals switched on together drift apart.
  next_time_ = clock_.steady() + config_.time_every / 2 +
               milliseconds(static_cast<std::int64_t>(
                   random_() * static_cast<double>(config_.time_every.count()) / 2));
}

Status Dispatcher::deliver(const OutboxEntry& entry, const std::stop_token& stop) {
  FOYER_TRY(const Delivery delivery, courier_.deliver(entry, stop));
  if (delivery.failure && delivery.failure->code == FailureCode::cancelled)
    return success();
  const bool fault = delivery.failure.has_value();
  line_is(!delivery.line_fault);
  line_held_ = delivery.line_fault;
  if (delivery.line_fault && delivery.http_status == 0)
    unanswered_.insert(entry.sequence);
  else
    unanswered_.erase(entry.sequence);
  if (fault && !delivery.line_fault)
    own_fault_.insert(entry.sequence);
  else
    own_fault_.erase(entry.sequence);
  if (delivery.state == DeliveryState::accepted || delivery.state == DeliveryState::rejected)
    return success();
  const int attempt = static_cast<int>(entry.attempts) + 1;
  const milliseconds wait = delay(config_.back_off, attempt, delivery.retry_after, random_);
  if (fault)
    log(events::DeliveryFailed{.receipt = ReceiptRef(entry.number.text()),
                               .failure = delivery.failure->code,
                               .attempt = attempt,
                               .retry_in = wait});
  return store_.postpone(entry.sequence, clock_.wall() + wait,
                         {clock_.wall(), word_of(delivery), {}});
}

Status Dispatcher::count() {
  FOYER_TRY(const auto pending, store_.pending());
  FOYER_TRY(const auto facts, store_.clock_facts());
  status_.last_sync = facts.last_sync;
  status_.waiting = 0;
  status_.in_doubt = 0;
  milliseconds next = std::max(milliseconds(0), next_time_ - clock_.steady());
  bool held = false; // by an earlier filing that waits for the line
  for (const OutboxEntry& entry : pending) {
    status_.waiting += entry.state == DeliveryState::stored ? 1 : 0;
    status_.in_doubt += entry.state == DeliveryState::in_doubt ? 1 : 0;
    if (!held)
      next = std::min(next, until_due(entry, /*line_is_back=*/false));
    held = held || (entry.state == DeliveryState::stored && !own_fault_.contains(entry.sequence));
  }
  status_.next_due = clock_.steady() + next;
  if (changed_)
    changed_(status_);
  return success();
}

Status Dispatcher::deliver_due(bool line_is_back, const std::stop_token& stop) {
  FOYER_TRY(const auto pending, store_.pending());
  for (const OutboxEntry& entry : pending) {
    if (line_held_ || stop.stop_requested())
      break;
    const bool due = until_due(entry, line_is_back) == milliseconds(0);
    if (due) {
      FOYER_CHECK(deliver(entry, stop));
      FOYER_CHECK(count());
    } else if (entry.state == DeliveryState::stored && !own_fault_.contains(entry.sequence)) {
      break; // filing order: whoever comes later waits behind it
    }
  }
  return success();
}

LineStatus Dispatcher::run(const std::stop_token& stop) {
  line_held_ = false;
  const auto once = [&]() -> Status {
    FOYER_CHECK(sweep());
    // A delivery shows that the line is back as well as the look for the signed time does.
    const bool was_down = line_known_ && !status_.up;
    FOYER_CHECK(deliver_due(/*line_is_back=*/false, stop));
    if (!line_held_ && !stop.stop_requested()) {
      synchronise(stop);
      if (was_down && status_.up)
        FOYER_CHECK(deliver_due(/*line_is_back=*/true, stop));
    }
    return count();
  };
  if (const Status done = once(); !done) {
    log(events::Fault{.room = "store", .failure = done.failure().code});
    status_.next_due = clock_.steady() + store_retry;
  }
  return status_;
}

} // namespace foyer::sync
