// SPDX-License-Identifier: EUPL-1.2
// The assistant's pages: answering, going on, going back, changing from the check page.
#include "stepper.hpp"

#include <utility>

namespace foyer::visit {

void Stepper::begin_questions() {
  if (const auto first = evaluated().first_stop())
    return go_to(*first);
  to_documents_or_check();
}

void Stepper::go_to(const forms::Stop& stop) {
  s_.stop = stop;
  s_.from_overview = s_.from_overview && stop.in_row();
  const auto& assistant = *s_.draft.assistant();
  const auto kind =
      stop.is_overview() ? assistant.repeats[stop.repeat].kind : assistant.pages[stop.page].kind;
  go(kind == forms::PageKind::questions ? Place::question : Place::declaration);
}

// A declaration covers the answers as they stood when it was tapped: a changed answer takes it
// back.
void Stepper::take_back_declarations() {
  if (!at(Place::question))
    return;
  for (const auto& page : s_.draft.assistant()->pages)
    if (page.kind == forms::PageKind::declarations)
      for (const auto field : page.fields)
        s_.draft.clear(s_.draft.assistant()->fields[field].id);
}

void Stepper::on(const SetAnswer& event) {
  if (!asking())
    return;
  take_back_declarations();
  (void)s_.draft.set(event.field, event.row, event.value, context_.wall);
}

void Stepper::on(const SkipAnswer& event) {
  if (!asking())
    return;
  take_back_declarations();
  (void)s_.draft.skip(event.field, context_.wall, event.row);
}

void Stepper::on(const ClearAnswer& event) {
  if (!asking())
    return;
  take_back_declarations();
  s_.draft.clear(event.field, event.row);
}

void Stepper::on(const ChangeAnswer& event) {
  if (!at(Place::check_answers) || !evaluated().visible(event.stop))
    return;
  s_.from_check = true;
  s_.from_overview = false;
  go_to(event.stop);
}

// Straight to the check page; what is required and missing is asked on the way, like after a
// Change.
void Stepper::on(const Hurry&) {
  if (!at(Place::question))
    return;
  const auto evaluation = evaluated();
  if (!evaluation.file_now())
    return;
  if (!s_.hurried_from)
    s_.hurried_from = s_.stop;
  s_.from_overview = false;
  s_.from_check = true;
  if (const auto open = evaluation.first_incomplete(forms::PageKind::questions)) {
    const bool here = *open == s_.stop;
    go_to(*open);
    s_.tried_to_go_on = here; // else nothing would seem to happen
    return;
  }
  s_.from_check = false;
  go(Place::check_answers);
}

void Stepper::on(const AnswerRest&) {
  if (at(Place::check_answers) && s_.hurried_from)
    back_to_the_rest();
}

void Stepper::back_to_the_rest() {
  const auto left = *std::exchange(s_.hurried_from, std::nullopt);
  s_.from_check = s_.from_overview = false;
  if (evaluated().visible(left))
    return go_to(left);
  begin_questions();
}

void Stepper::leave_page() {
  const auto evaluation = evaluated();
  if (!evaluation.complete(s_.stop)) {
    s_.tried_to_go_on = true;
    return;
  }
  if (at(Place::question) && s_.from_check && !s_.from_overview) {
    // A changed answer may have opened questions nobody has seen yet.
    if (const auto open = evaluation.first_incomplete(forms::PageKind::questions))
      return go_to(*open);
    s_.from_check = false;
    return go(Place::check_answers);
  }
  if (const auto next = evaluation.next(s_.stop))
    return go_to(*next);
  if (at(Place::question))
    return to_documents_or_check();
  go(Place::ready);
}

void Stepper::back_from_page() {
  if (s_.from_check && !s_.from_overview) {
    // The check page was not reached yet.
    if (s_.hurried_from && !evaluated().complete(forms::PageKind::questions))
      return back_to_the_rest();
    s_.from_check = false;
    return go(Place::check_answers);
  }
  const auto left = s_.stop;
  if (const auto previous = evaluated().previous(left)) {
    // Who adds a row and turns back at once did not want it.
    if (left.in_row() && previous->is_overview() && s_.draft.row_is_empty(left.repeat, left.row))
      (void)s_.draft.remove_row(s_.draft.assistant()->repeats[left.repeat].id, left.row);
    return go_to(*previous);
  }
  if (at(Place::declaration))
    return go(Place::check_answers);
  back_to_card();
}

void Stepper::back_to_last_question() {
  if (const auto last = evaluated().last_stop())
    return go_to(*last);
  back_to_card();
}

void Stepper::back_to_card() {
  go(s_.reading ? Place::card_read : card_place(s_));
}

} // namespace foyer::visit
