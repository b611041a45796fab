// SPDX-License-Identifier: EUPL-1.2
// A staff's reader on a test bench: the test lays and takes cards, watch() runs on its own thread.
#pragma once

#include <staff_pkcs11/pkcs11_staff_reader.hpp>

#include <processes/processes.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace foyer::test {

// Says what the test says; nothing to connect to.
class HandReader final : public api::CardReader {
 public:
  void say(api::CardPresence now) {
    const std::lock_guard lock(mutex_);
    now_ = now;
    ++version_;
    news_.notify_all();
  }
  void watch(const std::stop_token& stop,
             const std::function<void(api::CardPresence)>& changed) override {
    std::unique_lock lock(mutex_);
    for (int told = -1; !stop.stop_requested();) {
      if (!news_.wait(lock, stop, [&] { return told != version_; }))
        return;
      told = version_;
      const auto now = now_;
      lock.unlock();
      changed(now);
      lock.lock();
    }
  }
  Result<std::unique_ptr<api::ApduChannel>> connect(const std::stop_token&) override {
    return fail(FailureCode::internal, "nobody connects to the staff's reader");
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any news_;
  api::CardPresence now_ = api::CardPresence::absent;
  int version_ = 0;
};

// The real time until it is set.
class HandClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override {
    const auto set = set_.load();
    return set == WallTime{} ? system_clock().wall() : set;
  }
  [[nodiscard]] SteadyTime steady() const override { return system_clock().steady(); }
  void set(WallTime now) { set_ = now; }

 private:
  std::atomic<WallTime> set_{WallTime{}};
};

class Desk {
 public:
  explicit Desk(const staff_pkcs11::Pkcs11Config& config)
      : Desk(config, std::make_unique<HandReader>()) {}
  Desk(const staff_pkcs11::Pkcs11Config& config, std::unique_ptr<api::CardReader> reader)
      : hand_(dynamic_cast<HandReader*>(reader.get())), reader_(config, std::move(reader), clock_),
        thread_([this](const std::stop_token& stop) {
          reader_.watch(stop, [this](const api::StaffCardSeen& seen) {
            const std::lock_guard lock(mutex_);
            seen_.push_back(seen);
          });
        }) {}

  void presence(api::CardPresence now) { hand_->say(now); }
  Result<api::StaffLogin> log_in(const char* pin) { return reader_.log_in(Secret(pin), {}); }
  api::StaffReader& reader() { return reader_; }
  HandClock& clock() { return clock_; }

  api::StaffCardSeen last() {
    const std::lock_guard lock(mutex_);
    return seen_.empty() ? api::StaffCardSeen{} : seen_.back();
  }
  std::vector<api::StaffCard> all() {
    const std::lock_guard lock(mutex_);
    std::vector<api::StaffCard> cards;
    for (const auto& one : seen_)
      cards.push_back(one.card);
    return cards;
  }
  // The same without the empty reader before.
  std::vector<api::StaffCard> all_of_cards() {
    auto cards = all();
    std::erase(cards, api::StaffCard::absent);
    return cards;
  }
  bool eventually(const std::function<bool()>& condition) {
    return processes::eventually(condition);
  }
  bool comes_to(api::StaffCard card) {
    return eventually([&] {
      const std::lock_guard lock(mutex_);
      return !seen_.empty() && seen_.back().card == card;
    });
  }

 private:
  HandReader* hand_;
  HandClock clock_;
  staff_pkcs11::Pkcs11StaffReader reader_;
  std::mutex mutex_;
  std::vector<api::StaffCardSeen> seen_;
  std::jthread thread_; // last: it uses the others
};

} // namespace foyer::test
