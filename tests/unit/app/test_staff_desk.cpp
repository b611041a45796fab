// SPDX-License-Identifier: EUPL-1.2
// The staff's desk: what it tells, and in which order PINs, cards and the disk meet.
#include <staff_desk.hpp>

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>

using namespace foyer;
using api::StaffCard;
using api::StaffRole;

namespace {

// One card of staff, PIN 123456, that notes what it is asked.
class HandStaffReader final : public api::StaffReader {
 public:
  void watch(const std::stop_token& stop,
             const std::function<void(const api::StaffCardSeen&)>& changed) override {
    changed({.card = StaffCard::ready, .role = StaffRole::staff});
    std::mutex mutex;
    std::condition_variable_any bell;
    std::unique_lock lock(mutex);
    bell.wait(lock, stop, [] { return false; });
  }
  Result<api::StaffLogin> log_in(const Secret& pin, const std::stop_token&) override {
    ++logins;
    remembered_then = app::StaffMemory(data_dir).failures();
    if (as_text(pin.reveal()) != "123456")
      return fail(FailureCode::staff_pin_wrong);
    return api::StaffLogin{StaffRole::staff, {}, {}};
  }

  std::filesystem::path data_dir;
  std::atomic<int> logins = 0, remembered_then = -1;
};

// The desk with somebody who hears all that it tells.
class Bench {
 public:
  explicit Bench(const std::filesystem::path& data_dir) {
    auto reader = std::make_unique<HandStaffReader>();
    reader->data_dir = data_dir;
    reader_ = reader.get();
    desk_ = std::make_unique<app::StaffDesk>(std::move(reader), data_dir,
                                             [this](staff::WorkEvent event) {
                                               const std::lock_guard lock(mutex_);
                                               told_.push_back(std::move(event));
                                             });
  }
  app::StaffDesk& desk() { return *desk_; }
  HandStaffReader& reader() { return *reader_; }

  // The n-th that was told; waits for it. Cards and logins are told by two threads: look for the
  // card first.
  template <class E> const E& told(std::size_t n) {
    REQUIRE(processes::eventually([&] {
      const std::lock_guard lock(mutex_);
      return told_.size() > n;
    }));
    const std::lock_guard lock(mutex_);
    const auto* event = std::get_if<E>(&std::get<staff::Event>(told_[n]));
    REQUIRE(event != nullptr);
    return *event;
  }

 private:
  std::mutex mutex_;
  std::deque<staff::WorkEvent> told_; // what was told stays where it is
  HandStaffReader* reader_ = nullptr;
  std::unique_ptr<app::StaffDesk> desk_; // last: it tells the others
};

Secret pin(const char* digits) {
  return Secret(std::string_view(digits));
}

} // namespace

TEST_CASE("staff desk: what was remembered is told before any card") {
  const processes::TemporaryDirectory folder;
  std::ofstream(folder.path() / "staff-failures") << "3\n";
  Bench bench(folder.path());
  CHECK(bench.told<staff::Started>(0).failures == 3);
  CHECK(bench.told<staff::CardSeen>(1).card.card == StaffCard::ready);
}

TEST_CASE("staff desk: the failure is on the disk before the card gets the PIN") {
  const processes::TemporaryDirectory folder;
  Bench bench(folder.path());
  bench.told<staff::CardSeen>(1);
  bench.desk().remember(1);
  bench.desk().log_in(7, pin("999999"));
  const auto& wrong = bench.told<staff::LoginEnded>(2);
  CHECK(wrong.attempt == 7);
  REQUIRE_FALSE(wrong.login.ok());
  CHECK(wrong.login.failure().code == FailureCode::staff_pin_wrong);
  CHECK(bench.reader().remembered_then == 1);
  bench.desk().remember(2);
  bench.desk().log_in(7, pin("123456"));
  CHECK(bench.told<staff::LoginEnded>(3).login.ok());
  CHECK(bench.reader().remembered_then == 2);
}

TEST_CASE("staff desk: no card gets a PIN while failures cannot be remembered") {
  const processes::TemporaryDirectory folder;
  std::filesystem::create_directory(folder.path() / "staff-failures"); // nothing can be written
  Bench bench(folder.path());
  CHECK(bench.told<staff::Started>(0).failures > 100);
  bench.told<staff::CardSeen>(1);
  bench.desk().remember(1);
  bench.desk().log_in(7, pin("123456"));
  const auto& refused = bench.told<staff::LoginEnded>(2);
  REQUIRE_FALSE(refused.login.ok());
  CHECK(refused.login.failure().code == FailureCode::io_failed);
  CHECK(bench.reader().logins == 0);
}

TEST_CASE("staff desk: out of order outlives the desk") {
  const processes::TemporaryDirectory folder;
  const auto out = [&] { return app::StaffMemory(folder.path()).out_of_order(); };
  CHECK_FALSE(out());
  // Nobody waits in between: the desk is gone at once, and what it was told has been kept.
  Bench(folder.path()).desk().keep_out_of_order(true);
  CHECK(out());
  Bench(folder.path()).desk().keep_out_of_order(false);
  CHECK_FALSE(out());
}
