// SPDX-License-Identifier: EUPL-1.2
// The card: lay it down, type its number or a passport's printed data, read it, or go on without.
#include "stepper.hpp"

namespace foyer::visit {

namespace {

bool about_a_card(Place place) {
  return place == Place::identify || asks_for_key(place) || place == Place::card_read ||
         place == Place::card_problem;
}

} // namespace

void Stepper::on(const AsGuest&) {
  if (!about_a_card(s_.place))
    return;
  s_.by_zone = false;
  begin_questions();
}

void Stepper::read_card(ReadCard effect) {
  s_.card_step = 0;
  s_.problem.reset();
  emit(std::move(effect));
  go(Place::reading_card);
}

void Stepper::on(const SubmitCan& event) {
  if (at(Place::enter_can))
    read_card({event.digits.clone()});
}

void Stepper::on(const HasNoCan&) {
  if (!at(Place::enter_can))
    return;
  s_.by_zone = true;
  go(Place::enter_zone);
}

void Stepper::on(const SubmitZone& event) {
  if (!at(Place::enter_zone) || s_.card != api::CardPresence::present)
    return;
  s_.optical.zone.reset(); // what was typed counts now, not what was read before
  s_.optical.taken = false;
  read_card({event.zone.clone()});
}

void Stepper::on(const CardChanged& event) {
  const auto before = s_.card;
  s_.card = event.presence;
  const bool arrived =
      before != api::CardPresence::present && event.presence == api::CardPresence::present;
  if (arrived) { // whoever lays a card down is there
    s_.idle_warning.reset();
    s_.last_touch = context_.now;
  }
  if (arrived && at(Place::identify))
    return go(card_place(s_));
  if (event.presence == api::CardPresence::absent && at(Place::enter_can))
    return go(Place::identify);
  if (event.presence == api::CardPresence::mute && at(Place::identify)) {
    s_.problem = fail(FailureCode::card_mute);
    go(Place::card_problem);
  }
}

void Stepper::on(const CardProgressed& event) {
  if (at(Place::reading_card))
    s_.card_step = event.step;
}

void Stepper::on(const CardWasRead& event) {
  if (!at(Place::reading_card))
    return;
  s_.reading = event.reading;
  forms::prefill_from_card(s_.draft, event.reading->facts.reveal());
  go(Place::card_read);
}

void Stepper::on(const CardFailed& event) {
  if (!at(Place::reading_card))
    return;
  s_.problem = event.failure;
  go(Place::card_problem);
}

} // namespace foyer::visit
