// SPDX-License-Identifier: EUPL-1.2
// The online ID function as a visitor meets it: every number is asked for by the card, a new PIN is
// typed twice, and how it ended is told even to who has called it off.
#include "walk.hpp"

#include <visit/timeouts.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::visit_test;
using api::EidNumber;
using visit::EidWish;
using visit::Place;

namespace {

Walk at_choice() {
  Walk walk;
  walk.until(Place::concern).then(visit::EnterEid{});
  REQUIRE(walk.place() == Place::eid_choose);
  return walk;
}

Walk at_question(EidWish wish, api::EidQuestion question) {
  auto walk = at_choice();
  walk.then(visit::ChooseEid{wish}).then(visit::EidTold{api::EidCardHeld{}});
  walk.then(visit::EidTold{question});
  REQUIRE(walk.place() == Place::eid_number);
  return walk;
}

constexpr api::EidQuestion pin{.shortest = 5};
constexpr api::EidQuestion new_pin{.what = EidNumber::new_pin};

Walk& type(Walk& walk, std::string_view digits) {
  return walk.then(visit::SubmitEidNumber{Secret(digits)});
}

const Secret* answered(const Walk& walk) {
  if (walk.done().size() != 1)
    return nullptr;
  const auto* answer = std::get_if<visit::AnswerEid>(&walk.done().front());
  return answer != nullptr ? &answer->digits : nullptr;
}

bool says(const Walk& walk, std::string_view digits) {
  const auto* answer = answered(walk);
  return answer != nullptr && *answer == Secret(digits);
}

} // namespace

TEST_CASE("a PIN is set with the five digits of the letter and a new PIN typed twice") {
  auto walk = at_question(EidWish::set_first, pin);
  CHECK(says(type(walk, "12345"), "12345"));
  CHECK(walk.place() == Place::eid_working);
  walk.then(visit::EidTold{new_pin});
  type(walk, "271828");
  CHECK(walk.effects().empty());
  CHECK(walk.place() == Place::eid_number);
  CHECK(says(type(walk, "271828"), "271828"));
  CHECK_FALSE(walk.state().eid.once);
  CHECK(walk.state().eid.changing);
  walk.then(visit::EidEnded{api::EidEnd::done});
  CHECK(walk.place() == Place::eid_done);
}

TEST_CASE("two different new PINs are both typed anew, and nothing went to the card") {
  auto walk = at_question(EidWish::change, new_pin);
  type(walk, "271828");
  const int asked = walk.state().eid.asked;
  type(walk, "271829");
  CHECK(walk.effects().empty());
  CHECK(walk.state().eid.differed);
  CHECK_FALSE(walk.state().eid.once);
  CHECK(walk.state().eid.asked > asked);
  CHECK(type(walk, "271829").effects().empty());
  CHECK(says(type(walk, "271829"), "271829"));
}

TEST_CASE("the PIN has five digits or six, as the visitor says") {
  auto walk = at_question(EidWish::set_first, pin);
  CHECK(type(walk, "123456").effects().empty());
  walk.then(visit::SetPinDigits{false});
  CHECK(type(walk, "12345").effects().empty());
  CHECK(says(type(walk, "123456"), "123456"));
  // Somebody who changes a PIN is asked for six.
  auto changing = at_question(EidWish::change, pin);
  CHECK(type(changing, "12345").effects().empty());
  CHECK(says(type(changing, "123456"), "123456"));
}

TEST_CASE("a number of the wrong length never reaches the card, whose tries are few") {
  const auto what = GENERATE(EidNumber::can, EidNumber::puk, EidNumber::new_pin);
  api::EidQuestion question{.what = what};
  if (what == EidNumber::puk)
    question.shortest = question.longest = 10;
  auto walk = at_question(EidWish::unblock, question);
  for (const auto* digits : {"", "12345", "1234567", "123456789", "12345678901"})
    CHECK(type(walk, digits).effects().empty());
}

TEST_CASE("who calls it off at a question waits for its end and can begin anew") {
  auto walk = at_question(EidWish::change, pin);
  walk.then(visit::GoBack{});
  CHECK(walk.did("StopEid"));
  CHECK(walk.place() == Place::eid_working);
  CHECK(walk.state().eid.stopping);
  // What still comes of the job, and another Back, change nothing.
  CHECK(walk.then(visit::EidTold{pin}).place() == Place::eid_working);
  CHECK(walk.then(visit::GoBack{}).effects().empty());
  walk.then(visit::EidFailed{fail(FailureCode::cancelled)});
  CHECK(walk.place() == Place::eid_choose);
  CHECK(walk.then(visit::ChooseEid{EidWish::change}).did("RunEid"));
  CHECK_FALSE(walk.state().eid.stopping);
}

TEST_CASE("what was called off too late is told as it is") {
  auto walk = at_choice();
  walk.then(visit::ChooseEid{EidWish::unblock}).then(visit::GoBack{});
  walk.then(visit::EidEnded{api::EidEnd::done});
  CHECK(walk.place() == Place::eid_done);
}

TEST_CASE("nobody leaves while a new PIN is on its way to the card") {
  auto walk = at_question(EidWish::change, new_pin);
  type(walk, "271828");
  type(walk, "271828");
  walk.then(visit::GoBack{});
  CHECK(walk.effects().empty());
  walk.then(visit::Leave{});
  CHECK_FALSE(walk.state().leaving);
  walk.then(visit::LeaveConfirmed{});
  CHECK(walk.place() == Place::eid_working);
}

TEST_CASE("a card that lies badly is asked for again, and its question is taken up") {
  auto walk = at_choice();
  walk.then(visit::ChooseEid{EidWish::change}).then(visit::EidTold{api::EidCardLost{}});
  CHECK(walk.place() == Place::eid_card);
  CHECK(walk.state().eid.lost);
  walk.then(visit::EidTold{api::EidCardHeld{}});
  CHECK(walk.place() == Place::eid_working);
  walk.then(visit::EidTold{pin}).then(visit::EidTold{api::EidCardLost{}});
  CHECK(walk.place() == Place::eid_number);
  CHECK(type(walk, "123456").effects().empty()); // to no card
  walk.then(visit::EidTold{pin});
  CHECK(says(type(walk, "123456"), "123456"));
}

TEST_CASE("a new question forgets the new PIN that waited to be typed again") {
  auto walk = at_question(EidWish::change, new_pin);
  type(walk, "271828");
  REQUIRE(walk.state().eid.once);
  walk.then(visit::EidTold{new_pin});
  CHECK_FALSE(walk.state().eid.once);
  type(walk, "314159");
  const std::weak_ptr<const Secret> waits = walk.state().eid.once;
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  CHECK(walk.did("StopEid"));
  CHECK(walk.place() == Place::attract);
  CHECK(waits.expired());
}

TEST_CASE("a failure is told with what now, and tried again or left") {
  auto walk = at_question(EidWish::unblock, {.what = EidNumber::can});
  walk.then(visit::EidFailed{fail(FailureCode::card_removed)});
  CHECK(walk.place() == Place::eid_problem);
  CHECK(walk.state().problem->code == FailureCode::card_removed);
  walk.then(visit::TryAgain{});
  CHECK(walk.did("RunEid"));
  CHECK(walk.state().eid.wish == EidWish::unblock);
  walk.then(visit::EidFailed{fail(FailureCode::eid_blocked)});
  CHECK(walk.then(visit::GoOn{}).place() == Place::concern);
}

TEST_CASE("a terminal whose AusweisApp is missing says so before anybody begins") {
  auto walk = at_choice();
  walk.then(visit::ChooseEid{EidWish::change});
  walk.then(visit::EidFailed{fail(FailureCode::eid_missing)});
  CHECK(walk.place() == Place::eid_problem);
  walk.then(visit::TryAgain{});
  CHECK(walk.place() == Place::eid_choose);
  CHECK(walk.then(visit::ChooseEid{EidWish::change}).effects().empty());
  // The next visitor is told at once, and the terminal looks again.
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  walk.until(Place::concern);
  CHECK(walk.state().eid_failure->code == FailureCode::eid_missing);
  CHECK(walk.then(visit::EnterEid{}).did("CheckEid"));
  walk.then(visit::EidChecked{});
  CHECK(walk.then(visit::ChooseEid{EidWish::change}).did("RunEid"));
}

TEST_CASE("without the online ID function nothing can be begun") {
  auto state = at_choice().state();
  state.eid_here = false;
  Walk walk(std::move(state));
  CHECK(walk.then(visit::ChooseEid{EidWish::change}).effects().empty());
  CHECK(walk.place() == Place::eid_choose);
}

TEST_CASE("whoever walks away from the PIN ends the job") {
  auto walk = at_question(EidWish::change, pin);
  walk.wait(visit::idle_warning_after);
  CHECK(walk.state().idle_warning);
  walk.wait(visit::idle_response);
  CHECK(walk.place() == Place::attract);
  CHECK(walk.effects() == "StopEid, EndVisit");
}

TEST_CASE("who has changed a PIN is asked to take the card along") {
  auto walk = at_question(EidWish::change, pin);
  walk.then(visit::CardChanged{api::CardPresence::present});
  walk.then(visit::EidEnded{api::EidEnd::done}).then(visit::GoOn{});
  CHECK(walk.place() == Place::goodbye);
  auto gone = at_question(EidWish::change, pin);
  gone.then(visit::EidEnded{api::EidEnd::done}).then(visit::GoOn{});
  CHECK(gone.place() == Place::attract);
}
