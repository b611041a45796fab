// SPDX-License-Identifier: EUPL-1.2
// The desk of the online ID function, with a client made of code: every job has one end, which is
// reported even after it was called off.
#include <eid_desk.hpp>

#include <base/mailbox.hpp>

#include <catch2/catch.hpp>

#include <atomic>

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
    tell(api::EidQuestion{.what = api::EidNumber::can});
    const auto given = answers.take(stop);
    if (!given)
      return fail(FailureCode::cancelled);
    said = std::string(as_text(given->reveal()));
    return api::EidOutcome{};
  }
  void answer(Secret digits) override { answers.post(std::move(digits)); }
  void consent() override {}

  std::atomic<bool> missing = false;
  Mailbox<Secret> answers;
  api::EidTask task = api::EidTask::authenticate;
  std::string said;
};

struct House {
  House() : House(std::make_unique<FakeClient>()) {}
  explicit House(std::unique_ptr<FakeClient> made)
      : client(made.get()), desk(std::move(made), system_clock(), report()) {}
  app::Report report() {
    return [this](visit::Event event) { events.post(std::move(event)); };
  }
  visit::Event next() { return std::move(*events.take({})); }

  Mailbox<visit::Event> events;
  FakeClient* client;
  app::EidDesk desk;
};

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
    app::EidDesk desk(nullptr, system_clock(), report);
    CHECK_FALSE(desk.here());
    desk.check();
    desk.run(api::EidTask::change_pin, report);
    desk.answer(Secret(std::string_view("123456")));
    desk.stop();
  }
  CHECK_FALSE(events.try_take());
}
