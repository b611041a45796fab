// SPDX-License-Identifier: EUPL-1.2
#include "../store/set_clock.hpp"

#include <base/log.hpp>
#include <filing/sample.hpp>
#include <processes/processes.hpp>
#include <sync/dispatcher.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::sync;
using namespace std::chrono_literals;

namespace {

class NoLine final : public Line {
 public:
  Result<Answer> exchange(const Request&, const std::stop_token&) override {
    return fail(FailureCode::line_down);
  }
};

int times(const std::string& text, const std::string& word) {
  int count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    ++count;
  return count;
}

} // namespace

TEST_CASE(
    "What the office has not taken in for an hour, a day, three days is told, once for each") {
  const filing::Scratch folder;
  store_test::SetClock clock;
  auto store = store::Store::open(folder / "db", {.kiosk_id = "N01", .clock = &clock});
  REQUIRE(store.ok());
  const auto reservation = store->reserve();
  REQUIRE(reservation.ok());
  REQUIRE(store->file(filing::make_sample(*reservation, {10}, clock.now).filing).ok());
  REQUIRE(open_log(folder / "log", "foyer-sync").ok());
  NoLine line;
  Dispatcher dispatcher(*store, line,
                        EventKey::load(processes::demo_keys() / "events/events.pem").value(), {},
                        clock, [] { return 0.5; });
  const std::pair<std::chrono::hours, int> moments[] = {{0h, 0},  {1h, 1},  {2h, 1}, {24h, 2},
                                                        {30h, 2}, {72h, 3}, {90h, 3}};
  const WallTime filed = clock.now;
  for (const auto& [later, told] : moments) {
    INFO(later.count());
    clock.now = filed + later;
    dispatcher.run({});
    CHECK(times(processes::read_file(folder / "log"), "delivery_overdue") == told);
  }
  CHECK(times(processes::read_file(folder / "log"), "\"hours\":72") == 1);
}
