// SPDX-License-Identifier: EUPL-1.2
#include "importer.hpp"

#include "problem.hpp"

#include <algorithm>
#include <iostream>

namespace foyer::middletier {

namespace {

constexpr std::chrono::seconds sweep_every{1};
constexpr std::chrono::seconds patience{20}; // terminals have 30 for an answer
constexpr int longest_doubt_s = 60;

} // namespace

Importer::Importer(Inbox& inbox, const Office& office, Faults& faults)
    : inbox_(inbox), office_(office), faults_(faults),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Importer::look_soon() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = ++asked_;
  woken_.notify_one();
  looked_.wait_for(lock, patience, [&] { return done_ >= mine; });
}

void Importer::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, sweep_every, [&] { return asked_ > done_; });
    const std::uint64_t begun = asked_;
    lock.unlock();
    try {
      round(stop);
    } catch (const std::exception& error) {
      std::cerr << "import: " << error.what() << std::endl;
    }
    lock.lock();
    done_ = begun;
    looked_.notify_all();
  }
}

void Importer::round(const std::stop_token& stop) {
  if (faults_.options().hold_import)
    return;
  const auto waiting = inbox_.waiting();
  std::erase_if(doubts_, [&](const auto& doubt) {
    return std::find(waiting.begin(), waiting.end(), doubt.first) == waiting.end();
  });
  for (const std::string& submission : waiting) {
    const auto doubt = doubts_.find(submission);
    if (doubt != doubts_.end() && std::chrono::steady_clock::now() < doubt->second.again)
      continue;
    if (stop.stop_requested())
      return;
    try {
      take(submission);
    } catch (const DatabaseUnavailable&) {
      throw;
    } catch (const Problem& problem) {
      put_off(submission, problem.type);
    } catch (const std::exception& error) {
      put_off(submission, error.what());
    }
  }
}

// This one's misfortune, not that of those behind it.
void Importer::put_off(const std::string& submission, std::string_view why) {
  Doubt& doubt = doubts_[submission];
  const int wait_s = std::min(1 << std::min(doubt.times++, 6), longest_doubt_s);
  doubt.again = std::chrono::steady_clock::now() + std::chrono::seconds(wait_s);
  std::cerr << "import: " << why << std::endl;
}

void Importer::take(const std::string& submission) {
  const auto taken = inbox_.take(submission, [this](const Sealed& sealed) {
    Verdict verdict = office_.examine(sealed);
    office_.write_out(sealed, verdict);
    return verdict;
  });
  if (taken.outcome != Inbox::Outcome::judged)
    return;
  if (taken.card)
    std::cout << "card " << taken.receipt << ' ' << in_words(*taken.card) << std::endl;
  faults_.pass("accept-stored");
}

} // namespace foyer::middletier
