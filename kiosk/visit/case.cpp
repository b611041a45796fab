// SPDX-License-Identifier: EUPL-1.2
// An application that was filed: opened with number and code, or with the receipt's own code, read,
// and answered. What is filed about it goes the way of an application.
#include "stepper.hpp"

#include <algorithm>
#include <utility>

namespace foyer::visit {

namespace {

constexpr int ticket_dpi = 300; // the receipt's code has modules of half a millimetre and more

// A text that is assigned to keeps its memory, and what stood there: it goes with the memory.
void replace(Personal<std::string>& text, Personal<std::string> by) {
  text.reveal().swap(by.reveal());
}

} // namespace

std::string_view name(CaseState state) {
  switch (state) {
  case CaseState::stored: return "stored";
  case CaseState::handed_over: return "handed_over";
  case CaseState::accepted: return "accepted";
  case CaseState::rejected: return "rejected";
  case CaseState::in_progress: return "in_progress";
  case CaseState::question: return "question";
  case CaseState::decision_ready: return "decision_ready";
  case CaseState::closed: return "closed";
  }
  return "stored";
}

const CaseMessage* find_message(const Case& opened, std::string_view id) {
  const auto found = std::find_if(opened.messages.begin(), opened.messages.end(),
                                  [&](const CaseMessage& message) { return message.id == id; });
  return found == opened.messages.end() ? nullptr : &*found;
}

const CaseMessage* open_question(const Case& opened) {
  const auto found =
      std::find_if(opened.messages.rbegin(), opened.messages.rend(), [](const CaseMessage& each) {
        return each.kind == CaseMessage::Kind::question && !each.answered;
      });
  return found == opened.messages.rend() ? nullptr : &*found;
}

bool may_answer(const Case& opened) {
  return opened.steps.back().state != CaseState::rejected;
}

int Stepper::look_up() {
  s_.inquiry.refused.reset();
  s_.problem.reset();
  return ++s_.inquiry.asked;
}

// What was asked stays counted: its reply may still be on the way.
void Stepper::close_case() {
  Inquiry fresh;
  fresh.asked = s_.inquiry.asked;
  std::swap(s_.inquiry, fresh);
  s_.problem.reset();
}

void Stepper::on(const EnterCase&) {
  if (!at(Place::concern))
    return;
  close_case();
  go(Place::case_key);
}

void Stepper::on(const SubmitCase& event) {
  if (!at(Place::case_key))
    return;
  emit(OpenCase{look_up(), event.number, event.code.clone()});
  go(Place::case_opening);
}

void Stepper::on(const ScanTicket&) {
  if (!at(Place::case_key))
    return;
  s_.inquiry.refused.reset();
  s_.problem.reset();
  start_scan({.mode = forms::ScanMode::grey, .dpi = ticket_dpi, .source = source_of_one()},
             Place::case_scanning);
}

void Stepper::on(const CaseReplied& event) {
  auto& inquiry = s_.inquiry;
  if (!at(Place::case_opening) || event.asked != inquiry.asked)
    return;
  if (const auto* opened = std::get_if<Case>(&event.reply)) {
    inquiry.opened = *opened;
    return go(Place::case_shown);
  }
  inquiry.refused = std::get<CaseNotOpened>(event.reply);
  inquiry.again_at = context_.wall + inquiry.refused->wait;
  go(Place::case_key);
}

void Stepper::on(const ReadMessage& event) {
  if (!at(Place::case_shown) || find_message(*s_.inquiry.opened, event.id) == nullptr)
    return;
  s_.inquiry.message = event.id;
  go(Place::case_message);
}

void Stepper::on(const BeginAnswer& event) {
  auto& inquiry = s_.inquiry;
  const bool asked = at(Place::case_message) && event.message == inquiry.message &&
                     find_message(*inquiry.opened, event.message)->from_office();
  const bool unasked = at(Place::case_shown) && event.message.empty();
  if ((!asked && !unasked) || !may_answer(*inquiry.opened))
    return;
  if (inquiry.answers != event.message) { // what was begun was for another
    replace(inquiry.text, {});
    inquiry.pages.clear();
  }
  inquiry.answers = event.message;
  emit(LookForScanner{});
  go(Place::case_answer);
}

void Stepper::on(const SetAnswerText& event) {
  if (at(Place::case_answer))
    replace(s_.inquiry.text, event.text);
}

void Stepper::go_on_in_case() {
  const auto& inquiry = s_.inquiry;
  if (at(Place::case_answer)) {
    if (inquiry.says_something() && !inquiry.too_long())
      return go(Place::case_check);
    s_.tried_to_go_on = true;
    return;
  }
  if (inquiry.filed) // there is a paper in the printer
    return go(Place::goodbye);
  say_goodbye(EndReason::finished);
}

void Stepper::back_in_case() {
  switch (s_.place) {
  case Place::case_key:
  case Place::case_shown: close_case(); return go(Place::concern);
  case Place::case_scanning: emit(EndScan{}); return go(Place::case_key);
  case Place::case_opening: emit(StopCase{}); return go(Place::case_key);
  case Place::case_message: return go(Place::case_shown);
  case Place::case_answer:
    return go(s_.inquiry.answers.empty() ? Place::case_shown : Place::case_message);
  case Place::case_check: return go(Place::case_answer);
  case Place::case_problem: s_.problem.reset(); return go(Place::case_check);
  case Place::case_sent:
    if (s_.paper == Paper::printing)
      return; // its end would be told of the next paper
    s_.receipt.reset();
    s_.paper = Paper::not_asked;
    return go(Place::case_shown);
  default: return;
  }
}

void Stepper::file_answer() {
  auto& inquiry = s_.inquiry;
  s_.problem.reset();
  inquiry.filed =
      std::make_shared<const CaseAnswer>(CaseAnswer{.number = inquiry.opened->number,
                                                    .access = inquiry.opened->access,
                                                    .message = inquiry.answers,
                                                    .text = inquiry.text,
                                                    .pages = inquiry.pages,
                                                    .language = s_.presentation.language,
                                                    .line_up = s_.line_up});
  emit(FileAnswer{inquiry.filed});
  go(Place::case_filing);
}

void Stepper::answer_filed(const Receipt& receipt) {
  auto& inquiry = s_.inquiry;
  auto& messages = inquiry.opened->messages;
  for (auto& message : messages)
    message.answered = message.answered || message.id == inquiry.answers;
  messages.push_back({.id = receipt.number,
                      .kind = CaseMessage::Kind::answer,
                      .at = receipt.filed_at,
                      .text = std::exchange(inquiry.text, {}),
                      .answers = std::exchange(inquiry.answers, {}),
                      .on_its_way = true});
  inquiry.pages.clear();
  s_.receipt = receipt;
  go(Place::case_sent);
  print_answer();
}

void Stepper::print_answer() {
  s_.paper = Paper::printing;
  s_.paper_problem.reset();
  emit(PrintAnswer{s_.inquiry.filed, *s_.receipt, s_.presentation.language});
}

} // namespace foyer::visit
