// SPDX-License-Identifier: EUPL-1.2
// Documents: scan a page, look at it, keep it or scan again, or hand it in later.
#include "stepper.hpp"

#include <algorithm>
#include <utility>

namespace foyer::visit {

namespace {

constexpr int answer_dpi = 300;
constexpr std::size_t card_sides = 2;

ExpectedPaper expected(forms::PaperKind kind, std::size_t page) {
  switch (kind) {
  case forms::PaperKind::any: break;
  case forms::PaperKind::passport:
  case forms::PaperKind::identity: return ExpectedPaper::card_or_passport;
  case forms::PaperKind::card: // behind it sheets may come that go with it
    return page < card_sides ? ExpectedPaper::card_or_passport : ExpectedPaper::any;
  case forms::PaperKind::finances: return ExpectedPaper::sheet;
  }
  return ExpectedPaper::any;
}

} // namespace

std::vector<std::shared_ptr<const PageMark>> marks_of(const std::vector<ScannedPage>& pages,
                                                      std::optional<std::size_t> without) {
  std::vector<std::shared_ptr<const PageMark>> marks;
  for (std::size_t n = 0; n < pages.size(); ++n)
    if (n != without && pages[n].mark)
      marks.push_back(pages[n].mark);
  return marks;
}

bool wants_back(const forms::Document& document, std::size_t pages) {
  return document.kind == forms::PaperKind::card && pages == 1 && document.max_pages > 1;
}

const forms::Document& Stepper::current_document() const {
  return s_.draft.assistant()->documents[s_.document];
}

void Stepper::go_to_document(std::size_t document) {
  s_.document = document;
  s_.look = {};
  s_.stack = {};
  emit(LookForScanner{});
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
  return {
      .home = Place::document,
      .pages = s_.papers[document.id],
      .most = static_cast<std::size_t>(document.max_pages),
      .how = {document.mode, document.dpi, expected(document.kind, s_.papers[document.id].size())},
      .kind = document.kind};
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
  if (s_.look.changing)
    return;
  s_.look = {};
  go(scan_target().home);
}

// A scanner with nothing but a feeder draws in one sheet.
api::ScanSource Stepper::source_of_one() const {
  return only_draws_in(s_) ? api::ScanSource::feeder : api::ScanSource::glass;
}

void Stepper::on(const ScanPage&) {
  if (!at_scan_home() && !at(Place::scan_review) && !at(Place::scan_problem))
    return;
  auto target = scan_target();
  if (!may_scan(s_)) { // the page of the paper says so
    if (at(Place::scan_problem))
      back_from_scan();
    return;
  }
  // Scanned again, a page takes the place of the one that was looked at, once it is kept.
  const auto again = at_scan_home() ? std::nullopt : s_.look.kept ? s_.look.kept : s_.look.replaces;
  if (s_.look.changing || (!again && target.pages.size() >= target.most))
    return;
  target.how.known = marks_of(target.pages, again);
  if (again)
    target.how.expected = expected(target.kind, *again);
  s_.look = {};
  s_.look.replaces = again;
  s_.problem.reset();
  target.how.source = source_of_one();
  start_scan(std::move(target.how), Place::scanning);
}

void Stepper::start_scan(StartScan how, Place place) {
  s_.scan_progress = 0;
  s_.scanner_warms_up = false;
  const bool glass = how.source == api::ScanSource::glass;
  s_.scanned = std::max(s_.scanned, glass ? Scanned::laid_on_glass : Scanned::drawn_in);
  emit(std::move(how));
  go(place);
}

void Stepper::on(const StopScan&) {
  if (at(Place::case_scanning))
    return back_in_case();
  if (at(Place::stack_scanning))
    return stop_stack();
  if (at(Place::zone_scanning) || at(Place::code_scanning)) {
    emit(EndScan{});
    ++s_.changes; // nobody waits for what is being read
    return go(at(Place::zone_scanning) ? Place::enter_zone : Place::question);
  }
  if (!at(Place::scanning))
    return;
  emit(EndScan{});
  back_from_scan();
}

void Stepper::on(const ScanProgressed& event) {
  if (!is_scanning(s_.place))
    return;
  s_.scan_progress = event.done;
  s_.scanner_warms_up = event.warming_up;
}

void Stepper::on(const PageArrived& event) {
  if (at(Place::case_scanning)) {
    emit(OpenScannedCase{look_up(), event.page});
    return go(Place::case_opening);
  }
  if (at(Place::zone_scanning))
    return emit(ReadScannedZone{++s_.changes, event.page});
  if (at(Place::code_scanning))
    return emit(ReadScannedCodes{++s_.changes, event.page});
  if (at(Place::stack_scanning))
    return stack_page(event.page);
  if (!at(Place::scanning))
    return;
  s_.look.page = event.page;
  go(Place::scan_review);
}

void Stepper::on(const ScanFailed& event) {
  if (at(Place::zone_scanning) || at(Place::code_scanning)) {
    s_.optical.problem = event.failure;
    return go(at(Place::zone_scanning) ? Place::enter_zone : Place::question);
  }
  if (!is_scanning(s_.place))
    return;
  s_.problem = event.failure;
  go(at(Place::scanning)         ? Place::scan_problem
     : at(Place::stack_scanning) ? Place::stack_problem
                                 : Place::case_key);
}

void Stepper::on(const KeepPage&) {
  if (at(Place::stack_review))
    return keep_stack();
  if (!at(Place::scan_review) || !s_.look.page || s_.look.changing)
    return;
  const auto target = scan_target();
  auto look = std::exchange(s_.look, {});
  look.page->original.reset(); // what is not filed does not stay
  const auto place = look.kept ? look.kept : look.replaces;
  if (place && *place < target.pages.size())
    target.pages[*place] = std::move(*look.page);
  else
    target.pages.push_back(std::move(*look.page));
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

void Stepper::on(const MovePage& event) {
  if (!at_scan_home() || (event.by != 1 && event.by != -1))
    return;
  auto& pages = scan_target().pages;
  const auto to = event.number + static_cast<std::size_t>(event.by); // wraps around below 0
  if (event.number < pages.size() && to < pages.size())
    std::swap(pages[event.number], pages[to]);
}

bool Stepper::lacks_paper() const {
  const auto pages = s_.papers.find(current_document().id);
  return current_document().min_pages > 0 && (pages == s_.papers.end() || pages->second.empty());
}

void Stepper::on(const HandInLater& event) {
  if (scans_for_answer())
    return;
  const bool no_stack = at(Place::stack_problem) && s_.stack.pages.empty();
  const bool only_later = at(Place::document) && !may_scan(s_);
  const bool gives_up = (at(Place::scan_problem) || no_stack || only_later) && event.later;
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
