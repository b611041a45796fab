// SPDX-License-Identifier: EUPL-1.2
// Proving to the office who one is, on the way to filing: offered where it can be done, asked for
// in the certificate's words, and never a reason not to file.
#include "walk.hpp"

#include <visit/timeouts.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::visit_test;
using visit::Place;

namespace {

const visit::Proof proof{"q4cUcPXwY1Zq0sWm2b7f3A", WallTime(std::chrono::hours(1))};

Walk checking() {
  Walk walk;
  walk.until(Place::check_answers).then(visit::LineChanged{true});
  REQUIRE(visit::may_prove(walk.state()));
  return walk;
}

Walk at_consent() {
  Walk walk;
  walk.until(Place::eid_consent);
  return walk;
}

// What is filed of it, once all is done.
std::shared_ptr<const visit::FilingRequest> filed(Walk& walk) {
  walk.until(Place::ready).then(visit::FileNow{});
  const auto* filing = std::get_if<visit::FileApplication>(&walk.done().at(0));
  REQUIRE(filing != nullptr);
  return filing->request;
}

// Ends the visit, with whatever is to be taken along.
void go_away(Walk& walk) {
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  if (walk.place() == Place::goodbye)
    walk.then(visit::GoOn{});
  REQUIRE(walk.place() == Place::attract);
}

} // namespace

TEST_CASE("who agrees proves it with the PIN, and it is filed with the application") {
  auto walk = checking();
  const auto draft = walk.state().draft;
  walk.then(visit::ProveIdentity{});
  const auto* run = std::get_if<visit::RunEid>(&walk.done().at(0));
  REQUIRE(run != nullptr);
  CHECK(run->task == api::EidTask::authenticate);
  walk.then(visit::EidTold{a_consent()});
  CHECK(walk.place() == Place::eid_consent);
  CHECK(walk.state().eid.consent->service == "Stadt Nürnberg");
  CHECK(walk.then(visit::GoOn{}).effects() == "ConsentEid");
  CHECK(walk.place() == Place::eid_working);
  walk.then(visit::EidTold{api::EidInsertCard{}});
  CHECK(walk.place() == Place::eid_card);
  walk.then(visit::EidTold{api::EidCardHeld{}}).then(visit::EidTold{api::EidQuestion{}});
  CHECK(walk.then(visit::SubmitEidNumber{Secret("123456")}).did("AnswerEid"));
  walk.then(visit::EidEnded{api::EidEnd::done, proof});
  CHECK(walk.place() == Place::eid_done);
  CHECK(walk.then(visit::GoOn{}).place() == Place::check_answers);
  CHECK(walk.state().draft == draft);
  CHECK_FALSE(visit::may_prove(walk.state()));
  CHECK(walk.then(visit::ProveIdentity{}).effects().empty());
  CHECK(filed(walk)->proof == proof);
}

TEST_CASE("what is proven stays when an answer is changed, and goes with the visitor") {
  auto walk = at_consent();
  walk.then(visit::EidEnded{api::EidEnd::done, proof}).then(visit::GoBack{});
  CHECK(walk.place() == Place::check_answers);
  walk.then(visit::ChangeAnswer{{0}}).then(visit::SetAnswer{"adresse.ort", std::string("Fürth")});
  walk.until(Place::check_answers);
  CHECK(walk.state().proof == proof);
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  CHECK_FALSE(walk.state().proof);
  CHECK(walk.state().eid_proves);
}

TEST_CASE("it is offered only where it can be done") {
  auto state = checking().state();
  const auto offered = [&](auto change) {
    auto other = state;
    change(other);
    Walk walk(other);
    return visit::may_prove(other) && walk.then(visit::ProveIdentity{}).did("RunEid");
  };
  CHECK(offered([](visit::State&) {}));
  CHECK_FALSE(offered([](visit::State& s) { s.line_up = false; }));
  CHECK_FALSE(offered([](visit::State& s) { s.eid_here = false; }));
  CHECK_FALSE(offered([](visit::State& s) { s.eid_proves = false; }));
  CHECK_FALSE(offered([](visit::State& s) { s.eid_failure = fail(FailureCode::eid_missing); }));
  CHECK_FALSE(offered([](visit::State& s) { s.proof = proof; }));
  CHECK_FALSE(offered([](visit::State& s) { s.place = Place::ready; }));
}

TEST_CASE("who says no tells nobody anything, and files all the same") {
  auto walk = at_consent();
  const auto draft = walk.state().draft;
  CHECK(walk.then(visit::GoBack{}).effects() == "StopEid");
  CHECK(walk.place() == Place::eid_working);
  walk.then(visit::EidFailed{fail(FailureCode::cancelled)});
  CHECK(walk.place() == Place::check_answers);
  CHECK(walk.state().draft == draft);
  CHECK(visit::may_prove(walk.state()));
  CHECK_FALSE(filed(walk)->proof);
}

TEST_CASE("a failure is told, tried again or left, and filing goes on without") {
  auto walk = at_consent();
  walk.then(visit::GoOn{}).then(visit::EidFailed{fail(FailureCode::eid_refused)});
  CHECK(walk.place() == Place::eid_problem);
  CHECK(walk.then(visit::TryAgain{}).did("RunEid"));
  CHECK(walk.state().eid.wish == visit::EidWish::prove);
  walk.then(visit::EidFailed{fail(FailureCode::eid_deactivated)});
  CHECK(walk.then(visit::GoOn{}).place() == Place::check_answers);
  CHECK_FALSE(filed(walk)->proof);
}

TEST_CASE("an office that has no eID server is not asked again in this visit") {
  auto walk = checking();
  walk.then(visit::ProveIdentity{}).then(visit::EidFailed{fail(FailureCode::eid_not_offered)});
  CHECK(walk.state().problem->code == FailureCode::eid_not_offered);
  CHECK(walk.then(visit::GoBack{}).place() == Place::check_answers);
  CHECK_FALSE(visit::may_prove(walk.state()));
}

TEST_CASE("a terminal whose AusweisApp was broken looks again when somebody begins") {
  auto walk = checking();
  walk.then(visit::ProveIdentity{}).then(visit::EidFailed{fail(FailureCode::eid_missing)});
  walk.then(visit::GoOn{});
  CHECK_FALSE(visit::may_prove(walk.state()));
  go_away(walk);
  CHECK(walk.then(visit::Begin{}).did("CheckEid"));
  walk.then(visit::EidChecked{}).until(Place::check_answers);
  CHECK(visit::may_prove(walk.state()));
  go_away(walk);
  CHECK(walk.then(visit::Begin{}).effects().empty());
}

TEST_CASE("an end without the office's word is none") {
  auto walk = at_consent();
  walk.then(visit::GoOn{}).then(visit::EidEnded{api::EidEnd::done});
  CHECK(walk.place() == Place::eid_problem);
  CHECK_FALSE(walk.state().proof);
}

TEST_CASE("stopping, and walking away, end the job wherever it is") {
  auto walk = at_consent();
  walk.then(visit::Leave{});
  CHECK(walk.state().leaving); // there is an application in hand
  walk.then(visit::LeaveConfirmed{});
  CHECK(walk.did("StopEid"));
  auto away = at_consent();
  away.wait(visit::idle_warning_after);
  CHECK(away.state().idle_warning);
  away.wait(visit::idle_response);
  CHECK(away.effects() == "StopEid, EndVisit");
  CHECK(away.place() == Place::attract);
}
