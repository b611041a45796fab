// SPDX-License-Identifier: EUPL-1.2
// Everybody who asks about a case is answered before they give up, however slow the server is.
#include <office_clerk.hpp>

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <latch>
#include <mutex>

#include <sys/socket.h>

using namespace foyer;
using namespace std::chrono_literals;
using agent::OfficeClerk;

namespace {

// Stands still but for those who wait in it.
class SlowClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override { return {}; }
  [[nodiscard]] SteadyTime steady() const override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void pass(std::chrono::milliseconds time) {
    const std::lock_guard lock(mutex_);
    now_ += time;
  }

 private:
  mutable std::mutex mutex_;
  SteadyTime now_{};
};

// Takes all the time it is given, at most 15 seconds as the agent's line does, and says nothing.
class DrippingServer final : public sync::Line {
 public:
  DrippingServer(SlowClock& clock, std::vector<std::chrono::milliseconds>& given,
                 std::latch& all_here)
      : clock_(clock), given_(given), all_here_(all_here) {}
  Result<sync::Answer> exchange(const sync::Request& request, const std::stop_token&) override {
    all_here_.wait();
    given_.push_back(std::min<std::chrono::milliseconds>(request.within, 15s));
    clock_.pass(given_.back());
    return fail(FailureCode::line_down);
  }

 private:
  SlowClock& clock_;
  std::vector<std::chrono::milliseconds>& given_;
  std::latch& all_here_;
};

struct Client {
  Client() {
    std::array<int, 2> ends{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    mine = FileDescriptor(ends[0]);
    theirs = FileDescriptor(ends[1]);
  }
  [[nodiscard]] std::string heard() const {
    std::string said;
    std::array<char, 512> piece{};
    for (ssize_t size = 0; (size = recv(mine.get(), piece.data(), piece.size(), 0)) > 0;)
      said.append(piece.data(), static_cast<std::size_t>(size));
    return said;
  }
  FileDescriptor mine, theirs;
};

} // namespace

TEST_CASE("Who asks of a server that drips is answered within 25 seconds, also behind others") {
  SlowClock clock;
  std::latch all_here(1);
  std::vector<std::chrono::milliseconds> given;
  std::array<Client, 5> clients;
  std::vector<std::string> heard;
  const agent::CaseQuestion case_question{.number = "N01-26-000001-G",
                                          .access = to_base64url(Bytes(32, 5))};
  const std::array<agent::OfficeQuestion, 5> questions{case_question, agent::IdentifyQuestion{},
                                                       agent::IdentifiedQuestion{"x"},
                                                       case_question, agent::IdentifyQuestion{}};
  {
    OfficeClerk clerk(std::make_unique<DrippingServer>(clock, given, all_here),
                      sync::EventKey::load(processes::demo_keys() / "events/events.pem").value(),
                      clock);
    for (std::size_t i = 0; i < clients.size(); ++i)
      clerk.take(std::move(clients[i].theirs), questions[i]);
    all_here.count_down();
    for (const auto& client : clients)
      heard.push_back(client.heard());
  }
  CHECK(heard == std::vector<std::string>{"{\"case\":\"failed\",\"failure\":\"line_down\"}\n",
                                          "{\"failure\":\"line_down\",\"identify\":\"failed\"}\n",
                                          "{\"identified\":\"wait\",\"seconds\":5}\n",
                                          "{\"case\":\"wait\",\"seconds\":5}\n",
                                          "{\"identify\":\"wait\",\"seconds\":5}\n"});
  REQUIRE(given.size() == 2);
  CHECK(given[1] <= 10s); // what is left of its 25
  CHECK(clock.steady() - SteadyTime{} <= 25s);
}
