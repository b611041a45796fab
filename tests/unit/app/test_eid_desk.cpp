// SPDX-License-Identifier: EUPL-1.2
// The desk of the online ID function, with a client made of code: every job has one end, which is
// reported even after it was called off.
#include <eid_desk.hpp>

#include <base/mailbox.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <deque>

using namespace foyer;

namespace {

// Asks for one number and is done with it, or waits until it is stopped.
class FakeClient final : public api::EidClient {
 public:
  Result<api::EidClientInfo> probe(const std::stop_token&) override {
    if (missing)
      return fail(FailureCode::eid_missing);
    return api::EidClientInfo{"AusweisApp2", "1.26.2", 2};
  }
  Result<api::EidOutcome> run(const api::EidJob& job, const std::stop_token& stop,
                              const std::function<void(const api::EidNews&)>& tell) override {
    task = job.task;
    token_url = job.token_url.reveal();
    if (task == api::EidTask::authenticate)
      tell(api::EidConsent{.service = "Stadt",
                           .service_url = {},
                           .rights = {"FamilyName"},
                           .purpose = {},
                           .terms = {},
                           .valid_until = {}});
    tell(api::EidQuestion{.what = api::EidNumber::can});
    const auto given = answers.take(stop);
    if (!given)
      return fail(FailureCode::cancelled);
    said = std::string(as_text(given->reveal()));
    return api::EidOutcome{};
  }
  void answer(Secret digits) override { answers.post(std::move(digits)); }
  void consent() override { consented = true; }

  std::atomic<bool> missing = false;
  std::atomic<bool> consented = false;
  std::string token_url;
  Mailbox<Secret> answers;
  api::EidTask task = api::EidTask::authenticate;
  std::string said;
};

// An office that says what it is told to say.
struct FakeOffice {
  Result<agent::Identification> begun = agent::Identification{
      "q4cUcPXwY1Zq0sWm2b7f3A", Personal(std::string("https://eid.example/token/7"))};
  std::deque<Result<agent::Identified>> states;
  std::vector<std::string> asked;

  app::IdentityOffice office() {
    return {.begin = [this](const std::stop_token&) { return begun; },
            .identified =
                [this](std::string_view id, const std::stop_token&) {
                  asked.emplace_back(id);
                  auto state = states.front();
                  states.pop_front();
                  return state;
                }};
  }
};

struct House {
  House() : House(std::make_unique<FakeClient>()) {}
  explicit House(std::unique_ptr<FakeClient> made)
      : client(made.get()), desk(std::move(made), office.office(), system_clock(), report()) {}
  app::Report report() {
    return [this](visit::Event event) { events.post(std::move(event)); };
  }
  visit::Event next() { return std::move(*events.take({})); }

  Mailbox<visit::Event> events;
  FakeOffice office;
  FakeClient* client;
  app::EidDesk desk;
};

// To the end of what somebody proves with their PIN.
visit::Event proven(House& house) {
  house.desk.run(api::EidTask::authenticate, house.report());
  while (true) {
    auto event = house.next();
    const auto* told = std::get_if<visit::EidTold>(&event);
    if (told == nullptr)
      return event;
    if (std::holds_alternative<api::EidConsent>(told->news))
      house.desk.consent();
    else
      house.desk.answer(Secret(std::string_view("123456")));
  }
}

template <class E> bool is(const visit::Event& event) {
  return std::holds_alternative<E>(event);
}

} // namespace

TEST_CASE("a job tells its question, takes the number and ends") {
  House house;
  house.desk.run(api::EidTask::unblock, house.report());
  CHECK(is<visit::EidTold>(house.next()));
  house.desk.answer(Secret(std::string_view("500540")));
  CHECK(is<visit::EidEnded>(house.next()));
  CHECK(house.client->task == api::EidTask::unblock);
  CHECK(house.client->said == "500540");
}

TEST_CASE("a job that is called off says so, and the next one begins anew") {
  House house;
  house.desk.run(api::EidTask::change_pin, house.report());
  CHECK(is<visit::EidTold>(house.next()));
  house.desk.stop();
  const auto end = house.next();
  REQUIRE(is<visit::EidFailed>(end));
  CHECK(std::get<visit::EidFailed>(end).failure.code == FailureCode::cancelled);
  house.desk.run(api::EidTask::change_pin, house.report());
  CHECK(is<visit::EidTold>(house.next()));
}

TEST_CASE("looking after the client tells what is wrong, and that it is right again") {
  House house;
  house.client->missing = true;
  house.desk.check();
  auto checked = std::get<visit::EidChecked>(house.next());
  REQUIRE(checked.failure);
  CHECK(checked.failure->code == FailureCode::eid_missing);
  house.client->missing = false;
  house.desk.check();
  CHECK_FALSE(std::get<visit::EidChecked>(house.next()).failure);
}

TEST_CASE("a terminal without the online ID function does nothing about it") {
  Mailbox<visit::Event> events;
  const auto report = [&](visit::Event event) { events.post(std::move(event)); };
  {
    app::EidDesk desk(nullptr, FakeOffice().office(), system_clock(), report);
    CHECK_FALSE(desk.here());
    desk.check();
    desk.run(api::EidTask::change_pin, report);
    desk.answer(Secret(std::string_view("123456")));
    desk.stop();
  }
  CHECK_FALSE(events.try_take());
}

TEST_CASE("who they are is proven when the office says so, and not before") {
  House house;
  house.office.states = {agent::Identified::open, agent::Identified::identified};
  const auto end = proven(house);
  REQUIRE(is<visit::EidEnded>(end));
  const auto& proof = std::get<visit::EidEnded>(end).proof;
  REQUIRE(proof);
  CHECK(proof->id == "q4cUcPXwY1Zq0sWm2b7f3A");
  CHECK(house.office.asked == std::vector<std::string>(2, "q4cUcPXwY1Zq0sWm2b7f3A"));
  CHECK(house.client->token_url == "https://eid.example/token/7");
  CHECK(house.client->consented);
}

TEST_CASE("what the office does not confirm is not proven, whatever the AusweisApp says") {
  House house;
  const auto [said, code] = GENERATE(table<Result<agent::Identified>, FailureCode>(
      {{agent::Identified::refused, FailureCode::eid_refused},
       {agent::Identified::unknown, FailureCode::eid_refused},
       {fail(FailureCode::line_down), FailureCode::line_down}}));
  house.office.states = {said};
  const auto end = proven(house);
  REQUIRE(is<visit::EidFailed>(end));
  CHECK(std::get<visit::EidFailed>(end).failure.code == code);
}

TEST_CASE("an office that offers nothing, or cannot be reached, begins nothing") {
  House house;
  const auto code = GENERATE(FailureCode::eid_not_offered, FailureCode::agent_missing);
  house.office.begun = fail(code);
  const auto end = proven(house);
  REQUIRE(is<visit::EidFailed>(end));
  CHECK(std::get<visit::EidFailed>(end).failure.code == code);
  CHECK(house.client->token_url.empty());
  CHECK(house.office.asked.empty());
}
