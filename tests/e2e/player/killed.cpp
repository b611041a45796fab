// SPDX-License-Identifier: EUPL-1.2
// One application is filed, one is kept for later, one is in the middle: then the process is
// killed. killed.py looks on the disk for these words, and for those on the scanned page.
#include "papers.hpp"

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

// One page is there, and was read.
void up_to_the_papers(Scene& scene, const Persona& persona) {
  auto& visitor = scene.visitor;
  up_to_the_questions(visitor, persona);
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  scan_and_read(scene, "ok papers/planted.pgm 300");
}

void wait_for_paper(Visitor& visitor) {
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  visitor.tap("page.primary");
}

} // namespace

void killed(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = somebody();
  up_to_the_papers(scene, persona);
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

  up_to_the_papers(scene, persona);
  scene.ask("kill");
}

} // namespace foyer::player
