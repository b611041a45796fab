// SPDX-License-Identifier: EUPL-1.2
// The real AusweisApp on a real pcscd with a virtual card: what it does is what we rely on.
#include "desk.hpp"
#include "person.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <thread>

#include <signal.h>

namespace foyer::eid_client {

using api::EidEnd;
using api::EidNumber;
using api::EidTask;
using namespace std::chrono_literals;

namespace {

Result<api::EidOutcome> run(AusweisApp& client, EidTask task, Person& person,
                            const std::stop_token& stop = {}) {
  return client.run({.task = task}, stop, std::ref(person));
}

// The companion of this test: the one process whose temp directory lies below `jobs`.
pid_t companion_below(const std::filesystem::path& jobs) {
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    const std::string number = process.path().filename().string();
    if (number.find_first_not_of("0123456789") != std::string::npos)
      continue;
    std::ifstream file(process.path() / "environ", std::ios::binary);
    const std::string environment((std::istreambuf_iterator<char>(file)), {});
    if (environment.find("TMPDIR=" + jobs.string()) != std::string::npos)
      return std::stoi(number);
  }
  return 0;
}

} // namespace

TEST_CASE("The AusweisApp of this machine says who it is") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  const auto info = client.probe({});
  REQUIRE(info.ok());
  CHECK(info->name.starts_with("AusweisApp"));
  CHECK(info->api_level >= 2);
  CHECK(std::filesystem::is_empty(desk->config.directory));
}

TEST_CASE("The PIN of a card is changed, from the PIN letter's five digits too") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("insert");
  {
    Person person(client, {{EidNumber::pin, "123456"}, {EidNumber::new_pin, "654321"}});
    const auto outcome = run(client, EidTask::change_pin, person);
    REQUIRE(outcome.ok());
    CHECK(outcome->end == EidEnd::done);
    CHECK(person.said_all());
    CHECK_FALSE(person.wrong_question);
    CHECK(desk->card_state() == "pin=654321 tries=3");
  }
  desk->card("set pin 12345");
  Person person(client, {{EidNumber::pin, "12345"}, {EidNumber::new_pin, "987654"}});
  CHECK(run(client, EidTask::change_pin, person).ok());
  CHECK(desk->card_state() == "pin=987654 tries=3");
}

TEST_CASE("Two wrong PINs lead over the CAN to the last try") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("insert");
  Person person(client, {{EidNumber::pin, "111111"},
                         {EidNumber::pin, "222222"},
                         {EidNumber::can, "111111"},
                         {EidNumber::can, "500540"},
                         {EidNumber::pin, "123456"},
                         {EidNumber::new_pin, "654321"}});
  CHECK(run(client, EidTask::change_pin, person).ok());
  CHECK(person.said_all());
  CHECK_FALSE(person.wrong_question);
  REQUIRE(person.questions.size() == 6);
  CHECK(person.questions[1].tries == 2);
  CHECK(person.questions[1].rejected == EidNumber::pin);
  CHECK(person.questions[2].tries == 1);
  CHECK(person.questions[2].rejected == EidNumber::pin);
  CHECK(person.questions[3].rejected == EidNumber::can);
  CHECK(person.questions[4].tries == 1);
  CHECK_FALSE(person.questions[4].rejected);
  CHECK(desk->card_state() == "pin=654321 tries=3");
}

TEST_CASE("A blocked PIN is unblocked by the PUK and stays the same") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("set tries 0");
  desk->card("insert");
  Person person(client, {{EidNumber::puk, "1234567890"}, {EidNumber::puk, "9876543210"}});
  const auto outcome = run(client, EidTask::unblock, person);
  REQUIRE(outcome.ok());
  CHECK(outcome->end == EidEnd::done);
  REQUIRE(person.questions.size() == 2);
  CHECK(person.questions[0].tries == 0);
  CHECK(person.questions[1].rejected == EidNumber::puk);
  CHECK(desk->card_state() == "pin=123456 tries=3");

  Person again(client, {});
  const auto idle = run(client, EidTask::unblock, again);
  REQUIRE(idle.ok());
  CHECK(idle->end == EidEnd::not_blocked);
  CHECK(again.questions.empty());
}

TEST_CASE("A suspended PIN is made usable by CAN and PIN") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("set tries 1");
  desk->card("insert");
  Person person(client, {{EidNumber::can, "500540"}, {EidNumber::pin, "123456"}});
  const auto outcome = run(client, EidTask::unblock, person);
  REQUIRE(outcome.ok());
  CHECK(outcome->end == EidEnd::done);
  CHECK(desk->card_state() == "pin=123456 tries=3");
}

TEST_CASE("Somebody without a card is asked for it") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  Person person(client, {{EidNumber::pin, "123456"}, {EidNumber::new_pin, "654321"}});
  const auto tell = [&](const api::EidNews& news) {
    person(news);
    if (std::holds_alternative<api::EidInsertCard>(news))
      desk->card("insert");
  };
  CHECK(client.run({.task = EidTask::change_pin}, {}, tell).ok());
  CHECK(person.was_asked_for_card);
  CHECK(desk->card_state() == "pin=654321 tries=3");
}

TEST_CASE("A card whose eID function is switched off says so") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("set deactivated 1");
  desk->card("insert");
  Person person(client, {});
  const auto outcome = run(client, EidTask::change_pin, person);
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::eid_deactivated);
}

TEST_CASE("A card taken away while it works changes nothing, and that is what is told") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("insert");
  const EidNumber moment = GENERATE(EidNumber::pin, EidNumber::new_pin);
  Person person(client, {{EidNumber::pin, "123456"}, {EidNumber::new_pin, "654321"}});
  person.before = [&](const api::EidQuestion& question) {
    if (question.what == moment)
      desk->card("remove-after 0");
    return true;
  };
  const auto outcome = run(client, EidTask::change_pin, person);
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::card_removed);
  CHECK(desk->card_state() == "pin=123456 tries=3");
}

TEST_CASE("A card that leaves before the PIN may come back") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("insert");
  Person person(client, {{EidNumber::pin, "123456"}, {EidNumber::new_pin, "654321"}});
  person.before = [&](const api::EidQuestion&) {
    const bool first = person.questions.size() == 1;
    if (first)
      desk->card("remove");
    return !first;
  };
  const auto tell = [&](const api::EidNews& news) {
    person(news);
    if (std::holds_alternative<api::EidCardLost>(news))
      desk->card("insert");
  };
  CHECK(client.run({.task = EidTask::change_pin}, {}, tell).ok());
  CHECK(desk->card_state() == "pin=654321 tries=3");
}

TEST_CASE("Somebody who leaves at a question has lost no try") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  desk->card("insert");
  const EidNumber moment = GENERATE(EidNumber::pin, EidNumber::new_pin);
  std::stop_source stop;
  Person person(client, {{EidNumber::pin, "123456"}});
  person.before = [&](const api::EidQuestion& question) {
    if (question.what == moment)
      stop.request_stop();
    return question.what != moment;
  };
  const auto outcome = run(client, EidTask::change_pin, person, stop.get_token());
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::cancelled);
  CHECK(desk->card_state() == "pin=123456 tries=3");
  CHECK(companion_below(desk->config.directory) == 0);
}

TEST_CASE("An AusweisApp that is killed or stopped over the card is told, and the next job works") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  const int signal = GENERATE(SIGKILL, SIGSTOP);
  if (signal == SIGSTOP)
    desk->config.work_limit = 1s;
  desk->card("insert");
  {
    AusweisApp client(desk->config);
    Person person(client, {{EidNumber::pin, "123456"}});
    person.before = [&](const api::EidQuestion&) {
      const pid_t companion = companion_below(desk->config.directory);
      REQUIRE(companion > 0);
      ::kill(companion, signal);
      return true;
    };
    const auto outcome = run(client, EidTask::change_pin, person);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.failure().code == FailureCode::eid_crashed);
    CHECK(companion_below(desk->config.directory) == 0);
  }
  desk->config.work_limit = 60s;
  AusweisApp client(desk->config);
  Person person(client, {{EidNumber::pin, "123456"}, {EidNumber::new_pin, "654321"}});
  CHECK(run(client, EidTask::change_pin, person).ok());
}

TEST_CASE("An AusweisApp that is killed while it starts is started again") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  bool killed = false;
  std::jthread killer([&](const std::stop_token& stop) {
    while (!stop.stop_requested() && !killed)
      if (const pid_t companion = companion_below(desk->config.directory); companion > 0)
        killed = ::kill(companion, SIGKILL) == 0;
  });
  CHECK(client.probe({}).ok());
  killer.request_stop();
  killer.join();
  CHECK(killed);
}

TEST_CASE("Where no card lies, the companion's own test card does not stand for it") {
  const auto desk = Desk::make();
  if (!desk)
    return;
  AusweisApp client(desk->config);
  std::stop_source stop;
  const auto outcome =
      client.run({.task = EidTask::change_pin}, stop.get_token(), [&](const api::EidNews& news) {
        if (std::holds_alternative<api::EidInsertCard>(news))
          stop.request_stop();
      });
  CHECK(outcome.failure().code == FailureCode::cancelled);
}

} // namespace foyer::eid_client
