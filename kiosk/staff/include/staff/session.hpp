// SPDX-License-Identifier: EUPL-1.2
// The staff's session at a terminal as a state machine: a service card, its PIN, an open session, a
// lock. Pure: step(state, event, now) gives a state and effects; time comes in, devices stay out.
//
// The clauses, each with a test of its name in tests/unit/staff:
//   S1  Only a card that is ready and not locked takes a PIN; its last try wants a confirmation.
//   S2  After each failure the next PIN waits twice as long; a success forgets them all.
//   S3  A failure is remembered before the PIN goes to the card, so that neither a power cut nor a
//       restart saves a try; a restart begins the wait anew.
//   S4  A card that leaves, or is not ready any more, locks at once; the answer to a login that was
//       begun with it opens nothing, whatever lies there when it comes.
//   S5  A session that nobody touches locks, and so does a wish to lock.
//   S6  The session has the role the login proved, which is the role that was shown.
//   S7  What a role may do: policy.hpp.
#pragma once

#include <api/staff_card.hpp>

#include <optional>
#include <variant>
#include <vector>

namespace foyer::staff {

// S2. A wrong PIN by mistake costs a breath; at 5 s doubled, ten guesses cost more than an hour,
// which is why it need not grow beyond a quarter of one and keep a technician out.
inline constexpr std::chrono::seconds first_wait{5};
inline constexpr std::chrono::seconds longest_wait{15 * 60};
// S5. Somebody at the counter looks at the screen all the time; a technician at the cables does
// not.
inline constexpr std::chrono::seconds staff_idle{3 * 60};
inline constexpr std::chrono::seconds technician_idle{10 * 60};

// How long the next PIN has to wait after so many failures in a row.
std::chrono::milliseconds wait_after(int failures);

enum class Place : std::uint8_t {
  locked,   // no card, or one that cannot log in: State::card says why
  pin,      // a PIN may be typed once State::not_before has come
  checking, // the card has the PIN
  open,     // State::role is logged in
};

struct State {
  Place place = Place::locked;
  api::StaffCardSeen card;
  int failures = 0;          // in a row, with one that is being checked
  std::uint64_t attempt = 0; // number of the last login that was begun
  bool awaited = false;      // its answer
  SteadyTime not_before{};
  bool last_try_confirmed = false;
  std::optional<FailureCode> failure; // of the last login, until the card changes or one succeeds
  std::optional<api::StaffRole> role; // with `open`
  SteadyTime touched{};
  bool photo_compared = false; // for one reading
};

// ---- Events
// First of all, with what was remembered.
struct Started {
  int failures = 0;
};
struct CardSeen {
  api::StaffCardSeen card;
};
// Empty where the PIN is typed on the reader.
struct PinTyped {
  Secret pin;
};
struct LastTryConfirmed {};
// Of the login with that number, the last one; the answer to an earlier one changes nothing.
struct LoginEnded {
  std::uint64_t attempt = 0;
  Result<api::StaffLogin> login;
};
struct Touched {};
struct Ticked {};
struct LockAsked {};
// Staff has compared the visitor with the photo of the document (§ 18a PAuswG).
struct PhotoCompared {};
struct OnSiteReadingEnded {};
struct VisitEnded {};

using Event = std::variant<Started, CardSeen, PinTyped, LastTryConfirmed, LoginEnded, Touched,
                           Ticked, LockAsked, PhotoCompared, OnSiteReadingEnded, VisitEnded>;

// ---- Effects, to be carried out in order
// Durable before the next effect begins.
struct Remember {
  int failures = 0;
};
struct LogIn {
  std::uint64_t attempt = 0; // for LoginEnded
  Secret pin;
};
struct Opened {
  api::StaffRole role;
};
enum class LockReason : std::uint8_t { card, idle, asked };
struct Locked {
  LockReason reason;
};

using Effect = std::variant<Remember, LogIn, Opened, Locked>;

struct Step {
  State state;
  std::vector<Effect> effects;
};

// Events that do not fit the state change nothing.
Step step(State state, Event event, SteadyTime now);

} // namespace foyer::staff
