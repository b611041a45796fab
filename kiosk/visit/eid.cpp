// SPDX-License-Identifier: EUPL-1.2
// The online ID function: set the PIN, change or unblock it, or prove to the office who one is. The
// AusweisApp leads, this follows: what it asks for is typed, and how it ends is told.
#include "stepper.hpp"

#include <variant>

namespace foyer::visit {

namespace {

// What no other try mends as long as nobody looks after the machine.
bool out_of_order(FailureCode code) {
  return code == FailureCode::eid_missing || code == FailureCode::eid_outdated;
}

api::EidTask task_of(EidWish wish) {
  switch (wish) {
  case EidWish::set_first:
  case EidWish::change: return api::EidTask::change_pin;
  case EidWish::unblock: return api::EidTask::unblock;
  case EidWish::prove: return api::EidTask::authenticate;
  }
  return api::EidTask::change_pin;
}

std::size_t digits_wanted(const EidJob& job) {
  if (job.question->what == api::EidNumber::pin && job.question->shortest < job.question->longest)
    return job.five_digits ? 5 : 6;
  return static_cast<std::size_t>(job.question->longest);
}

} // namespace

bool may_prove(const State& state) {
  return state.place == Place::check_answers && state.eid_here && state.eid_proves &&
         !state.eid_failure && state.line_up && !state.proof && !state.proof_refused;
}

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

void Stepper::on(const ProveIdentity&) {
  if (may_prove(s_))
    begin_eid(EidWish::prove);
}

void Stepper::begin_eid(EidWish wish) {
  s_.eid = {};
  s_.eid.wish = wish;
  s_.eid.five_digits = wish == EidWish::set_first;
  s_.problem.reset();
  emit(RunEid{task_of(wish)});
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
  } else if (const auto* consent = std::get_if<api::EidConsent>(&news)) {
    if (job.wish != EidWish::prove)
      return back_from_eid(); // no service was asked for
    job.consent = *consent;
    go(Place::eid_consent);
  }
}

void Stepper::consent_to_eid() {
  emit(ConsentEid{});
  go(Place::eid_working);
}

void Stepper::on(const EidEnded& event) {
  if (!eid_at_work(s_.place))
    return;
  const auto wish = s_.eid.wish;
  if (wish == EidWish::prove && !event.proof)
    return on(EidFailed{fail(FailureCode::eid_refused)});
  s_.eid = {};
  s_.eid.wish = wish;
  s_.eid.end = event.end;
  if (event.proof)
    s_.proof = event.proof;
  go(Place::eid_done);
}

void Stepper::on(const EidFailed& event) {
  if (!eid_at_work(s_.place))
    return;
  s_.eid.question.reset();
  s_.eid.once.reset();
  if (out_of_order(event.failure.code))
    s_.eid_failure = event.failure;
  if (event.failure.code == FailureCode::eid_not_offered)
    s_.proof_refused = true;
  if (event.failure.code == FailureCode::cancelled)
    return go(before_eid());
  s_.problem = event.failure;
  go(Place::eid_problem);
}

// Who proves who they are has an application in hand, and goes on with it whatever came of it.
Place Stepper::before_eid() const {
  return s_.eid.wish == EidWish::prove ? Place::check_answers : Place::eid_choose;
}

void Stepper::go_on_from_eid() {
  if (s_.eid.wish == EidWish::prove)
    return go(Place::check_answers);
  if (at(Place::eid_problem))
    return go(Place::concern);
  say_goodbye(EndReason::finished);
}

void Stepper::back_from_eid() {
  if (at(Place::eid_problem))
    return go(before_eid());
  if (at(Place::eid_done))
    return go(s_.eid.wish == EidWish::prove ? Place::check_answers : Place::concern);
  if (s_.eid.stopping || s_.eid.changing)
    return;
  s_.eid.stopping = true;
  s_.eid.question.reset();
  s_.eid.once.reset();
  emit(StopEid{});
  go(Place::eid_working);
}

} // namespace foyer::visit
