// SPDX-License-Identifier: EUPL-1.2
// The online ID function: set the PIN, change or unblock it. The AusweisApp leads, this follows:
// what it asks for is typed, and how it ends is told.
#include "stepper.hpp"

#include <variant>

namespace foyer::visit {

namespace {

// What no other try mends as long as nobody looks after the machine.
bool out_of_order(FailureCode code) {
  return code == FailureCode::eid_missing || code == FailureCode::eid_outdated;
}

std::size_t digits_wanted(const EidJob& job) {
  if (job.question->what == api::EidNumber::pin && job.question->shortest < job.question->longest)
    return job.five_digits ? 5 : 6;
  return static_cast<std::size_t>(job.question->longest);
}

} // namespace

void Stepper::on(const EnterEid&) {
  if (!at(Place::concern))
    return;
  s_.eid = {};
  if (s_.eid_here && s_.eid_failure) // somebody may have put it right
    emit(CheckEid{});
  go(Place::eid_choose);
}

void Stepper::on(const EidChecked& event) {
  s_.eid_failure = event.failure;
}

void Stepper::on(const ChooseEid& event) {
  if (at(Place::eid_choose) && s_.eid_here && !s_.eid_failure)
    begin_eid(event.wish);
}

void Stepper::begin_eid(EidWish wish) {
  s_.eid = {};
  s_.eid.wish = wish;
  s_.eid.five_digits = wish == EidWish::set_first;
  s_.problem.reset();
  emit(RunEid{wish == EidWish::unblock ? api::EidTask::unblock : api::EidTask::change_pin});
  go(Place::eid_working);
}

void Stepper::on(const SetPinDigits& event) {
  if (!at(Place::eid_number) || s_.eid.five_digits == event.five)
    return;
  s_.eid.five_digits = event.five;
  ++s_.eid.asked;
}

void Stepper::on(const SubmitEidNumber& event) {
  auto& job = s_.eid;
  if (!at(Place::eid_number) || !job.question || job.question->on_reader || job.lost ||
      event.digits.size() != digits_wanted(job))
    return;
  if (job.question->what == api::EidNumber::new_pin)
    return submit_new_pin(event.digits);
  emit(AnswerEid{event.digits.clone()});
  go(Place::eid_working);
}

// Nobody sees what they type: only a PIN typed twice alike is one that its holder knows.
void Stepper::submit_new_pin(const Secret& digits) {
  auto& job = s_.eid;
  const auto before = std::exchange(job.once, nullptr);
  job.differed = before && !(*before == digits);
  ++job.asked;
  if (!before)
    job.once = std::make_shared<const Secret>(digits.clone());
  if (!before || job.differed)
    return;
  emit(AnswerEid{digits.clone()});
  job.changing = true;
  go(Place::eid_working);
}

void Stepper::on(const EidTold& event) {
  if (eid_at_work(s_.place) && !s_.eid.stopping)
    tell_eid(event.news);
}

void Stepper::tell_eid(const api::EidNews& news) {
  auto& job = s_.eid;
  if (const auto* question = std::get_if<api::EidQuestion>(&news)) {
    job.question = *question;
    job.once.reset();
    job.lost = job.differed = job.changing = false;
    ++job.asked;
    go(Place::eid_number);
  } else if (const auto* insert = std::get_if<api::EidInsertCard>(&news)) {
    job.reader_there = insert->reader_there;
    job.other_card = insert->other_card;
    job.question.reset();
    go(Place::eid_card);
  } else if (std::holds_alternative<api::EidCardHeld>(news)) {
    job.lost = job.other_card = false;
    if (at(Place::eid_card))
      go(Place::eid_working);
  } else if (std::holds_alternative<api::EidCardLost>(news)) {
    job.lost = true;
    if (at(Place::eid_working))
      go(Place::eid_card);
  } else if (std::holds_alternative<api::EidConsent>(news)) {
    back_from_eid(); // no service was asked for
  }
}

void Stepper::on(const EidEnded& event) {
  if (!eid_at_work(s_.place))
    return;
  const auto wish = s_.eid.wish;
  s_.eid = {};
  s_.eid.wish = wish;
  s_.eid.end = event.end;
  go(Place::eid_done);
}

void Stepper::on(const EidFailed& event) {
  if (!eid_at_work(s_.place))
    return;
  s_.eid.question.reset();
  s_.eid.once.reset();
  if (out_of_order(event.failure.code))
    s_.eid_failure = event.failure;
  if (event.failure.code == FailureCode::cancelled)
    return go(Place::eid_choose);
  s_.problem = event.failure;
  go(Place::eid_problem);
}

void Stepper::back_from_eid() {
  if (at(Place::eid_problem))
    return go(Place::eid_choose);
  if (s_.eid.stopping || s_.eid.changing)
    return;
  s_.eid.stopping = true;
  s_.eid.question.reset();
  s_.eid.once.reset();
  emit(StopEid{});
  go(Place::eid_working);
}

} // namespace foyer::visit
