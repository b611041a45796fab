// SPDX-License-Identifier: EUPL-1.2
#include "verbs.hpp"

#include <app/staff_entrance.hpp>
#include <staff/session.hpp>

#include <condition_variable>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <string>
#include <termios.h>
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
            news_.notify_all();
          });
        }) {}

  api::StaffCardSeen settled() {
    std::unique_lock lock(mutex_);
    // The reader's own limits end a card's software before that.
    news_.wait_for(lock, std::chrono::seconds(30),
                   [this] { return seen_ && seen_->card != api::StaffCard::looking; });
    return seen_.value_or(api::StaffCardSeen{});
  }

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  std::optional<api::StaffCardSeen> seen_;
  std::jthread thread_; // last: it uses the others
};

// One line, not shown where it is typed.
Secret ask_for_pin() {
  termios before{};
  const bool typed = ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (typed) {
    termios quiet = before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    std::fprintf(stderr, "PIN: ");
  }
  std::string line;
  std::getline(std::cin, line);
  if (typed) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fprintf(stderr, "\n");
  }
  Secret pin{std::string_view(line)};
  wipe(line);
  return pin;
}

SteadyTime now() {
  return system_clock().steady();
}

} // namespace

Status show_staff(const app::Config& config) {
  FOYER_TRY(const auto reader, app::make_staff_reader(config, system_clock()));
  Watch watch(*reader);
  print(watch.settled());
  const int failures = app::StaffMemory(config.terminal.data_dir).failures();
  if (failures > 0)
    std::printf("failed logins in a row: %d; the next waits %lld s\n", failures,
                static_cast<long long>(staff::wait_after(failures).count() / 1000));
  return success();
}

Status log_in_staff(const app::Config& config, bool last) {
  FOYER_TRY(const auto reader, app::make_staff_reader(config, system_clock()));
  app::StaffMemory memory(config.terminal.data_dir);
  staff::State state = staff::step({}, staff::Started{memory.failures()}, now()).state;
  Watch watch(*reader);
  const api::StaffCardSeen seen = watch.settled();
  print(seen);
  state = staff::step(std::move(state), staff::CardSeen{seen}, now()).state;
  if (state.place != staff::Place::pin)
    return fail(FailureCode::staff_card_refused, in_words(seen.card));
  if (seen.tries == api::PinTries::locked)
    return fail(FailureCode::staff_pin_locked);
  if (seen.tries == api::PinTries::last_one && !last)
    return fail(FailureCode::staff_card_refused, "only the last try is left: --last-try");
  state = staff::step(std::move(state), staff::LastTryConfirmed{}, now()).state;
  Secret pin = seen.pin_pad ? Secret() : ask_for_pin();
  if (const auto wait = state.not_before - now(); wait.count() > 0) {
    std::fprintf(stderr, "after failed logins: %lld s to wait\n",
                 static_cast<long long>(wait.count() / 1000 + 1));
    std::this_thread::sleep_for(wait);
  }
  auto next = staff::step(std::move(state), staff::PinTyped{std::move(pin)}, now());
  for (std::size_t i = 0; i < next.effects.size(); ++i) {
    if (const auto* one = std::get_if<staff::Remember>(&next.effects[i]))
      FOYER_CHECK(memory.remember(one->failures));
    if (const auto* one = std::get_if<staff::LogIn>(&next.effects[i])) {
      auto login = reader->log_in(one->pin, {});
      const Status done = login.ok() ? success() : Status(login.failure());
      next = staff::step(std::move(next.state), staff::LoginEnded{std::move(login)}, now());
      for (const staff::Effect& effect : next.effects)
        if (const auto* remembered = std::get_if<staff::Remember>(&effect))
          FOYER_CHECK(memory.remember(remembered->failures));
      FOYER_CHECK(done);
      break;
    }
  }
  if (next.state.place != staff::Place::open)
    return fail(FailureCode::staff_card_refused, "no PIN was given");
  std::printf("logged in as %s\n", in_words(*next.state.role));
  return success();
}

} // namespace foyer::ctl
