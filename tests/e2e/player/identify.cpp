// SPDX-License-Identifier: EUPL-1.2
// Proving to the office who one is, by the real AusweisApp, a card with an eID function and an eID
// server behind the office's middle tier; and what is filed where that is not to be had.
#include "scenarios.hpp"

#include <stdexcept>

namespace foyer::player {

namespace {

using visit::Place;

// The holder of the card with the eID function (tests/support/eid_card), without any other card.
Persona erika() {
  auto persona = oksana();
  persona.language = "de";
  persona.answers["person.familienname"] = "Müstermann";
  persona.answers["person.vornamen"] = "Erika";
  persona.answers["person.geburtsdatum"] = "12.08.1964";
  return persona;
}

void up_to_check(Visitor& visitor, const Persona& persona) {
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  while (visitor.state().place == Place::document)
    visitor.hand_in_later();
  visitor.wait_for(Place::check_answers);
}

void file(Scene& scene, const Persona& persona) {
  auto& visitor = scene.visitor;
  visitor.declare(persona);
  visitor.tap("page.primary");
  after_filing(visitor);
}

// From the offer to the service's name.
void ask_to_prove(Visitor& visitor) {
  visitor.wait_until("the line", [&] { return visitor.state().line_up; });
  visitor.tap("prove");
  visitor.wait_for(Place::eid_consent);
}

// Yes, after all of it was in view.
void agree(Visitor& visitor) {
  for (int i = 0; i < 10 && visitor.state().place == Place::eid_consent; ++i)
    visitor.tap("page.primary");
}

void type_pin(Visitor& visitor, std::string_view digits) {
  const int asked = visitor.state().eid.asked;
  for (const char digit : digits)
    visitor.tap(std::string("eid.digit.") + digit);
  visitor.tap("page.primary");
  visitor.wait_until("what the card says", [&] {
    return visitor.state().place != Place::eid_working &&
           (visitor.state().place != Place::eid_number || visitor.state().eid.asked > asked);
  });
}

void lay_card(Scene& scene) {
  scene.visitor.wait_for(Place::eid_card);
  scene.visitor.look("eid_card");
  scene.hands.card("insert");
  scene.visitor.wait_for(Place::eid_number);
}

} // namespace

// Somebody says no, thinks better of it, mistypes the PIN once, and files as who they are.
void identify(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = erika();
  up_to_check(visitor, persona);
  const auto said = visitor.state().draft;
  ask_to_prove(visitor);
  visitor.look("eid_consent");
  expect(visitor.state().eid.consent->service == "Foyer test office", "the service is named");
  visitor.tap("page.back");
  visitor.wait_for(Place::check_answers);
  expect(!visitor.state().proof, "who says no has proven nothing");
  ask_to_prove(visitor);
  agree(visitor);
  lay_card(scene);
  type_pin(visitor, "111111");
  visitor.look("wrong");
  expect(visitor.state().eid.question->tries == 2, "two tries are left");
  type_pin(visitor, "123456");
  visitor.wait_for(Place::eid_done);
  visitor.look("proven");
  visitor.tap("page.primary");
  visitor.wait_for(Place::check_answers);
  expect(visitor.state().proof.has_value() && !visitor.sees("prove"), "it is proven once");
  expect(visitor.state().draft == said, "the answers are as they were");
  file(scene, persona);
  leave(scene);
  expect(!visitor.state().proof, "and goes with the visitor");
}

// A copied card: the eID server refuses it, and the application is filed all the same.
void identify_refused(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = erika();
  scene.hands.card("set cloned 1");
  up_to_check(visitor, persona);
  ask_to_prove(visitor);
  agree(visitor);
  lay_card(scene);
  type_pin(visitor, "123456");
  visitor.wait_for(Place::eid_problem);
  visitor.look("refused");
  expect(visitor.state().problem->code == FailureCode::eid_refused, "the service refused");
  visitor.tap("page.primary");
  visitor.wait_for(Place::check_answers);
  expect(!visitor.state().proof, "nothing is proven");
  file(scene, persona);
  leave(scene);
}

// Without a line nobody is offered what cannot be done.
void identify_offline(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = erika();
  scene.ask("line down");
  visitor.wait_until("the line to go down", [&] { return !visitor.state().line_up; });
  up_to_check(visitor, persona);
  expect(!visitor.sees("prove"), "it is not offered");
  file(scene, persona);
  expect(visitor.state().receipt->offline, "the receipt knows");
  leave(scene);
}

} // namespace foyer::player
