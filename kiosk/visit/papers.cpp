// SPDX-License-Identifier: EUPL-1.2
// Documents: scan a page, look at it, keep it or scan again, or hand it in later.
#include "stepper.hpp"

#include <utility>

namespace foyer::visit {

namespace {

constexpr int answer_dpi = 300;

} // namespace

const forms::Document& Stepper::current_document() const {
  return s_.draft.assistant()->documents[s_.document];
}

void Stepper::go_to_document(std::size_t document) {
  s_.document = document;
  s_.fresh_page.reset();
  go(Place::document);
}

void Stepper::to_documents_or_check() {
  if (const auto first = next_document(evaluated(), std::nullopt))
    return go_to_document(*first);
  go(Place::check_answers);
}

void Stepper::leave_document() {
  if (s_.from_check) {
    s_.from_check = false;
    return go(Place::check_answers);
  }
  if (const auto next = next_document(evaluated(), s_.document))
    return go_to_document(*next);
  go(Place::check_answers);
}

void Stepper::back_from_document() {
  if (s_.from_check) {
    s_.from_check = false;
    return go(Place::check_answers);
  }
  std::optional<std::size_t> previous;
  const auto evaluation = evaluated();
  for (const std::size_t document : evaluation.documents())
    if (document < s_.document)
      previous = document;
  if (previous)
    return go_to_document(*previous);
  back_to_last_question();
}

void Stepper::on(const ChangeDocument& event) {
  if (!at(Place::check_answers))
    return;
  const auto evaluation = evaluated();
  for (const std::size_t document : evaluation.documents()) {
    if (document != event.document)
      continue;
    s_.from_check = true;
    return go_to_document(document);
  }
}

Stepper::ScanTarget Stepper::scan_target() {
  if (scans_for_answer())
    return {.home = Place::case_answer,
            .pages = s_.inquiry.pages,
            .most = most_answer_pages,
            .how = {forms::ScanMode::color, answer_dpi}};
  const auto& document = current_document();
  return {.home = Place::document,
          .pages = s_.papers[document.id],
          .most = static_cast<std::size_t>(document.max_pages),
          .how = {document.mode, document.dpi}};
}

// The draft counts its pages.
void Stepper::pages_changed() {
  if (scans_for_answer())
    return;
  const auto& id = current_document().id;
  const auto pages = s_.papers[id].size();
  (void)s_.draft.set_pages(id, static_cast<int>(pages));
}

void Stepper::back_from_scan() {
  s_.fresh_page.reset();
  go(scan_target().home);
}

void Stepper::on(const ScanPage&) {
  if (!at_scan_home() && !at(Place::scan_review) && !at(Place::scan_problem))
    return;
  const auto target = scan_target();
  if (target.pages.size() >= target.most)
    return;
  s_.fresh_page.reset();
  s_.problem.reset();
  s_.scan_progress = 0;
  emit(target.how);
  go(Place::scanning);
}

void Stepper::on(const StopScan&) {
  if (at(Place::case_scanning))
    return back_in_case();
  if (!at(Place::scanning))
    return;
  emit(EndScan{});
  back_from_scan();
}

void Stepper::on(const ScanProgressed& event) {
  if (at(Place::scanning) || at(Place::case_scanning))
    s_.scan_progress = event.done;
}

void Stepper::on(const PageArrived& event) {
  if (at(Place::case_scanning)) {
    emit(OpenScannedCase{look_up(), event.page});
    return go(Place::case_opening);
  }
  if (!at(Place::scanning))
    return;
  s_.fresh_page = event.page;
  go(Place::scan_review);
}

void Stepper::on(const ScanFailed& event) {
  if (!at(Place::scanning) && !at(Place::case_scanning))
    return;
  s_.problem = event.failure;
  go(at(Place::scanning) ? Place::scan_problem : Place::case_key);
}

void Stepper::on(const KeepPage&) {
  if (!at(Place::scan_review) || !s_.fresh_page)
    return;
  const auto target = scan_target();
  target.pages.push_back(*std::exchange(s_.fresh_page, std::nullopt));
  pages_changed();
  if (!scans_for_answer())
    (void)s_.draft.set_later(current_document().id, false);
  go(target.home);
}

void Stepper::on(const RemovePage& event) {
  if (!at_scan_home())
    return;
  auto& pages = scan_target().pages;
  if (event.number >= pages.size())
    return;
  pages.erase(pages.begin() + static_cast<std::ptrdiff_t>(event.number));
  pages_changed();
}

bool Stepper::lacks_paper() const {
  const auto pages = s_.papers.find(current_document().id);
  return current_document().min_pages > 0 && (pages == s_.papers.end() || pages->second.empty());
}

void Stepper::on(const HandInLater& event) {
  if (scans_for_answer())
    return;
  const bool gives_up = at(Place::scan_problem) && event.later;
  if ((gives_up || at(Place::document)) && lacks_paper())
    (void)s_.draft.set_later(current_document().id, event.later);
  if (gives_up)
    leave_document();
}

void Stepper::on(const CannotGet& event) {
  if (at(Place::document) && lacks_paper())
    (void)s_.draft.set_cannot(current_document().id, event.why);
}

} // namespace foyer::visit
