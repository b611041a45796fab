// SPDX-License-Identifier: EUPL-1.2
// The line comes back after a day: 10,000 terminals with five filings each. Virtual time and seeded
// chance; the waiting is sync::delay(), the office's answer Admission, as in the programs. The
// terminal's rules beside them are those of sync::Dispatcher: one filing after the other, a look at
// the line every half to full minute, and an attempt as soon as it is back.
#include <admission.hpp>
#include <sync/back_off.hpp>
#include <sync/dispatcher.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <queue>
#include <random>
#include <set>
#include <vector>

using namespace foyer;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::size_t terminals = 10'000;
constexpr int filings_each = 5;
constexpr double capacity = 200; // filings a second
constexpr double ideal_s = terminals * filings_each / capacity;

enum class Policy { naive, jitter, promised };

const char* name(Policy policy) {
  switch (policy) {
  case Policy::naive: return "every 10 s";
  case Policy::jitter: return "full jitter";
  case Policy::promised: return "server's moment";
  }
  return "";
}

struct Outcome {
  double drained_s = 0;
  double peak = 0;          // requests in the busiest second, in capacities
  std::size_t accepted = 0; // different filings
  std::size_t repeated = 0; // came again because an answer was lost
  std::size_t questions = 0;
};

class Fleet {
 public:
  explicit Fleet(Policy policy) : policy_(policy), terminals_(terminals), admission_(capacity) {}

  Outcome run() {
    for (std::size_t i = 0; i < terminals; ++i) {
      auto& terminal = terminals_[i];
      terminal.failures = 150; // of a day
      at(i, policy_ == Policy::naive ? milliseconds(random_() % 10'000 / 50) : wait(terminal, {}));
      if (policy_ == Policy::promised)
        at(i, part(seconds(60)));
    }
    while (!events_.empty()) {
      const Turn turn = events_.top();
      events_.pop();
      now_ = turn.when;
      if (turn.answered)
        take(turn.terminal);
      if (!terminals_[turn.terminal].busy)
        ask(turn.terminal);
    }
    Outcome out{.drained_s = std::chrono::duration<double>(last_accepted_ - SteadyTime{}).count(),
                .accepted = known_.size(),
                .repeated = repeated_};
    for (const auto& [second, count] : questions_) {
      out.questions += count;
      out.peak = std::max(out.peak, static_cast<double>(count) / capacity);
    }
    return out;
  }

 private:
  struct Terminal {
    int left = filings_each;
    int failures = 0;
    bool busy = false;       // its filing is being taken
    SteadyTime not_before{}; // what it was told or chose to wait
  };

  void at(std::size_t index, milliseconds in) { events_.push({now_ + in, index, false}); }
  milliseconds part(milliseconds whole) {
    return milliseconds(static_cast<std::int64_t>(chance() * static_cast<double>(whole.count())));
  }
  double chance() { return std::generate_canonical<double, 53>(random_); }
  milliseconds wait(Terminal& terminal, std::optional<milliseconds> retry_after) {
    if (policy_ == Policy::naive)
      return seconds(10);
    return sync::delay(sync::DispatchConfig{}.back_off, ++terminal.failures, retry_after,
                       [this] { return chance(); });
  }

  void ask(std::size_t index) {
    auto& terminal = terminals_[index];
    if (terminal.left == 0 || now_ < terminal.not_before)
      return;
    ++questions_[std::chrono::floor<seconds>(now_.time_since_epoch()).count()];
    if (policy_ == Policy::promised) {
      if (const auto told = admission_.ask(std::to_string(index), terminal.left, now_))
        return retry(index, *told);
    } else if (free_at_ > now_ + seconds(1)) { // falls over rather than queue without end
      return retry(index, {});
    }
    free_at_ = std::max(free_at_, now_) + milliseconds(static_cast<int>(1000 / capacity));
    terminal.busy = true;
    events_.push({free_at_, index, true});
  }

  // The receipt number is the key: a filing that comes again is known. One answer in a hundred is
  // lost on its way.
  void take(std::size_t index) {
    auto& terminal = terminals_[index];
    terminal.busy = false;
    terminal.failures = 0;
    if (known_.insert({index, terminal.left}).second)
      last_accepted_ = now_;
    else
      ++repeated_;
    if (chance() < 0.01)
      retry(index, {});
    else
      --terminal.left;
  }

  void retry(std::size_t index, std::optional<milliseconds> told) {
    auto& terminal = terminals_[index];
    const auto in = wait(terminal, told);
    terminal.not_before = now_ + in;
    at(index, in);
  }

  Policy policy_;
  std::mt19937_64 random_{20261126};
  std::vector<Terminal> terminals_;
  middletier::Admission admission_;
  SteadyTime now_{}, free_at_{}, last_accepted_{};
  struct Turn {
    SteadyTime when;
    std::size_t terminal;
    bool answered; // its filing was taken
    bool operator>(const Turn& other) const { return when > other.when; }
  };
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> events_;
  std::map<std::int64_t, std::size_t> questions_;
  std::set<std::pair<std::size_t, int>> known_;
  std::size_t repeated_ = 0;
};

Outcome told(Policy policy) {
  const Outcome out = Fleet(policy).run();
  std::printf("%-16s drained in %6.1f s (ideal %.0f), peak %5.1f x capacity, %zu questions, %zu "
              "filings, %zu came twice\n",
              name(policy), out.drained_s, ideal_s, out.peak, out.questions, out.accepted,
              out.repeated);
  return out;
}

} // namespace

TEST_CASE("After a day without a line the terminals come as fast as the office can take them") {
  const Outcome out = told(Policy::promised);
  CHECK(out.accepted == terminals * filings_each);
  CHECK(out.repeated > 0);
  CHECK(out.drained_s < 1.05 * ideal_s);
  CHECK(out.peak < 3);
}

TEST_CASE("Without the server's word they come all at once, or take much longer") {
  CHECK(told(Policy::naive).peak > 10);
  CHECK(told(Policy::jitter).drained_s > 1.5 * ideal_s);
}
