// SPDX-License-Identifier: EUPL-1.2
// The pages of a case: what is typed and read there is told in plain words, and heard by nobody
// else.
#include "lobby.hpp"

#include <catch2/catch.hpp>

#include <iterator>
#include <map>

using namespace foyer;
using namespace foyer::screens_test;

namespace {

std::string german(const char* key, const i18n::Args& args = {}) {
  return house().texts.text("de", key, args);
}

void type(Lobby& lobby, const visit::State& state, const std::string& field,
          std::string_view text) {
  lobby.tap(state, field);
  lobby.ui->input().text(std::string(text));
  lobby.show(state);
}

} // namespace

TEST_CASE("number and code are handed over as typed, once both are there") {
  Lobby lobby;
  const auto state = scene("case_key");
  type(lobby, state, "case.number", "nue07 26 000417 k");
  CHECK_FALSE(lobby.node("page.primary").state.enabled);
  type(lobby, state, "case.code", "7kmq-2xtp-9d4f-h8we");
  CHECK(lobby.node("page.primary").state.enabled);
  CHECK(lobby.node("case.code").personal);
  const auto events = lobby.tap(state, "page.primary");
  const auto* asked = only<visit::SubmitCase>(events);
  REQUIRE(asked != nullptr);
  CHECK(asked->number == "nue07 26 000417 k");
  CHECK(asked->code == Secret("7kmq-2xtp-9d4f-h8we"));
}

TEST_CASE("what was typed is still there when the office has refused it, and gone elsewhere") {
  Lobby lobby;
  const auto state = scene("case_key");
  type(lobby, state, "case.code", "7KMQ");
  lobby.show(scene("case_opening"));
  lobby.show(scene("case_key-unknown"));
  CHECK(lobby.node("case.code").value == "7KMQ");
  lobby.show(scene("case_shown-question"));
  lobby.show(state);
  CHECK(lobby.node("case.code").value.empty());
  type(lobby, state, "case.number", "NUE07");
  lobby.show(scene("attract"));
  lobby.show(state);
  CHECK(lobby.node("case.number").value.empty());
}

TEST_CASE("each reason why a case does not open has its own words") {
  Lobby lobby;
  const std::map<std::string, std::string> words{
      {"case_key-mistyped", german("visit.case.mistyped")},
      {"case_key-unknown", german("visit.case.unknown")},
      {"case_key-locked", german("visit.draft_code.locked")},
      {"case_key-line_down", german("visit.case.line_down")},
      {"case_key-no_code", german("visit.case.no_code")},
      {"case_key-failed", german("visit.case.failed")},
      {"case_key-jam", german("failure.scanner_jam.title")}};
  for (const auto& [name, title] : words) {
    INFO(name);
    lobby.show(scene(name));
    CHECK(lobby.node("case.told").label.find(title) == 0);
  }
  // 09:41:07 UTC and a quarter of an hour, by the German clock.
  lobby.show(scene("case_key-locked"));
  const auto& told = lobby.node("case.told");
  CHECK((told.label + told.value + told.help).find("10:57") != std::string::npos);
}

TEST_CASE("the page leads to scanning only where another scan may help") {
  Lobby lobby;
  const auto lead = [&](visit::State state) {
    lobby.show(state);
    return lobby.node("page.lead").label;
  };
  auto state = scene("case_key");
  CHECK(lead(state) == german("visit.case.how"));
  CHECK(lead(scene("case_key-no_code")) == german("visit.case.how"));
  CHECK(lead(scene("case_key-line_down")) == german("visit.case.key_lead"));
  CHECK(lead(scene("case_key-jam")) == german("visit.case.key_lead"));
  state.problem = fail(FailureCode::scanner_cover_open);
  CHECK(lead(state) == german("visit.case.how"));
  CHECK_FALSE(lobby.node("case.told").value.empty());
  state.problem = fail(FailureCode::scanner_missing);
  CHECK(lead(state) == german("visit.case.key_lead"));
  CHECK(lobby.node("case.told").value.empty()); // its advice is for who files
}

TEST_CASE("the receipt may be scanned, and the looking up called off") {
  Lobby lobby;
  CHECK(only<visit::ScanTicket>(lobby.tap(scene("case_key"), "page.secondary")));
  CHECK(only<visit::StopScan>(lobby.tap(scene("case_scanning"), "stop_scan")));
  CHECK(only<visit::GoBack>(lobby.tap(scene("case_opening"), "page.back")));
  CHECK(only<visit::EnterCase>(lobby.tap(scene("concern"), "concern.case")));
}

TEST_CASE("the steps stand there from the oldest to the newest, each with its day") {
  Lobby lobby;
  lobby.show(scene("case_shown-question"));
  const char* const states[] = {"stored", "handed_over", "accepted", "in_progress", "question"};
  float above = 0;
  for (std::size_t i = 0; i < std::size(states); ++i) {
    const auto& node = lobby.node("case.step." + std::to_string(i));
    CHECK(node.label == german(("visit.case.state." + std::string(states[i])).c_str()));
    CHECK(node.rect.y > above);
    above = node.rect.y;
  }
  CHECK(lobby.node("case.step.0").help.find("16.11.2026") != std::string::npos);
  CHECK(lobby.node("page.question").label == german("visit.case.state.question"));
  // Nobody else hears whose case it is.
  CHECK(lobby.node("case.receipt").personal);
  CHECK(lobby.node("case.file_number").value == "ABH-2026-004711");
}

TEST_CASE("an open question is the first thing to go to, and an answered one is told as that") {
  Lobby lobby;
  const auto open = scene("case_shown-question");
  const auto events = lobby.tap(open, "page.primary");
  const auto* read = only<visit::ReadMessage>(events);
  REQUIRE(read != nullptr);
  CHECK(read->id == "q1");
  const auto others = lobby.tap(open, "case.message.0");
  const auto* other = only<visit::ReadMessage>(others);
  REQUIRE(other != nullptr);
  CHECK(other->id == "m1");
  const auto done = scene("case_shown-answered");
  lobby.show(done);
  CHECK(lobby.node("page.question").label == german("visit.case.answered"));
  CHECK(only<visit::GoOn>(lobby.tap(done, "page.primary")));
}

TEST_CASE(
    "what only the terminal knows is told as that, and what was not taken in is not answered") {
  Lobby lobby;
  lobby.show(scene("case_shown-handed_over"));
  CHECK(lobby.node("case.not_current").label.find(german("visit.case.not_current")) == 0);
  lobby.show(scene("case_shown-stored"));
  CHECK(lobby.ui->find("case.not_current") == nullptr);
  const auto unasked = lobby.tap(scene("case_shown-stored"), "page.secondary");
  const auto* begun = only<visit::BeginAnswer>(unasked);
  REQUIRE(begun != nullptr);
  CHECK(begun->message.empty());
  lobby.show(scene("case_shown-rejected"));
  CHECK(lobby.ui->find("page.secondary") == nullptr);
  CHECK(lobby.node("case.advice").role == ui::Role::notice);
  CHECK(lobby.ui->find("page.lead") == nullptr);
}

TEST_CASE("what was written is for the visitor's ears alone") {
  Lobby lobby;
  auto state = scene("case_message-question");
  lobby.show(state);
  CHECK(lobby.node("case.text").personal);
  CHECK(lobby.node("case.text").value.find("Kovalenko") != std::string::npos);
  CHECK(lobby.node("case.text").label.find("Kovalenko") == std::string::npos);
  CHECK(lobby.ui->find("case.headset") == nullptr);
  state.presentation.speech = true;
  lobby.show(state);
  CHECK(lobby.node("case.headset").label == german("visit.case.headset"));
  state.headset = true;
  lobby.show(state);
  CHECK(lobby.ui->find("case.headset") == nullptr);
}

TEST_CASE("a message of the office is answered, one's own is not") {
  Lobby lobby;
  const auto events = lobby.tap(scene("case_message-question"), "page.primary");
  const auto* begun = only<visit::BeginAnswer>(events);
  REQUIRE(begun != nullptr);
  CHECK(begun->message == "q1");
  lobby.show(scene("case_message-mine"));
  CHECK(lobby.ui->find("page.primary") == nullptr);
  CHECK(lobby.node("case.answer_number").value == "NUE0 7260 0050 23");
  lobby.show(scene("case_message-sealed"));
  CHECK(lobby.node("case.text").value == german("visit.case.sealed"));
}

TEST_CASE("the answer is said as it is typed, and written anew when it is another") {
  Lobby lobby;
  auto state = scene("case_answer");
  lobby.tap(state, "case.text");
  lobby.ui->input().text("Juni ");
  const auto events = draw(lobby.screens, *lobby.ui, state, lobby.now);
  const auto* said = only<visit::SetAnswerText>(events);
  REQUIRE(said != nullptr);
  CHECK(said->text.reveal() == "Juni");
  state.inquiry.text = said->text;
  lobby.show(state);
  CHECK(lobby.node("case.text").value == "Juni "); // nobody's space is taken in mid-sentence
  lobby.show(scene("case_message-question"));
  state.inquiry.text = {}; // it was filed
  lobby.show(state);
  CHECK(lobby.node("case.text").value.empty());
}

TEST_CASE("an answer shows what it answers, takes pages, and tells what is missing") {
  Lobby lobby;
  lobby.show(scene("case_answer"));
  CHECK(lobby.node("case.asked").personal);
  lobby.show(scene("case_answer-unasked"));
  CHECK(lobby.ui->find("case.asked") == nullptr);
  CHECK(only<visit::ScanPage>(lobby.tap(scene("case_answer"), "scan")));
  const auto full = scene("case_answer-full");
  const auto events = lobby.tap(full, "remove.1");
  const auto* removed = only<visit::RemovePage>(events);
  REQUIRE(removed != nullptr);
  CHECK(removed->number == 1);
  CHECK(only<visit::GoOn>(lobby.tap(full, "page.primary")));
  lobby.show(scene("case_answer-empty"));
  CHECK(lobby.node("case.missing").label.find(german("visit.case.nothing")) == 0);
  lobby.show(scene("case_answer-long"));
  CHECK(lobby.node("case.missing").label.find(german("visit.case.too_long")) == 0);
}

TEST_CASE("before it is filed all of an answer is looked at once more, and nothing changed there") {
  Lobby lobby;
  const auto state = scene("case_check");
  lobby.show(state);
  CHECK(lobby.node("case.check.text").personal);
  CHECK(lobby.node("page.1").role == ui::Role::image);
  CHECK(lobby.ui->find("remove.0") == nullptr);
  CHECK(only<visit::FileNow>(lobby.tap(state, "page.primary")));
}

TEST_CASE("an answer's number, paper and way to the office are told when it is filed") {
  Lobby lobby;
  lobby.show(scene("case_sent-printing"));
  CHECK(lobby.ui->find("page.back") == nullptr);
  const auto sent = scene("case_sent");
  lobby.show(sent);
  CHECK(lobby.node("receipt.number").label == german("receipt.answer.number"));
  CHECK(lobby.node("case.receipt").value == "NUE0 7260 0041 7K"); // one is asked for this one
  CHECK(only<visit::GoBack>(lobby.tap(sent, "page.back")));
  CHECK(only<visit::PrintAgain>(lobby.tap(scene("case_sent-offline"), "print_again")));
  CHECK(only<visit::GoOn>(lobby.tap(sent, "page.primary")));
}

TEST_CASE("what ends is told by what would be lost") {
  Lobby lobby;
  const auto told = [&](const char* name, const char* key) {
    lobby.show(scene(name));
    for (const auto& node : lobby.ui->nodes())
      if ((node.label + node.value + node.help).find(german(key)) != std::string::npos)
        return true;
    return false;
  };
  CHECK(told("leaving-answer", "visit.case.leaving"));
  CHECK(told("idle-answer", "visit.case.idle_sent"));
  CHECK(told("idle-case", "visit.case.idle"));
}
