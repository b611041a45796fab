// SPDX-License-Identifier: EUPL-1.2
// Process and line against a companion that misbehaves (peer.py).
#include <eid_client/ausweisapp.hpp>

#include "person.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <processes/processes.hpp>

#include <algorithm>
#include <thread>

#include <signal.h>

namespace foyer::eid_client {

using api::EidNumber;
using api::EidTask;
using namespace std::chrono_literals;

namespace {

struct Peer {
  processes::TemporaryDirectory directory;
  std::filesystem::path log = directory / "log";
  AusweisAppConfig config;

  explicit Peer(const std::string& mode) {
    config.program = FOYER_SOURCE_DIR "/tests/unit/eid_client/peer.py";
    config.directory = directory / "jobs";
    std::filesystem::create_directory(config.directory);
    config.environment = {{"PEER", mode}, {"PEER_LOG", log.string()}};
    config.back_off = 10ms;
    config.start_limit = 60s; // a busy machine
    config.greeting_limit = 60s;
  }
  [[nodiscard]] auto starts() const {
    const std::string text = processes::read_file(log);
    std::size_t count = 0;
    for (auto at = text.find("start\n"); at != std::string::npos; at = text.find("start\n", at + 1))
      ++count;
    return count;
  }
  [[nodiscard]] bool nothing_left() const { return std::filesystem::is_empty(config.directory); }
};

const std::deque<Person::Answer> change{{EidNumber::pin, "123456"}, {EidNumber::new_pin, "654321"}};

} // namespace

TEST_CASE("A companion says who it is, in one piece or many") {
  Peer peer(GENERATE("good", "pieces", "stale"));
  AusweisApp client(peer.config);
  const auto info = client.probe({});
  REQUIRE(info.ok());
  CHECK(info->name == "Peer");
  CHECK(info->version == "9");
  CHECK(info->api_level == 2);
  CHECK(peer.starts() == 1);
  CHECK(peer.nothing_left());
}

TEST_CASE("A job runs to its end, and the next one too") {
  Peer peer("good");
  AusweisApp client(peer.config);
  for (int job = 0; job < 2; ++job) {
    Person person(client, change);
    const auto outcome = client.run({.task = EidTask::change_pin}, {}, std::ref(person));
    REQUIRE(outcome.ok());
    CHECK(person.said_all());
    CHECK_FALSE(person.wrong_question);
  }
  CHECK(peer.starts() == 2);
  CHECK(peer.nothing_left());
}

TEST_CASE("No companion is missing, not crashed") {
  Peer peer("good");
  peer.config.program = "/nonexistent/AusweisApp2";
  AusweisApp client(peer.config);
  CHECK(client.probe({}).failure().code == FailureCode::eid_missing);
  CHECK(peer.nothing_left());
}

TEST_CASE("An old companion is too old and is not started again") {
  Peer peer("old");
  AusweisApp client(peer.config);
  CHECK(client.probe({}).failure().code == FailureCode::eid_outdated);
  CHECK(peer.starts() == 1);
}

TEST_CASE("A companion that fails before it has begun is started anew") {
  SECTION("and again, but not for ever") {
    Peer peer(GENERATE("ends", "giant"));
    AusweisApp client(peer.config);
    CHECK(client.probe({}).failure().code == FailureCode::eid_crashed);
    CHECK(peer.starts() == 3);
    CHECK(peer.nothing_left());
  }
  SECTION("and then it works") {
    Peer peer("ends once");
    AusweisApp client(peer.config);
    CHECK(client.probe({}).ok());
    CHECK(peer.starts() == 2);
  }
}

TEST_CASE("A companion that says nothing is not waited for") {
  const std::string mode = GENERATE("silent", "no port", "text", "70000", "-1", "0", "nobody");
  Peer peer(mode);
  if (mode != "silent" && mode != "nobody") // those two do say a port
    peer.config.start_limit = 500ms;
  peer.config.greeting_limit = 300ms;
  peer.config.starts = 1;
  AusweisApp client(peer.config);
  CHECK(client.probe({}).failure().code == FailureCode::eid_crashed);
  CHECK(peer.nothing_left());
}

TEST_CASE("A companion that dies or hangs over the card is told and not started again") {
  Peer peer(GENERATE("dies", "hangs"));
  peer.config.work_limit = 1s;
  AusweisApp client(peer.config);
  Person person(client, change);
  const auto outcome = client.run({.task = EidTask::change_pin}, {}, std::ref(person));
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::eid_crashed);
  CHECK(peer.starts() == 1);
  CHECK(peer.nothing_left());
}

TEST_CASE("A stop ends every wait") {
  const std::string mode = GENERATE("no port", "silent", "good", "deaf", "ends");
  Peer peer(mode);
  peer.config.back_off = 60s;
  peer.config.cancel_limit = 200ms;
  AusweisApp client(peer.config);
  std::stop_source stop;
  const auto tell = [&](const api::EidNews& news) {
    if (std::holds_alternative<api::EidQuestion>(news))
      stop.request_stop(); // somebody walks away from the question
  };
  std::jthread other([&] {
    if (mode == "good" || mode == "deaf")
      return;
    processes::eventually([&] { return std::filesystem::exists(peer.log); });
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  const auto outcome = client.run({.task = EidTask::change_pin}, stop.get_token(), tell);
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::cancelled);
  CHECK(peer.nothing_left());
}

TEST_CASE("An answer that nobody waits for is dropped") {
  Peer peer("good");
  AusweisApp client(peer.config);
  client.answer(Secret(std::string_view("999999")));
  client.consent();
  Person person(client, change);
  CHECK(client.run({.task = EidTask::change_pin}, {}, std::ref(person)).ok());
}

TEST_CASE("The companion sees nothing of ours but what it needs") {
  ::setenv("FOYER_TEST_SECRET", "1", 1);
  ::setenv("http_proxy", "http://127.0.0.1:9", 1); // must not come between
  Peer peer("looks around");
  AusweisApp client(peer.config);
  const auto info = client.probe({});
  ::unsetenv("http_proxy");
  ::unsetenv("FOYER_TEST_SECRET");
  REQUIRE(info.ok());
  const std::string log = processes::read_file(peer.log);
  const auto seen = nlohmann::json::parse(log.substr(0, log.find('\n')));
  CHECK_FALSE(seen["environment"].contains("FOYER_TEST_SECRET"));
  CHECK_FALSE(seen["environment"].contains("http_proxy"));
  CHECK(seen["environment"]["QT_QPA_PLATFORM"] == "offscreen");
  const std::string home = seen["environment"]["HOME"];
  CHECK(home.starts_with(peer.config.directory.string()));
  CHECK(seen["environment"]["TMPDIR"] == home);
  CHECK(seen["arguments"] == nlohmann::json{"--ui", "websocket", "--port", "0", "--address",
                                            "127.0.0.1", "--no-logfile", "--no-loghandler"});
  CHECK(seen["descriptors"] <= 4); // three, and the listing's own
  CHECK(seen["group"] == true);
  CHECK(::kill(seen["pid"].get<int>(), 0) != 0);
}

TEST_CASE("Directories of a terminal that was killed are removed, those in use are not") {
  Peer peer("good");
  const auto dead = peer.config.directory / "foyer-eid-999999999-abcdef";
  const auto alive = peer.config.directory / "foyer-eid-1-abcdef";
  const auto other = peer.config.directory / "foyer-eid-";
  for (const auto& directory : {dead, alive, other})
    std::filesystem::create_directory(directory);
  AusweisApp client(peer.config);
  CHECK(client.probe({}).ok());
  CHECK_FALSE(std::filesystem::exists(dead));
  CHECK(std::filesystem::exists(alive));
  CHECK(std::filesystem::exists(other));
}

} // namespace foyer::eid_client
