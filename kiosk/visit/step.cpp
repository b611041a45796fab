// SPDX-License-Identifier: EUPL-1.2
#include "stepper.hpp"

#include <forms/prefill.hpp>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace foyer::visit {

namespace {

// Reports of devices and of the clock; all other events are people.
template <class Event>
constexpr bool from_device =
    std::is_same_v<Event, Tick> || std::is_same_v<Event, CardChanged> ||
    std::is_same_v<Event, CardProgressed> || std::is_same_v<Event, CardWasRead> ||
    std::is_same_v<Event, CardFailed> || std::is_same_v<Event, ScanProgressed> ||
    std::is_same_v<Event, PageArrived> || std::is_same_v<Event, ScanFailed> ||
    std::is_same_v<Event, StackEnded> || std::is_same_v<Event, ScannerFound> ||
    std::is_same_v<Event, ZoneWasRead> || std::is_same_v<Event, CodesWereRead> ||
    std::is_same_v<Event, PageChanged> || std::is_same_v<Event, PageNotChanged> ||
    std::is_same_v<Event, Filed> || std::is_same_v<Event, FilingFailed> ||
    std::is_same_v<Event, DraftKept> || std::is_same_v<Event, DraftNotKept> ||
    std::is_same_v<Event, DraftFound> || std::is_same_v<Event, DraftNotFound> ||
    std::is_same_v<Event, Printed> || std::is_same_v<Event, PrintFailed> ||
    std::is_same_v<Event, LineChanged> || std::is_same_v<Event, HeadsetChanged> ||
    std::is_same_v<Event, ServiceChanged> || std::is_same_v<Event, EidChecked> ||
    std::is_same_v<Event, EidTold> || std::is_same_v<Event, EidEnded> ||
    std::is_same_v<Event, EidFailed> || std::is_same_v<Event, CaseReplied>;

} // namespace

Step step(State state, Event event, const Context& context) {
  Stepper stepper(state, context);
  std::visit(
      [&](const auto& happened) {
        using Happened = std::decay_t<decltype(happened)>;
        if constexpr (!from_device<Happened>)
          state.last_touch = context.now;
        // While "still there?" is asked, any touch only means "yes": nobody answers it by accident
        // with a button that happened to lie beneath.
        if (!from_device<Happened> && state.idle_warning) {
          state.idle_warning.reset();
          return;
        }
        stepper.on(happened);
        if constexpr (!std::is_same_v<Happened, Tick>)
          forms::prefill_from_answers(state.draft, forms::german_day(context.wall));
      },
      event);
  return {std::move(state), stepper.take_effects()};
}

forms::Evaluation evaluate(const State& state, WallTime wall) {
  return forms::evaluate(state.draft, forms::german_day(wall));
}

std::optional<std::size_t> next_document(const forms::Evaluation& evaluation,
                                         std::optional<std::size_t> after) {
  const auto& documents = evaluation.documents();
  if (!after)
    return documents.empty() ? std::nullopt : std::optional(documents.front());
  const auto next = std::upper_bound(documents.begin(), documents.end(), *after);
  return next == documents.end() ? std::nullopt : std::optional(*next);
}

void Stepper::go(Place place) {
  s_.place = place;
  s_.tried_to_go_on = false;
  // Work that ended by itself (a card read, a scan) must not count as somebody's silence.
  s_.last_touch = context_.now;
}

void Stepper::on(const Begin&) {
  if (!at(Place::attract) || s_.out_of_service)
    return;
  s_.began = context_.now;
  s_.presentation.speech = s_.headset;
  if (s_.eid_proves && s_.eid_failure) // somebody may have put it right, for who is to file
    emit(CheckEid{});
  go(Place::language);
}

void Stepper::on(const ChooseLanguage& event) {
  if (at(Place::attract) || at(Place::goodbye))
    return;
  s_.presentation.language = event.code;
  if (s_.draft.assistant())
    (void)s_.draft.set("antrag.sprache", event.code, context_.wall);
  if (at(Place::language))
    go(Place::concern);
}

void Stepper::on(const ChooseConcern& event) {
  if (!at(Place::concern))
    return;
  s_.concern = event.id;
  const auto found = context_.assistants.find(event.id);
  if (found == context_.assistants.end())
    return go(Place::not_offered);
  if (s_.draft.assistant() != found->second) {
    s_.draft = forms::Draft(found->second);
    s_.papers.clear();
    s_.draft_id = {};
    s_.hurried_from.reset();
    (void)s_.draft.set("antrag.sprache", s_.presentation.language, context_.wall);
    prefill();
  }
  go(Place::information);
}

// What is known of the visitor's document: as its chip said, or as it is printed.
void Stepper::prefill() {
  if (s_.reading)
    forms::prefill_from_card(s_.draft, s_.reading->facts.reveal());
  else if (s_.optical.taken)
    forms::prefill_from_print(s_.draft, s_.optical.zone->facts.reveal());
}

void Stepper::on(const GoOn&) {
  switch (s_.place) {
  case Place::attract: return on(Begin{});
  case Place::information: return go(card_place(s_));
  case Place::zone_read: return open_by_zone();
  case Place::card_read: return begin_questions();
  case Place::question:
  case Place::declaration: return leave_page();
  case Place::document: return leave_document();
  case Place::blacken: return destroy_under_bars();
  case Place::stack_problem: return stack_ended(); // look at those that came
  case Place::check_answers: {
    const auto evaluation = evaluated();
    if (const auto stop = evaluation.first_incomplete(forms::PageKind::questions)) {
      s_.from_check = true;
      go_to(*stop);
      s_.tried_to_go_on = true;
      return;
    }
    s_.from_check = false;
    if (const auto stop = evaluation.first_stop(forms::PageKind::declarations))
      return go_to(*stop);
    return go(Place::ready);
  }
  case Place::receipt:
    s_.feedback_question = 0;
    s_.feedback.clear();
    return go(Place::feedback);
  case Place::draft_kept: return say_goodbye(EndReason::kept);
  case Place::eid_consent: return consent_to_eid();
  case Place::eid_problem:
  case Place::eid_done: return go_on_from_eid();
  case Place::case_shown:
  case Place::case_answer:
  case Place::case_sent: return go_on_in_case();
  case Place::goodbye: return end_visit(after_goodbye());
  default: return;
  }
}

void Stepper::on(const GoBack&) {
  switch (s_.place) {
  case Place::language: return say_goodbye(EndReason::left);
  case Place::concern: return go(Place::language);
  case Place::enter_draft_code:
    if (s_.search == Search::running)
      return; // its answer would meet the next code
    return go(Place::concern);
  case Place::keep_problem: return back_from_keep_problem();
  case Place::not_offered:
  case Place::information: return go(Place::concern);
  case Place::identify:
  case Place::enter_can: return go(Place::information);
  case Place::enter_zone: s_.by_zone = false; return go(card_place(s_));
  case Place::zone_read: return go(Place::enter_zone);
  case Place::code_read: return go(Place::question);
  case Place::reading_card: emit(StopReading{}); [[fallthrough]];
  case Place::card_read:
  case Place::card_problem: return go(card_place(s_));
  case Place::question:
  case Place::declaration: return back_from_page();
  case Place::document: return back_from_document();
  case Place::scan_review:
  case Place::scan_problem: return back_from_scan();
  case Place::blacken: return to_review();
  case Place::stack_review:
  case Place::stack_problem: return back_from_stack();
  case Place::check_answers: {
    if (s_.hurried_from)
      return back_to_the_rest();
    const auto evaluation = evaluated();
    const auto& documents = evaluation.documents();
    return documents.empty() ? back_to_last_question() : go_to_document(documents.back());
  }
  case Place::eid_choose: return go(Place::concern);
  case Place::eid_done:
  case Place::eid_consent:
  case Place::eid_card:
  case Place::eid_number:
  case Place::eid_working:
  case Place::eid_problem: return back_from_eid();
  case Place::case_key:
  case Place::case_scanning:
  case Place::case_opening:
  case Place::case_shown:
  case Place::case_message:
  case Place::case_answer:
  case Place::case_check:
  case Place::case_problem:
  case Place::case_sent: return back_in_case();
  case Place::ready:
  case Place::filing_problem:
    if (const auto stop = evaluated().last_stop(forms::PageKind::declarations))
      return go_to(*stop);
    return go(Place::check_answers);
  default: return;
  }
}

void Stepper::on(const Leave&) {
  if (at(Place::attract) || must_not_end())
    return;
  if (at(Place::goodbye))
    return end_visit(after_goodbye());
  if (at(Place::eid_done) && s_.eid.wish != EidWish::prove)
    return say_goodbye(EndReason::finished);
  if (at(Place::filing_unproven)) // it may be filed: "not yet filed" would be untrue
    return say_goodbye(EndReason::left);
  if (s_.kept)
    return say_goodbye(EndReason::kept);
  if (at(Place::language) || s_.receipt)
    return say_goodbye(s_.receipt ? EndReason::finished : EndReason::left);
  // Who has only looked loses nothing.
  if (about_case(s_.place) && !s_.inquiry.says_something() && !s_.draft.assistant())
    return say_goodbye(s_.inquiry.opened ? EndReason::finished : EndReason::left);
  s_.leaving = true;
}

void Stepper::on(const LeaveConfirmed&) {
  if (s_.leaving && !must_not_end())
    say_goodbye(EndReason::left);
}

// Never in mid-filing: the receipt would find nobody, nor would the code; nor the word that the old
// PIN is over.
bool Stepper::must_not_end() const {
  return at(Place::filing) || at(Place::keeping) || at(Place::case_filing) ||
         (at(Place::eid_working) && s_.eid.changing);
}

void Stepper::on(const Stay&) {
  s_.leaving = false;
  s_.resting.reset();
}
void Stepper::on(const LineChanged& event) {
  s_.line_up = event.up;
}

void Stepper::on(const ServiceChanged& event) {
  s_.out_of_service = event.out_of_service;
}

void Stepper::stop_work() {
  if (at(Place::reading_card))
    emit(StopReading{});
  if (is_scanning(s_.place))
    emit(EndScan{});
  if (at(Place::case_opening))
    emit(StopCase{});
  if (eid_at_work(s_.place))
    emit(StopEid{});
  if (!s_.feedback.empty() && !at(Place::goodbye))
    emit(KeepFeedback{s_.feedback});
}

EndReason Stepper::after_goodbye() const {
  return s_.called_off ? EndReason::left : s_.kept ? EndReason::kept : EndReason::finished;
}

void Stepper::say_goodbye(EndReason reason) {
  if (s_.card != api::CardPresence::present && s_.scanned == Scanned::nothing &&
      s_.paper != Paper::printing)
    return end_visit(reason);
  stop_work();
  if (reason == EndReason::left) { // what was said is deleted at once
    const auto scanned = s_.scanned;
    const auto paper = s_.paper;
    const auto began = s_.began;
    auto presentation = s_.presentation;
    forget_person();
    s_.presentation = std::move(presentation);
    s_.scanned = scanned;
    s_.paper = paper;
    s_.began = began;
    s_.called_off = true;
  }
  go(Place::goodbye);
}

void Stepper::end_visit(EndReason reason) {
  stop_work();
  emit(EndVisit{reason, s_.began});
  forget_person();
}

void Stepper::forget_person() {
  State fresh;
  fresh.card = s_.card;
  fresh.scanner = s_.scanner;
  fresh.line_up = s_.line_up;
  fresh.headset = s_.headset;
  fresh.eid_here = s_.eid_here;
  fresh.eid_proves = s_.eid_proves;
  fresh.eid_failure = s_.eid_failure;
  fresh.out_of_service = s_.out_of_service;
  fresh.last_touch = context_.now;
  std::swap(s_, fresh); // a text that is assigned to would keep its memory, and what stood there
}

} // namespace foyer::visit
