// SPDX-License-Identifier: EUPL-1.2
#include "case_scenes.hpp"

namespace foyer::screens_test {

namespace {

using visit::CaseState;
using visit::Place;
using Kind = visit::CaseMessage::Kind;
using Why = visit::CaseNotOpened::Why;

WallTime days_ago(int days) {
  return house().wall - std::chrono::hours{24 * days + 3};
}

visit::Case with_question() {
  return {.number = "NUE07-26-000417-K",
          .case_number = "ABH-2026-004711",
          .steps = {{CaseState::stored, days_ago(9)},
                    {CaseState::handed_over, days_ago(9) + std::chrono::minutes{2}},
                    {CaseState::accepted, days_ago(8)},
                    {CaseState::in_progress, days_ago(5)},
                    {CaseState::question, days_ago(1)}},
          .messages = {{.id = "m1",
                        .kind = Kind::message,
                        .at = days_ago(5),
                        .text = Personal(std::string("Wir haben Ihren Antrag angesehen.")),
                        .answers = {}},
                       {.id = "q1",
                        .kind = Kind::question,
                        .at = days_ago(1),
                        .text = Personal(std::string(
                            "Sehr geehrte Frau Kovalenko,\n\nin Ihrem Antrag steht, dass Sie seit "
                            "Juni 2021 in der Äußeren Bayreuther Straße wohnen. Bei uns sind Sie "
                            "noch unter einer anderen Adresse gemeldet. Seit wann wohnen Sie dort? "
                            "Bitte schicken Sie uns auch Ihre Meldebescheinigung.")),
                        .answers = {}}}};
}

visit::Case answered() {
  auto opened = with_question();
  opened.messages.back().answered = true;
  opened.messages.insert(opened.messages.end() - 1, {.id = "NUE07-26-000499-R",
                                                     .kind = Kind::answer,
                                                     .at = days_ago(3),
                                                     .text = {},
                                                     .answers = {},
                                                     .on_its_way = true});
  opened.messages.push_back(
      {.id = "NUE07-26-000502-3",
       .kind = Kind::answer,
       .at = house().wall,
       .text = Personal(std::string("Seit dem 1. Juni 2021. Ich habe mich im Juli gemeldet.")),
       .answers = "q1",
       .on_its_way = true});
  return opened;
}

visit::State with(const std::string& language, visit::Case opened) {
  auto state = beginning(language);
  state.inquiry.opened = std::move(opened);
  return state;
}

void key_scenes(Shelf& shelf, const std::string& language) {
  auto state = beginning(language);
  shelf.add("case_key", state, Place::case_key);
  const auto refused = [&](const char* what, Why why) {
    state.inquiry.refused = visit::CaseNotOpened{why, std::chrono::minutes{15}};
    state.inquiry.again_at = house().wall + std::chrono::minutes{15};
    shelf.add(std::string("case_key-") + what, state, Place::case_key);
  };
  refused("mistyped", Why::mistyped);
  refused("unknown", Why::unknown);
  refused("locked", Why::locked);
  refused("line_down", Why::line_down);
  refused("no_code", Why::no_code);
  refused("failed", Why::failed);
  state.inquiry.refused.reset();
  state.problem = fail(FailureCode::scanner_jam);
  shelf.add("case_key-jam", state, Place::case_key);
  state.problem.reset();
  state.scan_progress = 0.4;
  shelf.add("case_scanning", state, Place::case_scanning);
  shelf.add("case_opening", state, Place::case_opening);
}

void reading_scenes(Shelf& shelf, const std::string& language) {
  auto state = with(language, with_question());
  shelf.add("case_shown-question", state, Place::case_shown);
  state.inquiry.message = "q1";
  shelf.add("case_message-question", state, Place::case_message);
  state.inquiry.opened = answered();
  shelf.add("case_shown-answered", state, Place::case_shown);
  shelf.add("case_message-answered", state, Place::case_message);
  state.inquiry.message = "NUE07-26-000502-3";
  shelf.add("case_message-mine", state, Place::case_message);
  state.inquiry.message = "NUE07-26-000499-R";
  shelf.add("case_message-sealed", state, Place::case_message);
  for (const auto last : {CaseState::stored, CaseState::handed_over, CaseState::accepted,
                          CaseState::rejected, CaseState::decision_ready, CaseState::closed}) {
    auto other =
        with(language, {.number = "NUE07-26-000417-K",
                        .case_number = last == CaseState::accepted ? "ABH-2026-004711" : "",
                        .steps = {{CaseState::stored, days_ago(2)}},
                        .messages = {},
                        .current = last != CaseState::handed_over});
    if (last != CaseState::stored)
      other.inquiry.opened->steps.push_back({last, days_ago(1)});
    shelf.add("case_shown-" + std::string(name(last)), other, Place::case_shown);
  }
}

void answer_scenes(Shelf& shelf, const std::string& language) {
  auto state = with(language, with_question());
  shelf.add("case_answer-unasked", state, Place::case_answer);
  state.inquiry.message = state.inquiry.answers = "q1";
  shelf.add("case_answer", state, Place::case_answer);
  state.tried_to_go_on = true;
  shelf.add("case_answer-empty", state, Place::case_answer);
  state.inquiry.text = Personal(std::string(visit::longest_answer + 1, 'a'));
  shelf.add("case_answer-long", state, Place::case_answer);
  state.tried_to_go_on = false;
  state.inquiry.text = Personal(
      std::string("Seit dem 1. Juni 2021. Ich habe mich im Juli gemeldet. Die Bescheinigung liegt "
                  "dabei."));
  state.inquiry.pages = {{passport_page(), {}}, {passport_page(), {}}};
  shelf.add("case_answer-full", state, Place::case_answer);
  state.scan_progress = 0.62;
  shelf.add("scanning-answer", state, Place::scanning);
  auto problem = state;
  problem.problem = fail(FailureCode::scanner_gone);
  shelf.add("scan_problem-answer", problem, Place::scan_problem);
  shelf.add("case_check", state, Place::case_check);
  shelf.add("case_filing", state, Place::case_filing);
  problem.problem = fail(FailureCode::page_too_large);
  shelf.add("case_problem", problem, Place::case_problem);
  problem.problem = fail(FailureCode::disk_full);
  shelf.add("case_problem-full", problem, Place::case_problem);
  auto leaving = state;
  leaving.leaving = true;
  shelf.add("leaving-answer", leaving, Place::case_answer);
}

void sent_scenes(Shelf& shelf, const std::string& language) {
  auto sent = with(language, answered());
  sent.inquiry.filed = std::make_shared<const visit::CaseAnswer>();
  sent.receipt =
      visit::Receipt{"NUE07-26-000502-3", house().wall, std::chrono::minutes{60}, "FOYER1", false};
  sent.paper = visit::Paper::printing;
  shelf.add("case_sent-printing", sent, Place::case_sent);
  sent.paper = visit::Paper::printed;
  shelf.add("case_sent", sent, Place::case_sent);
  sent.receipt->offline = true;
  sent.paper = visit::Paper::failed;
  sent.paper_problem = fail(FailureCode::printer_out_of_paper);
  shelf.add("case_sent-offline", sent, Place::case_sent);
  sent.idle_warning = SteadyTime{std::chrono::seconds{1000 - 14}};
  shelf.add("idle-answer", sent, Place::case_sent);
  auto reading = with(language, with_question());
  reading.idle_warning = sent.idle_warning;
  shelf.add("idle-case", reading, Place::case_shown);
  auto unproven = with(language, with_question());
  unproven.problem = fail(FailureCode::store_mismatch);
  shelf.add("filing_unproven-answer", unproven, Place::filing_unproven);
  auto gone = with(language, answered());
  gone.inquiry.filed = sent.inquiry.filed;
  gone.scanned = visit::Scanned::laid_on_glass;
  shelf.add("goodbye-case", gone, Place::goodbye);
}

} // namespace

void case_scenes(Shelf& shelf, const std::string& language) {
  key_scenes(shelf, language);
  reading_scenes(shelf, language);
  answer_scenes(shelf, language);
  sent_scenes(shelf, language);
}

} // namespace foyer::screens_test
