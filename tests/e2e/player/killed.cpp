// SPDX-License-Identifier: EUPL-1.2
// One application is filed, one is kept for later, one is in the middle: then the process is
// killed. mishaps.py looks for these words on the disk.
#include "scenarios.hpp"

namespace foyer::player {

namespace {

using visit::Place;

Persona somebody() {
  auto persona = oksana();
  persona.language = "de";
  persona.answers["person.familienname"] = "Quastenflosserheim";
  persona.answers["person.vornamen"] = "Walburgisnachthold";
  persona.answers["person.geburtsort"] = "Oberkuckucksheimen";
  persona.answers["adresse.strasse"] = "Zwischenahnenallee";
  return persona;
}

void up_to_the_questions(Visitor& visitor, const Persona& persona) {
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  visitor.wait_for(Place::question);
}

void up_to_the_papers(Visitor& visitor, const Persona& persona) {
  up_to_the_questions(visitor, persona);
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  visitor.scan_pages(1);
}

void wait_for_paper(Visitor& visitor) {
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  visitor.tap("page.primary");
}

} // namespace

void killed(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = somebody();
  up_to_the_papers(visitor, persona);
  while (visitor.state().place == Place::document)
    visitor.hand_in_later();
  visitor.declare(persona);
  visitor.tap("page.primary");
  visitor.wait_for(Place::receipt);
  wait_for_paper(visitor);
  visitor.give_feedback();
  visitor.wait_for(Place::goodbye);
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);

  up_to_the_questions(visitor, persona);
  visitor.answer_page(persona);
  visitor.tap("page.primary");
  visitor.answer_page(persona);
  visitor.tap("bar.stop");
  visitor.look("leaving");
  visitor.tap("leaving.1");
  visitor.wait_for(Place::draft_kept);
  wait_for_paper(visitor);
  visitor.wait_for(Place::attract);

  up_to_the_papers(visitor, persona);
  scene.ask("kill");
}

} // namespace foyer::player
