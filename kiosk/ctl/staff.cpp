// SPDX-License-Identifier: EUPL-1.2
#include "hidden_line.hpp"
#include "verbs.hpp"

#include <app/staff_entrance.hpp>
#include <base/pause.hpp>
#include <staff/session.hpp>

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>

#include <unistd.h>

namespace foyer::ctl {
namespace {

const char* in_words(api::StaffCard card) {
  switch (card) {
  case api::StaffCard::reader_missing: return "no reader";
  case api::StaffCard::absent: return "no card";
  case api::StaffCard::mute: return "a card that does not answer; the other way round?";
  case api::StaffCard::looking: return "a card that is still being looked at";
  case api::StaffCard::foreign: return "a wrong card: no certificate of this office";
  case api::StaffCard::not_yet_valid: return "a service card that is not valid yet";
  case api::StaffCard::expired: return "a service card that has expired";
  case api::StaffCard::revoked: return "a service card that was revoked";
  case api::StaffCard::list_missing: return "a service card, but the list of revoked ones is old";
  case api::StaffCard::roleless: return "a service card without a role, or with two";
  case api::StaffCard::ready: return "a service card";
  case api::StaffCard::module_failed: return "a card whose software failed";
  }
  return "?";
}

const char* in_words(api::StaffRole role) {
  return role == api::StaffRole::staff ? "staff" : "technician";
}

const char* in_words(api::PinTries tries) {
  switch (tries) {
  case api::PinTries::all: return "all tries left";
  case api::PinTries::some_used: return "some tries used";
  case api::PinTries::last_one: return "the last try";
  case api::PinTries::locked: return "locked";
  }
  return "?";
}

void print(const api::StaffCardSeen& seen) {
  std::printf("%s", in_words(seen.card));
  if (seen.card == api::StaffCard::ready)
    std::printf("; role: %s; PIN: %s%s", in_words(seen.role), in_words(seen.tries),
                seen.pin_pad ? ", typed on the reader" : "");
  std::printf("\n");
}

// Watches on a thread of its own until something is known about the card.
class Watch {
 public:
  explicit Watch(api::StaffReader& reader)
      : thread_([this, &reader](const std::stop_token& stop) {
          reader.watch(stop, [this](const api::StaffCardSeen& seen) {
            const std::lock_guard lock(mutex_);
            seen_ = seen;
            told_card_there_ = told_card_there_ && seen.card == api::StaffCard::ready;
            news_.notify_all();
          });
        }) {}

  // Fails with: cancelled.
  Result<api::StaffCardSeen> settled(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    // The reader's own limits end a card's software before that.
    news_.wait_for(lock, stop, std::chrono::seconds(30),
                   [this] { return seen_ && seen_->card != api::StaffCard::looking; });
    if (stop.stop_requested())
      return fail(FailureCode::cancelled);
    told_card_there_ = true;
    return seen_.value_or(api::StaffCardSeen{});
  }

  // Has the ready card that settled() told of lain there ever since?
  bool still_there() {
    const std::lock_guard lock(mutex_);
    return told_card_there_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any news_;
  std::optional<api::StaffCardSeen> seen_;
  bool told_card_there_ = false;
  std::jthread thread_; // last: it uses the others
};

SteadyTime now() {
  return system_clock().steady();
}

// A login as the terminal does it: the session's state machine, and its effects carried out.
class Login {
 public:
  Login(api::StaffReader& reader, app::StaffMemory memory, std::stop_token stop)
      : reader_(reader), memory_(std::move(memory)), stop_(std::move(stop)), watch_(reader) {}

  Result<api::StaffRole> run(bool even_last_try) {
    FOYER_CHECK(step(staff::Started{memory_.failures()}));
    FOYER_CHECK(look(even_last_try));
    if (const auto wait = state_.not_before - now(); wait.count() > 0) {
      std::fprintf(stderr, "after failed logins: %lld s to wait\n",
                   static_cast<long long>(wait.count() / 1000 + 1));
      if (!pause(wait, stop_))
        return fail(FailureCode::cancelled);
      FOYER_CHECK(look(even_last_try)); // another card may lie there now
    }
    Secret pin;
    if (!state_.card.pin_pad) {
      FOYER_TRY(pin, read_hidden_line(STDIN_FILENO, "PIN", stop_));
      if (pin.empty())
        return fail(FailureCode::staff_card_refused, "no PIN was given");
    }
    if (!watch_.still_there()) // the PIN is for the card that was shown
      return fail(FailureCode::card_removed);
    FOYER_CHECK(step(staff::LastTryConfirmed{}));
    FOYER_CHECK(step(staff::PinTyped{std::move(pin)}));
    if (state_.place != staff::Place::open)
      return fail(FailureCode::staff_card_refused, "the session does not open");
    return *state_.role;
  }

 private:
  // What lies there now, and whether it may be given a PIN.
  Status look(bool even_last_try) {
    FOYER_TRY(const api::StaffCardSeen seen, watch_.settled(stop_));
    print(seen);
    FOYER_CHECK(step(staff::CardSeen{seen}));
    if (state_.place != staff::Place::pin)
      return fail(FailureCode::staff_card_refused, in_words(seen.card));
    if (seen.tries == api::PinTries::locked)
      return fail(FailureCode::staff_pin_locked);
    if (seen.tries == api::PinTries::last_one && !even_last_try)
      return fail(FailureCode::staff_card_refused, "only the last try is left: --last-try");
    return success();
  }

  // Fails where an effect does.
  Status step(staff::Event event) {
    auto next = staff::step(std::move(state_), std::move(event), now());
    state_ = std::move(next.state);
    for (const staff::Effect& effect : next.effects) {
      if (const auto* count = std::get_if<staff::Remember>(&effect))
        FOYER_CHECK(memory_.remember(count->failures));
      if (const auto* login = std::get_if<staff::LogIn>(&effect)) {
        auto answer = reader_.log_in(login->pin, stop_);
        const Status outcome = answer.ok() ? success() : Status(answer.failure());
        FOYER_CHECK(step(staff::LoginEnded{login->attempt, std::move(answer)}));
        FOYER_CHECK(outcome);
      }
    }
    return success();
  }

  api::StaffReader& reader_;
  app::StaffMemory memory_;
  std::stop_token stop_;
  Watch watch_;
  staff::State state_;
};

} // namespace

Status show_staff(const app::Config& config) {
  FOYER_TRY(const auto reader, app::make_staff_reader(config, system_clock()));
  Watch watch(*reader);
  FOYER_TRY(const auto seen, watch.settled({}));
  print(seen);
  const int failures = app::StaffMemory(config.terminal.data_dir).failures();
  if (failures > 0)
    std::printf("failed logins in a row: %d; the next waits %lld s\n", failures,
                static_cast<long long>(staff::wait_after(failures).count() / 1000));
  return success();
}

Status log_in_staff(const app::Config& config, bool last) {
  std::stop_source stop;
  const Interrupts interrupts(stop);
  FOYER_TRY(const auto reader, app::make_staff_reader(config, system_clock()));
  FOYER_TRY(const auto role,
            Login(*reader, app::StaffMemory(config.terminal.data_dir), stop.get_token()).run(last));
  std::printf("logged in as %s\n", in_words(role));
  return success();
}

} // namespace foyer::ctl
