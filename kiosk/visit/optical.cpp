// SPDX-License-Identifier: EUPL-1.2
// What is read from paper on the scanner instead of being typed: a passport's printed lines, the
// code of a photo studio. All of it is shown and confirmed before it counts.
#include "stepper.hpp"

#include <forms/prefill.hpp>

namespace foyer::visit {

namespace {

constexpr int print_dpi = 300;

} // namespace

void Stepper::scan_to_read(Place place, StartScan how) {
  s_.optical.nothing = false;
  s_.optical.problem.reset();
  how.source = source_of_one();
  start_scan(std::move(how), place);
}

void Stepper::on(const ScanZone&) {
  // A passport is never drawn in by a feeder.
  if ((at(Place::enter_zone) || at(Place::zone_read)) && source_of_one() == api::ScanSource::glass)
    scan_to_read(Place::zone_scanning, {forms::ScanMode::color, print_dpi});
}

void Stepper::on(const ZoneWasRead& event) {
  if (!at(Place::zone_scanning) || event.asked != s_.changes)
    return;
  s_.optical.zone = event.zone;
  s_.optical.taken = false;
  s_.optical.nothing = event.zone == nullptr;
  go(event.zone ? Place::zone_read : Place::enter_zone);
}

// The page said so: what was read stands in the passport.
void Stepper::open_by_zone() {
  if (s_.card == api::CardPresence::present)
    read_card({s_.optical.zone->key.clone()});
}

void Stepper::on(const GoWithoutChip&) {
  const bool here = at(Place::zone_read) || (at(Place::card_problem) && s_.by_zone);
  if (!here || !s_.optical.zone)
    return;
  s_.optical.taken = true;
  s_.by_zone = false;
  forms::prefill_from_print(s_.draft, s_.optical.zone->facts.reveal());
  begin_questions();
}

void Stepper::on(const ScanCode& event) {
  if (!at(Place::question) && !at(Place::code_read))
    return;
  const auto index = s_.draft.assistant()->find_field(event.field);
  if (!index || s_.draft.assistant()->fields[*index].type != forms::FieldType::code)
    return;
  s_.optical.codes.clear();
  s_.optical.field = event.field;
  s_.optical.row = event.row;
  scan_to_read(Place::code_scanning, {forms::ScanMode::grey, print_dpi});
}

void Stepper::on(const CodesWereRead& event) {
  if (!at(Place::code_scanning) || event.asked != s_.changes)
    return;
  s_.optical.codes = event.codes;
  s_.optical.nothing = event.codes.empty();
  go(event.codes.empty() ? Place::question : Place::code_read);
}

void Stepper::on(const TakeCode& event) {
  if (!at(Place::code_read) || event.number >= s_.optical.codes.size())
    return;
  const auto& code = *s_.optical.codes[event.number];
  go(Place::question);
  on(SetAnswer{s_.optical.field, std::string(as_text(code.reveal())), s_.optical.row});
  s_.optical.codes.clear();
}

} // namespace foyer::visit
