// SPDX-License-Identifier: EUPL-1.2
// The online ID function at the terminal, by the real AusweisApp and a card with an eID function on
// the virtual reader.
#include "scenarios.hpp"

#include <stdexcept>

namespace foyer::player {

namespace {

using api::EidNumber;
using visit::Place;

void to_concerns(Visitor& visitor) {
  visitor.wait_for(Place::attract);
  visitor.tap("start");
  visitor.tap("language.de");
  visitor.wait_for(Place::concern);
}

void choose(Visitor& visitor, const char* what) {
  visitor.wait_for(Place::concern);
  visitor.tap("concern.eid");
  visitor.wait_for(Place::eid_choose);
  visitor.tap(what);
}

// The question after the last one answered.
void asked(Visitor& visitor, EidNumber what, const char* look) {
  visitor.wait_until(look, [&] {
    return visitor.state().place == Place::eid_number && visitor.state().eid.question->what == what;
  });
  visitor.look(look);
}

void type(Visitor& visitor, std::string_view digits) {
  for (const char digit : digits)
    visitor.tap(std::string("eid.digit.") + digit);
  visitor.tap("page.primary");
}

void expect_card(const Scene& scene, const std::string& how) {
  const auto now = scene.hands.card("status");
  if (now.find(how) == std::string::npos)
    throw std::runtime_error("the card is not \"" + how + "\" but" + now);
}

// The PIN letter's digits become a PIN: one of them is mistyped, and so is the new PIN.
void set_first_pin(Scene& scene) {
  auto& visitor = scene.visitor;
  scene.hands.card("set pin 12345");
  choose(visitor, "eid.set");
  visitor.wait_for(Place::eid_card);
  visitor.look("eid_card");
  scene.hands.card("insert");
  asked(visitor, EidNumber::pin, "letter");
  type(visitor, "11111");
  visitor.wait_until("the wrong PIN", [&] {
    return visitor.state().place == Place::eid_number &&
           visitor.state().eid.question->rejected == EidNumber::pin;
  });
  visitor.look("wrong");
  expect(visitor.state().eid.question->tries == 2, "two tries are left");
  type(visitor, "12345");
  asked(visitor, EidNumber::new_pin, "new");
  type(visitor, "271828");
  type(visitor, "314159");
  visitor.look("differed");
  expect(visitor.state().eid.differed, "two different PINs are told");
  expect_card(scene, "pin=12345 tries=3");
  type(visitor, "271828");
  visitor.look("repeat");
  type(visitor, "271828");
  visitor.wait_for(Place::eid_done);
  visitor.look("done");
  expect_card(scene, "pin=271828 tries=3");
}

// A suspended PIN: the access number first. Called off at the new PIN, nothing is changed.
void call_off(Scene& scene) {
  auto& visitor = scene.visitor;
  scene.hands.card("set tries 1");
  choose(visitor, "eid.change");
  asked(visitor, EidNumber::can, "can");
  type(visitor, "500540");
  asked(visitor, EidNumber::pin, "last_try");
  type(visitor, "271828");
  asked(visitor, EidNumber::new_pin, "new_again");
  visitor.tap("page.back");
  visitor.wait_for(Place::eid_choose);
  expect_card(scene, "pin=271828 tries=3");
}

// A blocked PIN, and a card that is lifted while the PUK is looked for.
void unblock(Scene& scene) {
  auto& visitor = scene.visitor;
  scene.hands.card("set tries 0");
  visitor.tap("eid.unblock");
  asked(visitor, EidNumber::puk, "puk");
  scene.hands.card("remove");
  visitor.wait_until("the lifted card", [&] { return visitor.state().eid.lost; });
  visitor.look("lifted");
  scene.hands.card("insert");
  visitor.wait_until("the question again", [&] { return !visitor.state().eid.lost; });
  type(visitor, "9876543210");
  visitor.wait_for(Place::eid_done);
  visitor.look("unblocked");
  expect_card(scene, "pin=271828 tries=3");
}

// The reader is the terminal's own again: presence is seen, and a reading gets through to the card.
void reader_is_back(Scene& scene) {
  auto& visitor = scene.visitor;
  visitor.tap("page.back");
  visitor.wait_for(Place::concern);
  visitor.tap("concern.a3");
  visitor.tap("page.primary");
  visitor.wait_for(Place::enter_can);
  for (const char digit : std::string("500540"))
    visitor.tap(std::string("can.digit.") + digit);
  visitor.tap("page.primary");
  visitor.wait_for(Place::card_problem); // the test card is no residence title
  const auto code = visitor.state().problem->code;
  expect(code != FailureCode::reader_busy && code != FailureCode::card_absent &&
             code != FailureCode::reader_missing,
         "the card was reached");
  scene.hands.card("remove");
  visitor.wait_until("the empty reader",
                     [&] { return visitor.state().card == api::CardPresence::absent; });
  visitor.tap("bar.stop");
  visitor.tap("leaving.1");
  visitor.wait_for(Place::attract);
}

} // namespace

void pin(Scene& scene) {
  auto& visitor = scene.visitor;
  to_concerns(visitor);
  visitor.look("concern");
  set_first_pin(scene);
  visitor.tap("page.back");
  call_off(scene);
  unblock(scene);
  reader_is_back(scene);
}

void pin_unavailable(Scene& scene) {
  auto& visitor = scene.visitor;
  visitor.wait_until("the look after the AusweisApp",
                     [&] { return visitor.state().eid_failure.has_value(); });
  to_concerns(visitor);
  visitor.look("concern");
  visitor.tap("concern.eid");
  visitor.wait_for(Place::eid_choose);
  visitor.look("unavailable");
  expect(visitor.state().eid_failure->code == FailureCode::eid_missing, "it is missing");
  expect(!visitor.sees("eid.set"), "nobody is led on to what cannot work");
  visitor.tap("page.primary");
  visitor.wait_for(Place::concern);
  visitor.tap("bar.stop");
  visitor.tap("leaving.1");
  visitor.wait_for(Place::attract);
}

} // namespace foyer::player
