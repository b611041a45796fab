// SPDX-License-Identifier: EUPL-1.2
// After a visit, however it ends, this process holds nothing of what was typed.
#include "planted.hpp"
#include "scenarios.hpp"

#include <visit/timeouts.hpp>

#include <stdexcept>

namespace foyer::player {

namespace {

using visit::Place;

const std::vector<std::pair<const char*, Planted>>& planted() {
  static const std::vector<std::pair<const char*, Planted>> fields{
      {"person.familienname", Planted("family name", "Quastenflosserheim")},
      {"person.vornamen", Planted("first name", "Walburgisnachthold")},
      {"person.geburtsort", Planted("place of birth", "Oberkuckucksheimen")},
      {"adresse.strasse", Planted("street", "Zwischenahnenallee")}};
  return fields;
}

std::vector<Planted> words() {
  std::vector<Planted> all;
  for (const auto& [field, word] : planted())
    all.push_back(word);
  return all;
}

// Lives no longer than the visit.
Persona somebody() {
  auto persona = oksana();
  persona.language = "de";
  for (const auto& [field, word] : planted())
    persona.answers[field] = word.word();
  return persona;
}

void up_to_the_questions(Visitor& visitor, const Persona& persona) {
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  visitor.wait_for(Place::question);
}

void type_up_to_the_street(Visitor& visitor) {
  const auto persona = somebody();
  up_to_the_questions(visitor, persona);
  visitor.answer_page(persona);
  while (!visitor.sees("field.adresse.strasse")) {
    const auto page = visitor.state().stop;
    while (visitor.state().stop == page)
      visitor.tap("page.primary");
    visitor.answer_page(persona);
  }
}

void file(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = somebody();
  up_to_the_questions(visitor, persona);
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  visitor.scan_pages(1);
  while (visitor.state().place == Place::document)
    visitor.hand_in_later();
  visitor.declare(persona);
  expect(!found_in_memory(words()).empty(), "the search finds what is on the screen");
  visitor.tap("page.primary");
  visitor.wait_for(Place::receipt);
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  visitor.tap("page.primary");
  visitor.give_feedback();
  visitor.wait_for(Place::goodbye);
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
}

void stop(Scene& scene) {
  auto& visitor = scene.visitor;
  type_up_to_the_street(visitor);
  visitor.tap("bar.stop");
  visitor.look("stop");
  visitor.tap("leaving.2");
  visitor.wait_for(Place::attract);
}

void walk_away(Scene& scene) {
  auto& visitor = scene.visitor;
  type_up_to_the_street(visitor);
  visitor.walk_away(visit::idle_warning_after);
  visitor.wait_until("the question whether somebody is there",
                     [&] { return visitor.state().idle_warning.has_value(); });
  visitor.walk_away(visit::idle_response);
  visitor.wait_for(Place::attract);
}

void look_through_memory(const char* after) {
  const auto found = found_in_memory(words());
  if (found.empty())
    return;
  std::string all = "after the visitor " + std::string(after) + ":";
  for (const auto& line : found)
    all += "\n  " + line;
  throw std::runtime_error(all);
}

} // namespace

void nothing_left(Scene& scene) {
  walk_away(scene);
  look_through_memory("walked away");
  stop(scene);
  look_through_memory("stopped");
  file(scene);
  look_through_memory("filed");
}

} // namespace foyer::player
