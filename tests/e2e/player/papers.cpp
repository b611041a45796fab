// SPDX-License-Identifier: EUPL-1.2
// A stack that jams, and a number that nobody may read. papers.py looks into the office's PDFs.
#include "papers.hpp"

#include <fstream>

namespace foyer::player {

namespace {

using visit::Place;

void as_guest_to_the_decision(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = with_a_decision(scene.language);
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  visitor.answer_all(persona);
  up_to_document(visitor, decision);
}

void file(Scene& scene) {
  auto& visitor = scene.visitor;
  visitor.wait_for(Place::document);
  visitor.look("document");
  visitor.tap("page.primary");
  while (visitor.state().place == Place::document)
    visitor.hand_in_later();
  visitor.declare(with_a_decision(scene.language));
  visitor.tap("page.primary");
  after_filing(visitor);
  leave(scene);
}

std::size_t kept_pages(const Visitor& visitor) {
  const auto kept = visitor.state().papers.find(std::string(decision));
  return kept == visitor.state().papers.end() ? 0 : kept->second.size();
}

} // namespace

Persona with_a_decision(const std::string& language) {
  auto persona = oksana();
  persona.language = language;
  persona.answers["abholung.befreiung"] = "leistungen";
  return persona;
}

std::string_view document_at(const Visitor& visitor) {
  return visitor.state().draft.assistant()->documents[visitor.state().document].id;
}

void up_to_document(Visitor& visitor, std::string_view id) {
  visitor.wait_for(Place::document);
  while (document_at(visitor) != id) {
    visitor.hand_in_later();
    expect(visitor.state().place == Place::document, "the paper is asked for");
  }
}

void scan_to_review(Visitor& visitor) {
  visitor.tap(visitor.sees("scan") ? "scan" : "page.primary");
  visitor.wait_for(Place::scan_review);
}

int pages_read(const Scene& scene) {
  std::ifstream log(scene.config.terminal.log);
  int times = 0;
  for (std::string entry; std::getline(log, entry);)
    times += entry.find("\"text_read\"") != std::string::npos;
  return times;
}

// On a busy machine it may not be done before the filing, which does not wait.
void wait_for_reading(Scene& scene, int pages) {
  scene.visitor.wait_until("what is written on the pages",
                           [&] { return pages_read(scene) >= pages; });
}

void scan_and_read(Scene& scene, const std::string& line) {
  auto& visitor = scene.visitor;
  const int before = pages_read(scene);
  scene.hands.scanner(line);
  scan_to_review(visitor);
  visitor.tap("page.primary");
  visitor.wait_for(Place::document);
  wait_for_reading(scene, before + 1);
  visitor.tap("page.primary");
}

void wait_for_change(Visitor& visitor) {
  visitor.wait_until("the changed page", [&] { return !visitor.state().look.changing; });
  expect(!visitor.state().look.not_changed, "the page could be changed");
}

// Two sheets are there when the third jams. It is taken out, the rest is drawn in; the second page
// is left out of what is kept.
void stack(Scene& scene) {
  auto& visitor = scene.visitor;
  as_guest_to_the_decision(scene);
  scene.hands.scanner("ok papers/sheet-1.pgm 300 + ok papers/sheet-2.pgm 300 + jam-after 900 "
                      "papers/sheet-3.pgm 300\n"
                      "ok papers/sheet-3.pgm 300 + ok papers/sheet-4.pgm 300");
  visitor.wait_until("the feeder",
                     [&] { return visitor.state().scanner && visitor.state().scanner->feeder; });
  visitor.tap("stack");
  visitor.wait_for(Place::stack_problem);
  visitor.look("jam");
  expect(visitor.state().problem && visitor.state().problem->code == FailureCode::scanner_jam,
         "it is told that paper jams");
  expect(visitor.state().stack.pages.size() == 2, "the two pages before it stay");
  visitor.tap("page.primary");
  visitor.wait_for(Place::stack_review);
  expect(visitor.state().stack.pages.size() == 4, "the others came");
  visitor.tap("leave_out.1");
  visitor.look("leave_out");
  visitor.tap("page.primary");
  visitor.wait_for(Place::document);
  expect(kept_pages(visitor) == 3, "all but the one that was left out are kept");
  wait_for_reading(scene, 3);
  file(scene);
}

// The scanner has nothing but a feeder: no passport and no card goes near it, a sheet does.
void only_feeder(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = with_a_decision(scene.language);
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  scene.hands.card("insert");
  visitor.wait_for(Place::enter_can);
  visitor.tap("can.passport");
  visitor.wait_for(Place::enter_zone);
  visitor.look("enter_zone");
  expect(!visitor.sees("zone.scan"), "no passport is to be scanned");
  visitor.tap("page.secondary");
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  visitor.look("document_refused");
  expect(visitor.sees("document.refused") && !visitor.sees("scan") && !visitor.sees("stack"),
         "a passport is refused");
  const std::string passport(document_at(visitor));
  up_to_document(visitor, decision);
  expect(visitor.state().draft.later(passport), "it is handed in later");
  scene.hands.scanner("ok papers/sheet-1.pgm 300");
  visitor.look("document_feeder");
  scan_to_review(visitor);
  visitor.tap("page.primary");
  visitor.wait_for(Place::document);
  expect(visitor.state().scanned == visit::Scanned::drawn_in, "it came through the feeder");
  wait_for_reading(scene, 1);
  file(scene);
}

// With a finger over the fourth line: it holds the number.
void blacken(Scene& scene) {
  auto& visitor = scene.visitor;
  as_guest_to_the_decision(scene);
  scene.hands.scanner("ok papers/statement.pgm 300");
  scan_to_review(visitor);
  visitor.tap("blacken");
  visitor.wait_for(Place::blacken);
  visitor.look("blacken");
  visitor.draw_on("blacken.page", {0.08F, 0.224F}, {0.6F, 0.248F});
  expect(visitor.state().look.bars.size() == 1, "a bar was drawn");
  visitor.look("bar");
  visitor.tap("page.primary");
  visitor.wait_for(Place::scan_review);
  wait_for_change(visitor);
  expect(visitor.state().look.page->blackened && !visitor.state().look.page->original,
         "what was covered is nowhere");
  visitor.look("blackened");
  visitor.tap("page.primary");
  visitor.wait_for(Place::document);
  expect(kept_pages(visitor) == 1, "the page is kept");
  wait_for_reading(scene, 1);
  file(scene);
}

} // namespace foyer::player
