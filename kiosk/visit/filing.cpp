// SPDX-License-Identifier: EUPL-1.2
// Filing, the receipt, and the three questions afterwards.
#include "stepper.hpp"

namespace foyer::visit {

namespace {

constexpr std::size_t feedback_questions = 3;

} // namespace

std::shared_ptr<const FilingRequest> Stepper::request() const {
  auto request = std::make_shared<FilingRequest>();
  request->draft = s_.draft;
  request->reading = s_.reading;
  if (s_.optical.taken && !s_.reading)
    request->zone = s_.optical.zone;
  // Pages of a document that is no longer asked for stay in the draft, not in what is filed.
  const auto evaluation = evaluated();
  for (const std::size_t document : evaluation.documents()) {
    const auto& id = s_.draft.assistant()->documents[document].id;
    if (const auto pages = s_.papers.find(id); pages != s_.papers.end() && !pages->second.empty())
      request->papers.insert(*pages);
  }
  request->language = s_.presentation.language;
  request->line_up = s_.line_up;
  request->draft_id = s_.draft_id;
  request->proof = s_.proof;
  return request;
}

void Stepper::on(const FileNow&) {
  if (at(Place::case_check))
    return file_answer();
  if (!at(Place::ready))
    return;
  s_.problem.reset();
  emit(FileApplication{request()});
  go(Place::filing);
}

void Stepper::on(const TryAgain&) {
  switch (s_.place) {
  case Place::filing_problem:
    s_.problem.reset();
    emit(FileApplication{request()});
    return go(Place::filing);
  case Place::keep_problem: return keep();
  case Place::case_problem: return file_answer();
  case Place::card_problem: return go(card_place(s_));
  case Place::scan_review:
  case Place::scan_problem: return on(ScanPage{});
  case Place::stack_problem: return on(ScanStack{});
  case Place::eid_problem: return s_.eid_failure ? go(before_eid()) : begin_eid(s_.eid.wish);
  default: return;
  }
}

void Stepper::on(const Filed& event) {
  if (at(Place::case_filing))
    return answer_filed(event.receipt);
  if (!at(Place::filing))
    return;
  s_.receipt = event.receipt;
  s_.paper = Paper::printing;
  emit(PrintReceipt{request(), event.receipt});
  go(Place::receipt);
}

void Stepper::on(const FilingFailed& event) {
  if (!at(Place::filing) && !at(Place::case_filing))
    return;
  s_.problem = event.failure;
  s_.inquiry.filed.reset();
  // Filed again, it might be there twice.
  const bool unproven = event.failure.code == FailureCode::store_mismatch;
  go(unproven            ? Place::filing_unproven
     : at(Place::filing) ? Place::filing_problem
                         : Place::case_problem);
}

void Stepper::on(const PrintAgain&) {
  if (at(Place::draft_kept) && s_.paper != Paper::printing)
    return print_code();
  if (at(Place::case_sent) && s_.paper != Paper::printing)
    return print_answer();
  if (!at(Place::receipt) || s_.paper == Paper::printing)
    return;
  s_.paper = Paper::printing;
  s_.paper_problem.reset();
  emit(PrintReceipt{request(), *s_.receipt});
}

void Stepper::on(const Printed&) {
  printing_ended(Paper::printed);
}

void Stepper::on(const PrintFailed& event) {
  if (printing_ended(Paper::failed))
    s_.paper_problem = event.failure;
}

bool Stepper::printing_ended(Paper paper) {
  if (s_.paper != Paper::printing)
    return false;
  s_.paper = paper;
  if (at(Place::goodbye)) // time to take it, or to read that there is none
    s_.last_touch = context_.now;
  return true;
}

void Stepper::on(const GiveFeedback& event) {
  next_feedback(event.mark);
}
void Stepper::on(const SkipFeedback&) {
  next_feedback(0);
}

void Stepper::next_feedback(int mark) {
  if (!at(Place::feedback))
    return;
  s_.feedback.push_back(mark);
  if (s_.feedback.size() < feedback_questions) {
    s_.feedback_question = static_cast<int>(s_.feedback.size());
    return go(Place::feedback);
  }
  emit(KeepFeedback{s_.feedback});
  go(Place::goodbye);
}

} // namespace foyer::visit
