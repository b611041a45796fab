// SPDX-License-Identifier: EUPL-1.2
// A middle tier whose clock is wrong, and says so with its own signature.
#include "../store/set_clock.hpp"
#include "event_signer.hpp"

#include <processes/processes.hpp>
#include <sync/courier.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::sync;
using namespace std::chrono_literals;
using store::ClockVerdict;

namespace {

WallTime at(int year, unsigned month = 11) {
  using namespace std::chrono;
  return WallTime{sys_days{std::chrono::year{year} / static_cast<int>(month) / 26} + 15h};
}

class TimeServer final : public Line {
 public:
  explicit TimeServer(WallTime now) : now_(now) {}
  Result<Answer> exchange(const Request& request, const std::stop_token&) override {
    const std::string nonce = request.path.substr(request.path.find("nonce=") + 6);
    static const middletier::EventSigner signer(processes::demo_keys() / "events/events.key");
    const std::string token =
        signer.sign("foyer-time+jwt", R"({"nonce":")" + nonce + R"(","ms":)" +
                                          std::to_string(now_.time_since_epoch().count()) + "}");
    return Answer{200,
                  "application/json",
                  to_bytes(as_bytes(R"({"api":"foyer/2","time":")" + token + "\"}")),
                  {}};
  }

 private:
  WallTime now_;
};

struct Terminal {
  processes::TemporaryDirectory folder;
  store::Store store = std::move(*store::Store::open(folder / "db", {.kiosk_id = "N01"}));

  // The server says `servers` while our clock shows `ours`.
  void ask(WallTime ours, WallTime servers) {
    TimeServer line(servers);
    store_test::SetClock clock;
    clock.now = ours;
    const auto key = EventKey::load(processes::demo_keys() / "events/events.pem").value();
    const auto time = synchronise_time(store, line, key, clock, {});
    REQUIRE(time.ok());
    CHECK(*time == servers);
  }
  ClockVerdict verdict(WallTime ours) {
    return store::judge_clock(ours, store.clock_facts().value());
  }
};

} // namespace

TEST_CASE("A server of 2040 or 2001 does not stop a terminal whose clock is right") {
  Terminal terminal;
  terminal.ask(at(2026), at(2026));
  for (const int wrong : {2040, 2001, 2027}) {
    INFO(wrong);
    terminal.ask(at(2026), at(wrong));
    CHECK(terminal.verdict(at(2026)) == ClockVerdict::trusted);
  }
}

TEST_CASE("A clock that is behind and not trusted is told so by the server, within reason") {
  Terminal terminal;
  terminal.ask(at(2026), at(2026));
  const WallTime stopped = at(2026, 10); // the battery was empty
  CHECK(terminal.verdict(stopped) == ClockVerdict::before_floor);
  terminal.ask(at(2028), at(2029)); // not synchronised for two years
  CHECK(terminal.verdict(at(2028)) == ClockVerdict::before_floor);
  CHECK(terminal.verdict(at(2030)) != ClockVerdict::before_floor);
  terminal.ask(at(2028), at(2040));
  CHECK(terminal.verdict(at(2030)) != ClockVerdict::before_floor);
}

TEST_CASE("Two clocks that are wrong together prove nothing") {
  Terminal terminal;
  terminal.ask(at(2026), at(2026));
  terminal.ask(at(2001), at(2001));
  CHECK(terminal.verdict(at(2001)) == ClockVerdict::before_floor);
}
