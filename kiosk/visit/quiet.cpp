// SPDX-License-Identifier: EUPL-1.2
// What becomes of a visit when nobody does anything: the only part of it that time alone changes.
#include "stepper.hpp"

#include <visit/timeouts.hpp>

namespace foyer::visit {

bool waits_for_person(Place place) {
  switch (place) {
  case Place::attract:
  case Place::reading_card:
  case Place::scanning:
  case Place::stack_scanning:
  case Place::zone_scanning:
  case Place::code_scanning:
  case Place::filing:
  case Place::keeping:
  case Place::eid_working:
  case Place::case_scanning:
  case Place::case_opening:
  case Place::case_filing:
  case Place::goodbye: return false;
  default: return true;
  }
}

std::optional<SteadyTime> next_tick(const State& state) {
  if (state.place == Place::goodbye) {
    // A card left behind, or a paper that is not out yet, keeps "take them along" up, but not for
    // ever.
    const bool waits = state.card == api::CardPresence::present || state.paper == Paper::printing;
    return state.last_touch + (waits ? idle_warning_after : goodbye_lasts);
  }
  if (!waits_for_person(state.place))
    return std::nullopt;
  if (state.resting)
    return *state.resting + rest_lasts;
  return state.idle_warning ? *state.idle_warning + idle_response
                            : state.last_touch + idle_warning_after;
}

// What is still in the printer would meet the next visitor.
void Stepper::end_unattended(EndReason reason) {
  if (s_.paper == Paper::printing)
    emit(StopPrinting{});
  end_visit(reason);
}

void Stepper::on(const Tick&) {
  const auto is_due = [this] {
    const auto due = next_tick(s_);
    return due && context_.now >= *due;
  };
  if (!is_due())
    return;
  if (at(Place::goodbye))
    return end_unattended(after_goodbye());
  s_.resting.reset();
  if (!is_due())
    return;
  if (s_.idle_warning)
    return end_unattended(s_.receipt || s_.kept ? after_goodbye() : EndReason::idle);
  s_.idle_warning = context_.now;
  s_.presentation.blank = s_.presentation.blank && s_.presentation.speech; // it must be seen
}

} // namespace foyer::visit
