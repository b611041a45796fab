// SPDX-License-Identifier: EUPL-1.2
// "Continue later": keeping the answers under a code, and going on with them another day.
#include "stepper.hpp"

#include <algorithm>

namespace foyer::visit {

namespace {

// The visitor's own word; what only a card said is read from the card again.
bool said(const forms::Answer& answer) {
  return answer.skipped ||
         ((answer.source == forms::Source::user || answer.source == forms::Source::draft) &&
          forms::answered(answer.value.reveal()));
}

bool anything_said(const forms::Draft& draft) {
  const auto& assistant = *draft.assistant();
  for (std::size_t repeat = 0; repeat < assistant.repeats.size(); ++repeat)
    if (draft.rows(repeat) > 0)
      return true;
  for (std::size_t field = 0; field < assistant.fields.size(); ++field)
    if (assistant.fields[field].id != "antrag.sprache" && said(draft.answer(field)))
      return true;
  return false;
}

// Where the visit goes on when nothing was kept: where work stood still, or a problem was told that
// another one has taken the place of, at the page before it.
Place to_go_on_at(const State& state) {
  switch (state.place) {
  case Place::reading_card:
  case Place::card_problem: return card_place(state);
  case Place::scanning:
  case Place::scan_review:
  case Place::blacken:
  case Place::scan_problem: return Place::document;
  case Place::stack_scanning:
  case Place::stack_problem:
    return state.stack.pages.empty() ? Place::document : Place::stack_review;
  case Place::zone_scanning: return Place::enter_zone;
  case Place::code_scanning: return Place::question;
  case Place::filing_problem: return Place::ready;
  case Place::keep_problem: return state.before_keeping;
  default: return state.place;
  }
}

} // namespace

bool may_keep(const State& state) {
  if (about_case(state.place) || state.inquiry.opened)
    return false;
  switch (state.place) {
  case Place::attract:
  case Place::language:
  case Place::concern:
  case Place::enter_draft_code:
  case Place::not_offered:
  case Place::filing:
  case Place::filing_unproven:
  case Place::receipt:
  case Place::feedback:
  case Place::goodbye:
  case Place::keeping:
  case Place::draft_kept:
  case Place::eid_choose:
  case Place::eid_consent:
  case Place::eid_card:
  case Place::eid_number:
  case Place::eid_working:
  case Place::eid_done:
  case Place::eid_problem: return false;
  default: return !state.receipt && state.draft.assistant() && anything_said(state.draft);
  }
}

void Stepper::keep() {
  s_.before_keeping = to_go_on_at(s_);
  s_.leaving = false;
  s_.problem.reset();
  auto request = std::make_shared<FilingRequest>();
  request->draft = s_.draft;
  request->language = s_.presentation.language;
  request->draft_id = s_.draft_id;
  emit(KeepDraft{std::move(request)});
  go(Place::keeping);
}

void Stepper::on(const KeepForLater&) {
  if (!s_.leaving || !may_keep(s_))
    return;
  if (at(Place::reading_card))
    emit(StopReading{});
  if (is_scanning(s_.place))
    emit(EndScan{});
  s_.look = {};
  keep();
}

void Stepper::print_code() {
  s_.paper = Paper::printing;
  s_.paper_problem.reset();
  emit(PrintDraftCode{*s_.kept, s_.presentation.language});
}

void Stepper::on(const DraftKept& event) {
  if (!at(Place::keeping))
    return;
  // From here on the code is the only way to what was said.
  s_.kept = event.kept;
  s_.draft = {};
  s_.papers.clear();
  s_.stack = {};
  s_.optical = {};
  s_.reading.reset();
  s_.draft_id = {};
  go(Place::draft_kept);
  print_code();
}

void Stepper::on(const DraftNotKept& event) {
  if (!at(Place::keeping))
    return;
  s_.problem = event.failure;
  go(Place::keep_problem);
}

void Stepper::back_from_keep_problem() {
  s_.problem.reset();
  const auto where = s_.before_keeping;
  if (where != Place::identify && !asks_for_key(where))
    return go(where);
  // The card may have come or gone meanwhile.
  go(card_place(s_));
}

void Stepper::on(const EnterDraftCode&) {
  if (!at(Place::concern))
    return;
  s_.search = Search::none;
  go(Place::enter_draft_code);
}

void Stepper::on(const SubmitDraftCode& event) {
  if (!at(Place::enter_draft_code) || s_.search == Search::running)
    return;
  s_.search = Search::running;
  emit(FindDraft{event.code.clone()});
}

void Stepper::on(const DraftNotFound& event) {
  if (!at(Place::enter_draft_code) || s_.search != Search::running)
    return;
  s_.search = event.why;
  s_.last_touch = context_.now;
}

void Stepper::on(const DraftFound& event) {
  if (!at(Place::enter_draft_code) || s_.search != Search::running)
    return;
  const auto offered =
      std::find_if(context_.assistants.begin(), context_.assistants.end(),
                   [&](const auto& each) { return each.second == event.draft.assistant(); });
  if (offered == context_.assistants.end()) {
    s_.search = Search::outdated;
    return;
  }
  s_.search = Search::none;
  s_.concern = offered->first;
  s_.draft = event.draft;
  s_.draft_id = event.id;
  s_.papers.clear();
  s_.from_check = s_.from_overview = false;
  s_.hurried_from.reset();
  (void)s_.draft.set("antrag.sprache", s_.presentation.language, context_.wall);
  prefill();
  if (const auto open = evaluated().first_incomplete(forms::PageKind::questions))
    return go_to(*open);
  to_documents_or_check();
}

} // namespace foyer::visit
