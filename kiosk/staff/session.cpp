// SPDX-License-Identifier: EUPL-1.2
#include <staff/session.hpp>

#include <algorithm>

namespace foyer::staff {
namespace {

using api::PinTries;
using api::StaffCard;
using api::StaffRole;

class Stepper {
 public:
  Stepper(State state, SteadyTime now) : s_(std::move(state)), now_(now) {}

  void operator()(const Started& event) {
    s_.failures = std::max(0, event.failures);
    s_.not_before = now_ + wait_after(s_.failures); // S3: the whole wait, whatever the clock did
  }

  void operator()(const CardSeen& event) {
    const StaffCard before = s_.card.card;
    s_.card = event.card;
    if (s_.card.card == StaffCard::ready) {
      // What is left of the PIN may change while it is checked or the session is open.
      if (s_.place == Place::locked)
        s_.place = Place::pin;
      if (s_.place == Place::open && s_.card.role != *s_.role)
        lock(LockReason::card); // S6
      return;
    }
    if (before == StaffCard::ready || s_.card.card == StaffCard::absent)
      s_.failure.reset();
    s_.last_try_confirmed = false;
    if (s_.place == Place::open)
      lock(LockReason::card); // S4
    // A login that is still running is answered later: its number, or this place, keeps it from
    // opening anything.
    s_.place = Place::locked;
  }

  void operator()(PinTyped& event) {
    if (s_.place != Place::pin || now_ < s_.not_before || s_.card.tries == PinTries::locked)
      return; // S1, S2
    if (s_.card.tries == PinTries::last_one && !s_.last_try_confirmed)
      return; // S1
    if (event.pin.empty() != s_.card.pin_pad)
      return;
    s_.place = Place::checking;
    s_.last_try_confirmed = false;
    // S2, S3: it counts, and makes the next one wait, until it is known to have gone well.
    ++s_.failures;
    s_.not_before = now_ + wait_after(s_.failures);
    effects_.emplace_back(Remember{s_.failures});
    s_.awaited = true;
    effects_.emplace_back(LogIn{++s_.attempt, std::move(event.pin)});
  }

  void operator()(const LastTryConfirmed&) {
    if (s_.place == Place::pin && s_.card.tries == PinTries::last_one)
      s_.last_try_confirmed = true;
  }

  void operator()(const LoginEnded& event) {
    if (!s_.awaited || event.attempt != s_.attempt)
      return; // S4: of a login before; that it was begun is counted already
    s_.awaited = false;
    if (event.login.ok())
      return succeed(*event.login);
    const FailureCode code = event.login.failure().code;
    if (code == FailureCode::cancelled) {
      // Nobody typed, or the terminal ended it: no guess was made.
      --s_.failures;
      s_.not_before = now_;
      effects_.emplace_back(Remember{s_.failures});
    } else {
      s_.not_before = now_ + wait_after(s_.failures); // S2: whatever went wrong, a PIN may be tried
    }
    if (s_.place != Place::checking)
      return;
    s_.failure = code;
    s_.place = Place::pin;
  }

  void operator()(const Touched&) {
    if (s_.place == Place::open)
      s_.touched = now_;
  }

  void operator()(const Ticked&) {
    if (s_.place != Place::open)
      return;
    const auto idle = *s_.role == StaffRole::staff ? staff_idle : technician_idle;
    if (now_ - s_.touched >= idle)
      lock(LockReason::idle); // S5
  }

  void operator()(const LockAsked&) {
    if (s_.place == Place::open)
      lock(LockReason::asked); // S5
  }

  void operator()(const PhotoCompared&) {
    if (s_.place == Place::open && *s_.role == StaffRole::staff)
      s_.photo_compared = true;
  }
  void operator()(const OnSiteReadingEnded&) { s_.photo_compared = false; }
  void operator()(const VisitEnded&) { s_.photo_compared = false; }

  Step take() { return {std::move(s_), std::move(effects_)}; }

 private:
  void succeed(const api::StaffLogin& login) {
    s_.failures = 0;
    s_.not_before = now_;
    effects_.emplace_back(Remember{0});
    if (s_.place != Place::checking)
      return; // S4: the card has left meanwhile
    s_.failure.reset();
    if (login.role != s_.card.role) {
      s_.failure = FailureCode::staff_card_refused; // S6
      s_.place = Place::pin;
      return;
    }
    s_.place = Place::open;
    s_.role = login.role;
    s_.touched = now_;
    effects_.emplace_back(Opened{login.role});
  }

  void lock(LockReason reason) {
    s_.role.reset();
    s_.photo_compared = false;
    s_.place = s_.card.card == StaffCard::ready ? Place::pin : Place::locked;
    effects_.emplace_back(Locked{reason});
  }

  State s_;
  SteadyTime now_;
  std::vector<Effect> effects_;
};

} // namespace

std::chrono::milliseconds wait_after(int failures) {
  std::chrono::milliseconds wait{0};
  for (int i = 0; i < failures && wait < longest_wait; ++i)
    wait = wait.count() == 0 ? std::chrono::milliseconds(first_wait) : 2 * wait;
  return std::min<std::chrono::milliseconds>(wait, longest_wait);
}

Step step(State state, Event event, SteadyTime now) {
  Stepper stepper(std::move(state), now);
  std::visit(stepper, event);
  return stepper.take();
}

} // namespace foyer::staff
