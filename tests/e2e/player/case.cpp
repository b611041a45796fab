// SPDX-License-Identifier: EUPL-1.2
// An application is filed; days later its visitor comes back with the receipt, reads what the
// office asks and answers it, with the line up and down, by real agent and office.
#include "scenarios.hpp"

#include <seal/paper_code.hpp>

namespace foyer::player {

namespace {

using visit::CaseMessage;
using visit::Place;
using Why = visit::CaseNotOpened::Why;

constexpr const char* first_answer = "Seit Juni 2021, in der Hinterhofwohnung.";
constexpr const char* second_answer = "Ich ziehe im Februar noch einmal um.";

void to_key(Visitor& visitor, const char* language = "language.de") {
  visitor.wait_for(Place::attract);
  visitor.tap("start");
  visitor.tap(language);
  visitor.wait_for(Place::concern);
  visitor.tap("concern.case");
  visitor.wait_for(Place::case_key);
}

// What became of it: shown, or refused.
void open(Visitor& visitor, const std::string& number, const std::string& code) {
  visitor.write("case.number", number);
  visitor.write("case.code", code);
  visitor.tap("page.primary");
  visitor.wait_until("what became of number and code",
                     [&] { return visitor.state().place != Place::case_opening; });
}

void expect_refused(Visitor& visitor, Why why, const char* look) {
  expect(visitor.state().place == Place::case_key && visitor.state().inquiry.refused &&
             visitor.state().inquiry.refused->why == why,
         look);
  visitor.look(look);
}

std::string text_of(const Secret& secret) {
  return std::string(as_text(secret.reveal()));
}

std::string code_of(const visit::Receipt& receipt) {
  return text_of(*receipt.code);
}

std::string another_code() {
  const auto code = seal::PaperCode::generate();
  expect(code.ok(), "there is another code");
  return text_of(code->text());
}

void one_page(Visitor& visitor) {
  visitor.tap("scan");
  visitor.wait_for(Place::scan_review);
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_answer);
}

// From the check page to the number and the paper.
std::string send(Visitor& visitor) {
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_check);
  visitor.look("case_check");
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_sent);
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  visitor.look("case_sent");
  expect(visitor.state().paper == visit::Paper::printed, "the answer's receipt was printed");
  return visitor.state().receipt->number;
}

void leave(Visitor& visitor) {
  visitor.tap("page.primary");
  visitor.wait_for(Place::goodbye);
  visitor.look("goodbye");
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
  expect(!visitor.state().inquiry.opened && !visitor.state().inquiry.says_something(),
         "nothing of the visitor is left");
}

void wrong_codes(Visitor& visitor, const visit::Receipt& receipt) {
  to_key(visitor);
  visitor.look("case_key");
  auto mistyped = code_of(receipt);
  mistyped.back() = mistyped.back() == '7' ? '8' : '7';
  open(visitor, receipt.number, mistyped);
  expect_refused(visitor, Why::mistyped, "case_mistyped");
  open(visitor, receipt.number, another_code());
  expect_refused(visitor, Why::unknown, "case_unknown");
}

// The question is read and answered with words and one page.
std::string answer_question(Visitor& visitor) {
  visitor.wait_for(Place::case_shown);
  visitor.look("case_shown");
  const auto& opened = *visitor.state().inquiry.opened;
  expect(opened.current && !opened.case_number.empty(), "the office was asked");
  const auto* question = visit::open_question(opened);
  expect(question != nullptr, "the office's question is there");
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_message);
  visitor.look("case_message");
  visitor.tap("page.primary");
  visitor.wait_for(Place::case_answer);
  visitor.write("case.text", first_answer);
  one_page(visitor);
  visitor.look("case_answer");
  return send(visitor);
}

void see_it_arrived(Visitor& visitor, const visit::Receipt& receipt, const std::string& number) {
  to_key(visitor, "language.ar");
  open(visitor, in_print(receipt.number), code_of(receipt));
  visitor.wait_for(Place::case_shown);
  visitor.look("case_answered");
  const auto& opened = *visitor.state().inquiry.opened;
  const auto* said = visit::find_message(opened, number);
  expect(said != nullptr && !said->on_its_way, "the answer has arrived");
  expect(said->text.reveal() == first_answer, "and can be read again");
  expect(visit::open_question(opened) == nullptr, "the question is answered");
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
}

void by_scan(Scene& scene) {
  auto& visitor = scene.visitor;
  to_key(visitor);
  visitor.tap("page.secondary"); // a passport lies there
  visitor.wait_until("what became of the scan", [&] {
    return visitor.state().place == Place::case_key || visitor.state().place == Place::case_shown;
  });
  expect_refused(visitor, Why::no_code, "case_no_code");
  scene.ask("receipt on the scanner");
  visitor.tap("page.secondary");
  visitor.wait_for(Place::case_shown);
  visitor.look("case_scanned");
}

// Nothing but what the terminal knows itself, to who has the code; the answer waits.
std::string while_down(Scene& scene, const visit::Receipt& receipt) {
  auto& visitor = scene.visitor;
  scene.ask("line down");
  visitor.wait_until("the line to go down", [&] { return !visitor.state().line_up; });
  to_key(visitor);
  open(visitor, receipt.number, another_code());
  expect_refused(visitor, Why::line_down, "case_line_down");
  open(visitor, receipt.number, code_of(receipt));
  visitor.wait_for(Place::case_shown);
  visitor.look("case_not_current");
  expect(!visitor.state().inquiry.opened->current, "it is told that the office was not asked");
  visitor.tap("page.secondary");
  visitor.wait_for(Place::case_answer);
  visitor.write("case.text", second_answer);
  const auto number = send(visitor);
  expect(visitor.state().receipt->offline, "the receipt knows that the line is down");
  visitor.tap("page.back");
  visitor.wait_for(Place::case_shown);
  visitor.look("case_on_its_way");
  const auto* said = visit::find_message(*visitor.state().inquiry.opened, number);
  expect(said != nullptr && said->on_its_way, "the answer is told as on its way");
  leave(visitor);
  return number;
}

} // namespace

visit::Receipt file_as_guest(Visitor& visitor, const Persona& persona) {
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  visitor.scan_pages(1);
  while (visitor.state().place == Place::document)
    visitor.hand_in_later();
  visitor.declare(persona);
  visitor.tap("page.primary");
  visitor.wait_for(Place::receipt);
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  auto receipt = *visitor.state().receipt;
  visitor.tap("page.primary");
  visitor.give_feedback();
  visitor.wait_for(Place::goodbye);
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
  return receipt;
}

std::string in_print(std::string_view number) {
  std::string groups;
  int letters = 0;
  for (const char c : number) {
    if (c == '-')
      continue;
    if (letters > 0 && letters % 4 == 0)
      groups += ' ';
    groups += c;
    ++letters;
  }
  return groups;
}

void case_story(Scene& scene) {
  auto& visitor = scene.visitor;
  auto persona = oksana();
  persona.language = "de";
  const auto receipt = file_as_guest(visitor, persona);
  expect(receipt.code != nullptr, "the receipt has a code");
  scene.ask("office asks");
  wrong_codes(visitor, receipt);
  open(visitor, receipt.number, code_of(receipt));
  const auto answer = answer_question(visitor);
  leave(visitor);
  scene.ask("office has " + answer + " 1 " + first_answer);
  see_it_arrived(visitor, receipt, answer);
  by_scan(scene);
  visitor.tap("page.primary");
  visitor.wait_for(Place::goodbye);
  visitor.look("goodbye_scanned");
  expect(visitor.sees("goodbye.papers"), "the receipt on the glass is told of");
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
  const auto waiting = while_down(scene, receipt);
  scene.ask("line up");
  scene.ask("office has " + waiting + " 0 " + second_answer);
}

} // namespace foyer::player
