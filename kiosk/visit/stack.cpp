// SPDX-License-Identifier: EUPL-1.2
// A stack in the feeder: its pages come one after the other and are looked at together. Nothing is
// dropped but what the visitor leaves out; what came before a failure is good.
#include "stepper.hpp"

#include <algorithm>
#include <utility>

namespace foyer::visit {

bool may_stack(forms::PaperKind kind) {
  return kind == forms::PaperKind::any || kind == forms::PaperKind::finances;
}

bool only_draws_in(const State& state) {
  return state.scanner && !state.scanner->glass && state.scanner->feeder;
}

bool may_scan(const State& state) {
  if (!only_draws_in(state) || state.inquiry.opened)
    return true;
  return may_stack(state.draft.assistant()->documents[state.document].kind);
}

void Stepper::on(const ScannerFound& event) {
  s_.scanner = event.kind;
}

void Stepper::on(const SetBothSides& event) {
  if (at_scan_home())
    s_.both_sides = event.on;
}

// From where the pages are looked at a new stack begins; later it goes on with the rest.
void Stepper::on(const ScanStack&) {
  const bool goes_on = at(Place::stack_problem) || at(Place::stack_review);
  // A cable that was pulled: the driver says so, not a button that does nothing.
  if ((!at_scan_home() || !s_.scanner || !s_.scanner->feeder) && !goes_on)
    return;
  auto target = scan_target();
  if (!may_stack(target.kind))
    return;
  if (!goes_on)
    s_.stack = {};
  const std::size_t there = target.pages.size() + s_.stack.pages.size();
  if (there >= target.most)
    return;
  target.how.most = target.most - there;
  target.how.source = s_.both_sides && s_.scanner && s_.scanner->both_sides
                          ? api::ScanSource::feeder_both_sides
                          : api::ScanSource::feeder;
  target.how.expected = ExpectedPaper::any; // a stack may hold all kinds
  target.how.known = marks_of(target.pages);
  for (const auto& sheet : s_.stack.pages)
    if (sheet.page.mark)
      target.how.known.push_back(sheet.page.mark);
  s_.stack.stopping = false;
  s_.look = {};
  s_.problem.reset();
  start_scan(std::move(target.how), Place::stack_scanning);
}

void Stepper::stack_page(const ScannedPage& page) {
  const auto target = scan_target();
  if (target.pages.size() + s_.stack.pages.size() >= target.most)
    return;
  s_.stack.pages.push_back({.page = page});
}

void Stepper::on(const StackEnded&) {
  if (at(Place::stack_scanning))
    stack_ended();
}

// Sheets that the scanner has given whole are in nobody's hands: they come before the end is told.
void Stepper::stop_stack() {
  if (!std::exchange(s_.stack.stopping, true))
    emit(EndStack{});
}

void Stepper::stack_ended() {
  s_.problem.reset();
  if (s_.stack.pages.empty())
    return go(scan_target().home);
  const auto target = scan_target();
  s_.stack.full = target.pages.size() + s_.stack.pages.size() >= target.most;
  go(Place::stack_review);
}

void Stepper::on(const LeaveOut& event) {
  if (at(Place::stack_review) && event.number < s_.stack.pages.size())
    s_.stack.pages[event.number].left_out = event.out;
}

void Stepper::keep_stack() {
  const auto target = scan_target();
  bool any = false;
  for (auto& sheet : std::exchange(s_.stack, {}).pages) {
    if (sheet.left_out || target.pages.size() >= target.most)
      continue;
    target.pages.push_back(std::move(sheet.page));
    any = true;
  }
  pages_changed();
  if (any && !scans_for_answer())
    (void)s_.draft.set_later(current_document().id, false);
  go(target.home);
}

void Stepper::back_from_stack() {
  s_.stack = {};
  s_.problem.reset();
  go(scan_target().home);
}

} // namespace foyer::visit
