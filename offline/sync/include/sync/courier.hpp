// SPDX-License-Identifier: EUPL-1.2
// Courier: carries one filing to the middle tier and brings back what the office says about it.
// Every step may be cut off anywhere and repeated: the receipt number makes the server know it.
#pragma once

#include <sync/event_token.hpp>
#include <sync/line.hpp>

#include <base/clock.hpp>
#include <base/result.hpp>
#include <store/store.hpp>

#include <functional>
#include <optional>
#include <stop_token>

namespace foyer::sync {

// The places between two lasting effects, in order; for tests that cut the power there.
enum class Step : std::uint8_t {
  begun,           // the attempt is counted, nothing was sent
  created,         // the server knows the filing, the store does not know so yet
  attachment_sent, // after each
  container_sent,
  events_verified, // nothing is marked yet
  handed_over_marked,
  accepted_marked, // the sealed bytes are still here
  wiped
};
using StepObserver = std::function<void(Step)>;

struct Delivery {
  store::DeliveryState state = store::DeliveryState::stored; // as it stands in the store now
  std::optional<Failure> failure; // why the attempt did not reach the end; nothing when it did
  // The failure is the line's or the server's, so that every other filing would meet it, too.
  bool line_fault = false;
  int http_status = 0; // of the answer that failed, else 0
  std::optional<std::chrono::milliseconds> retry_after;
};

class Courier {
 public:
  // All must outlive the courier. One thread, the store's.
  Courier(store::Store& store, Line& line, EventKey key, const Clock& clock,
          StepObserver observer = {});

  // One attempt: announce, bring what the server lacks, fetch and verify the events. Handed over is
  // only what a signed submit event with our number and exactly our tags says; accepted likewise,
  // and only then the sealed bytes are wiped. Whatever else comes back leaves the filing queued.
  // Blocks for as long as the line does. Fails only when the store does.
  [[nodiscard]] Result<Delivery> deliver(const store::OutboxEntry& entry,
                                         const std::stop_token& stop);

 private:
  struct Attempt;
  store::Store& store_;
  Line& line_;
  EventKey key_;
  const Clock& clock_;
  StepObserver observer_;
};

// Asks the server for its time (a signed answer to a fresh nonce). When our clock agrees within
// `tolerance` and half the round trip the store learns that it is synchronised. A server that is
// further ahead only raises the floor of a clock that is not trusted anyway, and never by more than
// five years. Gives the server's time; receipt_forged if signature or nonce do not hold.
Result<WallTime> synchronise_time(store::Store& store, Line& line, const EventKey& key,
                                  const Clock& clock, const std::stop_token& stop,
                                  std::chrono::milliseconds tolerance = std::chrono::seconds(5));

} // namespace foyer::sync
