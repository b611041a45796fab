// SPDX-License-Identifier: EUPL-1.2
#include <sync/dispatcher.hpp>

#include <sync/anchor.hpp>

#include <base/log.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace foyer::sync {

using std::chrono::milliseconds;
using store::DeliveryState;
using store::OutboxEntry;

namespace {

constexpr milliseconds store_retry{5'000}; // when the database does not answer
constexpr milliseconds look_again{1'000};  // for what was filed while others are on their way
constexpr std::size_t sweep_limit = 10'000;

// A closed word for the journal: "http_503" or the failure's name.
std::string word_of(const Delivery& delivery) {
  if (delivery.http_status >= 400)
    return "http_" + std::to_string(delivery.http_status);
  return delivery.failure ? std::string(name(delivery.failure->code)) : "no_verdict_yet";
}

// Whose filings go one after the other: an answer after what it answers.
const std::string& case_of(const OutboxEntry& entry) {
  return entry.answers ? entry.answers->number : entry.number.text();
}

} // namespace

struct Dispatcher::WorkingLane {
  Lane lane;
  Courier courier;
  std::optional<OutboxEntry> entry = {}; // on its way
  std::jthread thread = {};

  WorkingLane(Lane with, EventKey key, const Clock& clock)
      : lane(std::move(with)), courier(lane.store, *lane.line, std::move(key), clock) {}
};

Dispatcher::Dispatcher(store::Store& store, Line& line, EventKey key, DispatchConfig config,
                       const Clock& clock, Random random, StepObserver observer,
                       std::function<void(const LineStatus&)> changed, std::vector<Lane> lanes)
    : store_(store), line_(line), key_(key), config_(config), clock_(clock),
      random_(std::move(random)), changed_(std::move(changed)),
      courier_(store, line, std::move(key), clock, std::move(observer)),
      next_time_(clock.steady()) {
  for (Lane& lane : lanes)
    lanes_.push_back(std::make_unique<WorkingLane>(std::move(lane), key_, clock));
}

Dispatcher::~Dispatcher() = default;

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
  if (time)
    show_journal(stop);
  // Half to full period, so that terminals switched on together drift apart.
  next_time_ = clock_.steady() + config_.time_every / 2 +
               milliseconds(static_cast<std::int64_t>(
                   random_() * static_cast<double>(config_.time_every.count()) / 2));
}

// With each synchronisation; told when that changes. What the line fails with is seen by the next
// delivery, too.
void Dispatcher::show_journal(const std::stop_token& stop) {
  const Status shown = anchor_journal(store_, line_, key_, stop);
  const auto why = shown ? std::nullopt : std::optional(shown.failure().code);
  if (why == FailureCode::line_down || why == FailureCode::cancelled)
    return;
  if (why && why != not_anchored_)
    log(events::JournalNotAnchored{.failure = *why});
  not_anchored_ = why;
}

Status Dispatcher::settle(const OutboxEntry& entry, Result<Delivery> outcome) {
  FOYER_TRY(const Delivery delivery, std::move(outcome));
  if (delivery.failure && delivery.failure->code == FailureCode::cancelled)
    return success();
  const bool fault = delivery.failure.has_value();
  line_is(!delivery.line_fault);
  line_held_ = line_held_ || delivery.line_fault;
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

// Handed over and not taken in is as late as stored: somebody has to look.
void Dispatcher::tell_overdue(const OutboxEntry& entry) {
  const milliseconds age = clock_.wall() - entry.filed_at;
  const auto reached = static_cast<std::size_t>(
      std::ranges::count_if(config_.overdue, [&](milliseconds limit) { return age >= limit; }));
  if (reached == 0)
    return;
  std::size_t& told = told_overdue_[entry.sequence];
  if (reached > told)
    log(events::DeliveryOverdue{.receipt = ReceiptRef(entry.number.text()),
                                .hours = std::chrono::floor<std::chrono::hours>(age).count()});
  told = std::max(told, reached);
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
    tell_overdue(entry);
    if (!held)
      next = std::min(next, until_due(entry, /*line_is_back=*/false));
    held = held || (entry.state == DeliveryState::stored && !own_fault_.contains(entry.sequence));
  }
  status_.next_due = clock_.steady() + next;
  if (changed_)
    changed_(status_);
  return success();
}

// In filing order. Whoever comes later than one that is not due waits behind it.
Result<std::vector<OutboxEntry>> Dispatcher::due(bool line_is_back) {
  FOYER_TRY(auto pending, store_.pending());
  std::vector<OutboxEntry> now;
  for (OutboxEntry& entry : pending) {
    if (until_due(entry, line_is_back) == milliseconds(0))
      now.push_back(std::move(entry));
    else if (entry.state == DeliveryState::stored && !own_fault_.contains(entry.sequence))
      break;
  }
  return now;
}

Status Dispatcher::deliver_due(bool line_is_back, const std::stop_token& stop) {
  if (!lanes_.empty())
    return deliver_side_by_side(line_is_back, stop);
  FOYER_TRY(const auto now, due(line_is_back));
  for (const OutboxEntry& entry : now) {
    if (line_held_ || stop.stop_requested())
      break;
    FOYER_CHECK(settle(entry, courier_.deliver(entry, stop)));
    FOYER_CHECK(count());
  }
  return success();
}

// The lanes only deliver; whose turn it is and what follows is this thread's and this store's. What
// is filed meanwhile goes out on a lane that is idle.
Status Dispatcher::deliver_side_by_side(bool line_is_back, const std::stop_token& stop) {
  struct Done {
    WorkingLane* lane;
    Result<Delivery> outcome;
  };
  std::mutex mutex;
  std::condition_variable something_done;
  std::vector<Done> done;
  const auto start = [&](WorkingLane& lane, OutboxEntry entry) {
    lane.entry = std::move(entry);
    lane.thread = std::jthread([&] {
      auto outcome = lane.courier.deliver(*lane.entry, stop);
      const std::lock_guard lock(mutex);
      done.push_back({&lane, std::move(outcome)});
      something_done.notify_one();
    });
  };
  const auto start_due = [&]() -> Status {
    FOYER_TRY(auto now, due(std::exchange(line_is_back, false)));
    for (OutboxEntry& entry : now) {
      const auto idle = std::ranges::find_if(lanes_, [](auto& lane) { return !lane->entry; });
      if (idle == lanes_.end())
        break;
      const bool waits = std::ranges::any_of(lanes_, [&](const auto& lane) {
        return lane->entry && case_of(*lane->entry) == case_of(entry);
      });
      if (!waits)
        start(**idle, std::move(entry));
    }
    return success();
  };
  Status result = success();
  for (;;) {
    if (result && !line_held_ && !stop.stop_requested())
      result = start_due();
    if (std::ranges::none_of(lanes_, [](const auto& lane) { return lane->entry.has_value(); }))
      return result;
    std::unique_lock lock(mutex);
    something_done.wait_for(lock, look_again, [&] { return !done.empty(); });
    auto ready = std::exchange(done, {});
    lock.unlock(); // lanes are not to wait for the store
    for (Done& one : ready) {
      const OutboxEntry entry = *std::exchange(one.lane->entry, std::nullopt);
      Status settled = settle(entry, std::move(one.outcome));
      if (settled)
        settled = count();
      if (result)
        result = std::move(settled);
    }
    // A large filing on a slow line keeps neither the signed time nor the count waiting.
    if (ready.empty() && result && !line_held_ && !stop.stop_requested() &&
        clock_.steady() >= next_time_) {
      synchronise(stop);
      result = count();
    }
  }
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
