// SPDX-License-Identifier: EUPL-1.2
// Dispatcher: whose turn it is. Filings of a terminal go out in filing order, those of different
// visitors side by side where there are lanes: a large one on a slow line does not hold the others.
// A fault of the line holds all of them, a fault of one filing only that one.
#pragma once

#include <sync/back_off.hpp>
#include <sync/courier.hpp>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

namespace foyer::sync {

struct DispatchConfig {
  BackOff back_off;
  // How often the signed time is fetched; this is also how an idle agent learns of the line.
  std::chrono::milliseconds time_every{60'000};
  // What the office does not have at these ages is told in the log, once for each.
  std::vector<std::chrono::milliseconds> overdue{std::chrono::hours(1), std::chrono::hours(24),
                                                 std::chrono::hours(72)};
};

struct LineStatus {
  bool up = false;
  int waiting = 0;  // stored, not handed over
  int in_doubt = 0; // needing an operator
  std::optional<WallTime> last_sync;
  // When run() wants to be called again at the latest.
  SteadyTime next_due;
};

// A way of its own to the database and to the server.
struct Lane {
  store::Store store;
  std::unique_ptr<Line> line;
};

class Dispatcher {
 public:
  // All must outlive the dispatcher. One thread, the store's. `changed` is told after each filing.
  // With `lanes` as many filings are on their way at a time, each on a thread for itself; without,
  // one, on `line` and the caller's thread.
  Dispatcher(store::Store& store, Line& line, EventKey key, DispatchConfig config,
             const Clock& clock, Random random, StepObserver observer = {},
             std::function<void(const LineStatus&)> changed = {}, std::vector<Lane> lanes = {});
  ~Dispatcher();

  // Delivers everything that is due, then says when it wants to be called again. Never fails for
  // good: a broken store is logged and tried again.
  LineStatus run(const std::stop_token& stop);

 private:
  // `line_is_back`: those that nobody answered are due at once.
  Status deliver_due(bool line_is_back, const std::stop_token& stop);
  Status deliver_side_by_side(bool line_is_back, const std::stop_token& stop);
  Result<std::vector<store::OutboxEntry>> due(bool line_is_back);
  // What follows from one attempt.
  Status settle(const store::OutboxEntry& entry, Result<Delivery> outcome);
  Status count();
  void synchronise(const std::stop_token& stop);
  void show_journal(const std::stop_token& stop);
  void tell_overdue(const store::OutboxEntry& entry);
  void line_is(bool up);
  Status sweep();
  [[nodiscard]] std::chrono::milliseconds until_due(const store::OutboxEntry& entry,
                                                    bool line_is_back) const;

  store::Store& store_;
  Line& line_;
  EventKey key_;
  DispatchConfig config_;
  const Clock& clock_;
  Random random_;
  std::function<void(const LineStatus&)> changed_;
  Courier courier_;
  struct WorkingLane;
  std::vector<std::unique_ptr<WorkingLane>> lanes_;
  LineStatus status_;
  bool line_known_ = false;
  bool line_held_ = false; // no more attempts in this run
  bool swept_ = false;
  std::optional<FailureCode> not_anchored_; // as it was told last
  SteadyTime next_time_{};                  // when the signed time is due
  std::set<std::uint32_t> own_fault_; // filings whose last failure was their own: they hold nobody
  // Whose last attempt nobody answered: they go out as soon as the line is back, however long they
  // were to wait. Who was told to wait is not among them.
  std::set<std::uint32_t> unanswered_;
  std::map<std::uint32_t, std::size_t> told_overdue_; // how many of the ages, by filing
};

} // namespace foyer::sync
