// SPDX-License-Identifier: EUPL-1.2
// After a visit, however it ends, this process holds nothing of what was typed, nor of what was
// recognised on a scanned page, and the processes that held its pages are gone with their memory.
#include "papers.hpp"
#include "planted.hpp"

#include <processes/processes.hpp>
#include <seal/paper_code.hpp>
#include <visit/timeouts.hpp>

#include <algorithm>
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

constexpr Planted answer_text("answer to the office", "Untermieterzimmernachbar");

constexpr const char* page_worker = "foyer-page-worker";

// They stand on the paper "planted" (tests/support/papers/tools/make_papers.cpp).
const std::vector<Planted>& printed() {
  static const std::vector<Planted> all{Planted("first printed word", "Schlossgartenwiesenweg"),
                                        Planted("second printed word", "Hochwasserschutzmauer")};
  return all;
}

// What must be nowhere: the fixed words, and of a case its code, once there is one.
std::vector<Planted> words(const std::vector<Planted>& more = {}) {
  std::vector<Planted> all{answer_text};
  all.insert(all.end(), printed().begin(), printed().end());
  for (const auto& [field, word] : planted())
    all.push_back(word);
  all.insert(all.end(), more.begin(), more.end());
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

void scan(Scene& scene) {
  scan_and_read(scene, "ok papers/planted.pgm 300");
  const auto found = found_in_memory(printed());
  for (const auto& word : printed())
    expect(std::any_of(found.begin(), found.end(),
                       [&](const auto& line) { return line.starts_with(word.name()); }),
           "the search finds what was recognised on the page");
  expect(!processes::children(page_worker).empty(), "what looks at pages stays for the next one");
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

// How the case of what was filed is opened another day.
struct Ticket {
  std::string number;
  std::vector<Planted> code; // as it is printed, and in one
};

Ticket file(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = somebody();
  up_to_the_questions(visitor, persona);
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  scan(scene);
  while (visitor.state().place == Place::document)
    visitor.hand_in_later();
  visitor.declare(persona);
  expect(!found_in_memory(words()).empty(), "the search finds what is on the screen");
  visitor.tap("page.primary");
  visitor.wait_for(Place::receipt);
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  const auto& receipt = *visitor.state().receipt;
  const auto code = seal::PaperCode::parse(as_text(receipt.code->reveal()));
  Ticket ticket{receipt.number,
                {Planted("code as printed", receipt.code->reveal()),
                 Planted("code in one", code->compact().reveal())}};
  visitor.tap("page.primary");
  visitor.give_feedback();
  visitor.wait_for(Place::goodbye);
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
  return ticket;
}

// Up to the words of an answer.
void answer(Scene& scene, const Ticket& ticket) {
  auto& visitor = scene.visitor;
  visitor.tap("start");
  visitor.tap("language.de");
  visitor.wait_for(Place::concern);
  visitor.tap("concern.case");
  visitor.wait_for(Place::case_key);
  visitor.write("case.number", ticket.number);
  visitor.write("case.code", ticket.code.front().word());
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_shown);
  visitor.tap("page.secondary");
  visitor.wait_for(Place::case_answer);
  visitor.write("case.text", answer_text.word());
  expect(!found_in_memory({answer_text}).empty(), "the search finds what was answered");
}

void answer_and_walk_away(Scene& scene, const Ticket& ticket) {
  auto& visitor = scene.visitor;
  answer(scene, ticket);
  visitor.walk_away(visit::idle_warning_after);
  visitor.wait_until("the question whether somebody is there",
                     [&] { return visitor.state().idle_warning.has_value(); });
  visitor.walk_away(visit::idle_response);
  visitor.wait_for(Place::attract);
}

void answer_and_send(Scene& scene, const Ticket& ticket) {
  auto& visitor = scene.visitor;
  answer(scene, ticket);
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_check);
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_sent);
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  visitor.tap("page.primary");
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

// With a paper in hand.
void walk_away(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = somebody();
  up_to_the_questions(visitor, persona);
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  scan(scene);
  visitor.walk_away(visit::idle_warning_after);
  visitor.wait_until("the question whether somebody is there",
                     [&] { return visitor.state().idle_warning.has_value(); });
  visitor.walk_away(visit::idle_response);
  visitor.wait_for(Place::attract);
}

void look_through_memory(const char* after, const std::vector<Planted>& more = {}) {
  for (const char* program : {page_worker, "foyer-text-worker", "foyer-print-worker"})
    if (!processes::eventually([&] { return processes::children(program).empty(); }))
      throw std::runtime_error("after the visitor " + std::string(after) + ": " + program);
  const auto found = found_in_memory(words(more));
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
  const auto ticket = file(scene);
  look_through_memory("filed", ticket.code);
  answer_and_walk_away(scene, ticket);
  look_through_memory("walked away from an answer", ticket.code);
  answer_and_send(scene, ticket);
  look_through_memory("answered", ticket.code);
}

} // namespace foyer::player
