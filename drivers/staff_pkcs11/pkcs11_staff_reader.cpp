// SPDX-License-Identifier: EUPL-1.2
#include <staff_pkcs11/pkcs11_staff_reader.hpp>

#include "staff_worker.hpp"

#include <base/log.hpp>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace foyer::staff_pkcs11 {
namespace {

using api::CardPresence;
using api::PinTries;
using api::StaffCard;
using api::StaffCardSeen;

// PKCS#11 v2.40 §3.2 and §3.6; written down here so that the terminal does not see the module's
// header. The worker passes the numbers on as they are.
constexpr std::uint32_t flag_pin_pad = 0x0000'0100;   // CKF_PROTECTED_AUTHENTICATION_PATH
constexpr std::uint32_t flag_count_low = 0x0001'0000; // CKF_USER_PIN_COUNT_LOW
constexpr std::uint32_t flag_final_try = 0x0002'0000;
constexpr std::uint32_t flag_locked = 0x0004'0000;
constexpr std::uint32_t device_error = 0x30, device_removed = 0x32; // CKR_DEVICE_*
constexpr std::uint32_t function_canceled = 0x50;
constexpr std::uint32_t pin_incorrect = 0xA0, pin_invalid = 0xA1, pin_len_range = 0xA2;
constexpr std::uint32_t pin_locked = 0xA4;
constexpr std::uint32_t token_not_present = 0xE0;

PinTries tries_of(std::uint32_t flags) {
  if ((flags & flag_locked) != 0)
    return PinTries::locked;
  if ((flags & flag_final_try) != 0)
    return PinTries::last_one;
  return (flags & flag_count_low) != 0 ? PinTries::some_used : PinTries::all;
}

Failure failure_of(std::uint32_t result) {
  const std::string detail = "PKCS#11 result " + std::to_string(result);
  switch (result) {
  case pin_incorrect:
  case pin_invalid:
  case pin_len_range: return fail(FailureCode::staff_pin_wrong, detail);
  case pin_locked: return fail(FailureCode::staff_pin_locked, detail);
  case device_error:
  case device_removed:
  case token_not_present: return fail(FailureCode::card_removed, detail);
  case function_canceled: return fail(FailureCode::cancelled, detail);
  default: return fail(FailureCode::staff_module_broken, detail);
  }
}

// The verdict that tells most about a card with several certificates.
int weight(StaffCard verdict) {
  constexpr std::array order{StaffCard::ready,        StaffCard::roleless, StaffCard::revoked,
                             StaffCard::list_missing, StaffCard::expired,  StaffCard::not_yet_valid,
                             StaffCard::foreign};
  return static_cast<int>(std::find(order.begin(), order.end(), verdict) - order.begin());
}

// A card that was taken away in mid-look is no fault.
StaffCardSeen module_failed(const Failure& why) {
  if (why.code != FailureCode::cancelled)
    log(events::Fault{.room = "staff_pkcs11", .failure = why.code});
  return {.card = StaffCard::module_failed};
}

} // namespace

struct Pkcs11StaffReader::State {
  // The card that was found ready, and how to sign with it.
  struct Ready {
    CardCertificate certificate;
    Judged judged;
  };

  State(Pkcs11Config the_config, std::unique_ptr<api::CardReader> the_reader,
        const Clock& the_clock)
      : config(std::move(the_config)), reader(std::move(the_reader)), clock(the_clock) {}

  const Pkcs11Config config;
  const std::unique_ptr<api::CardReader> reader;
  const Clock& clock;

  std::mutex mutex; // up to the line
  std::condition_variable_any news;
  std::optional<CardPresence> presence;
  std::uint64_t cards = 0;  // counts changes of presence
  std::stop_source leaving; // asked for when the card of now has left
  StaffCardSeen seen;
  std::optional<Ready> ready;
  bool look_again = false;
  // ----
  std::mutex working; // held by whoever talks to the worker; never taken while holding `mutex`
  std::optional<StaffWorker> worker;

  void note(CardPresence now) {
    const std::lock_guard lock(mutex);
    presence = now;
    ++cards;
    leaving.request_stop();
    leaving = std::stop_source();
    ready.reset();
    look_again = false;
    news.notify_all();
  }

  // Finds out what lies there; the worker stays for the login.
  StaffCardSeen look(const std::stop_token& stop, const std::stop_token& left, std::uint64_t card);
  Result<Ready> best_of(const CardContent& content) const;
  Result<api::StaffLogin> log_in(const Ready& with, const Secret& pin, const std::stop_token& stop,
                                 const std::stop_token& left);
};

Result<Pkcs11StaffReader::State::Ready>
Pkcs11StaffReader::State::best_of(const CardContent& content) const {
  Ready best;
  for (const CardCertificate& one : content.certificates) {
    FOYER_TRY(Judged judged, judge(config.judge, one.der, clock.wall()));
    if (best.certificate.der.empty() || weight(judged.verdict) < weight(best.judged.verdict))
      best = {one, std::move(judged)};
  }
  return best;
}

StaffCardSeen Pkcs11StaffReader::State::look(const std::stop_token& stop,
                                             const std::stop_token& left, std::uint64_t card) {
  const std::lock_guard work(working);
  worker.reset();
  auto started = StaffWorker::start(config);
  if (!started.ok())
    return module_failed(started.failure());
  const auto content = started->look(config.look_limit, stop, left);
  if (!content.ok())
    return module_failed(content.failure());
  auto best = best_of(*content);
  if (!best.ok())
    return module_failed(best.failure());
  StaffCardSeen found{.card = best->judged.verdict};
  if (found.card != StaffCard::ready)
    return found; // the worker goes: nothing more is asked of such a card
  found.role = *best->judged.role;
  found.tries = tries_of(best->certificate.flags);
  found.pin_pad = (best->certificate.flags & flag_pin_pad) != 0;
  worker.emplace(std::move(*started));
  const std::lock_guard lock(mutex);
  if (cards == card)
    ready = std::move(*best);
  return found;
}

Result<api::StaffLogin> Pkcs11StaffReader::State::log_in(const Ready& with, const Secret& pin,
                                                         const std::stop_token& stop,
                                                         const std::stop_token& left) {
  const std::lock_guard work(working);
  if (left.stop_requested())
    return fail(FailureCode::card_removed);
  if (!worker)
    return fail(FailureCode::staff_card_refused, "staff: no card that is ready");
  FOYER_TRY(const Bytes nonce, fresh_nonce());
  SignRequest request;
  request.slot = with.certificate.slot;
  request.elliptic = with.judged.elliptic;
  request.pin = pin.clone();
  request.id = with.certificate.id;
  request.digest = challenge_digest(with.judged.sha256, nonce);
  const auto answer =
      worker->sign(request, pin.empty() ? config.typing_limit : config.sign_limit, stop, left);
  const auto give_up = [&] {
    worker.reset();
    const std::lock_guard lock(mutex);
    look_again = true;
    news.notify_all();
  };
  if (left.stop_requested()) {
    worker.reset();
    return fail(FailureCode::card_removed);
  }
  if (!answer.ok()) {
    give_up();
    return answer.failure();
  }
  {
    const std::lock_guard lock(mutex);
    if (ready && ready->certificate.der == with.certificate.der) {
      if (answer->flags)
        seen.tries = tries_of(*answer->flags);
      else if (answer->result != 0)
        look_again = true; // a try is gone, and nobody says how many are left
      if (answer->result == pin_locked)
        seen.tries = PinTries::locked;
      news.notify_all();
    }
  }
  if (answer->result != 0)
    return failure_of(answer->result);
  if (!signature_fits(with.certificate.der, request.digest, answer->signature)) {
    give_up();
    return fail(FailureCode::staff_card_refused, "staff: the signature is wrong");
  }
  // Hours may lie between looking and logging in: the certificate counts as it is now.
  FOYER_TRY(const Judged now, judge(config.judge, with.certificate.der, clock.wall()));
  if (now.verdict != StaffCard::ready) {
    give_up();
    return fail(FailureCode::staff_card_refused, "staff: not valid any more");
  }
  return api::StaffLogin{*now.role, now.sha256, now.valid_until};
}

Pkcs11StaffReader::Pkcs11StaffReader(Pkcs11Config config, std::unique_ptr<api::CardReader> reader,
                                     const Clock& clock)
    : state_(std::make_unique<State>(std::move(config), std::move(reader), clock)) {}

Pkcs11StaffReader::~Pkcs11StaffReader() = default;

void Pkcs11StaffReader::watch(const std::stop_token& stop,
                              const std::function<void(const StaffCardSeen&)>& changed) {
  State& s = *state_;
  const std::jthread presence([&s](const std::stop_token& ended) {
    s.reader->watch(ended, [&s](CardPresence now) { s.note(now); });
  });
  std::optional<StaffCardSeen> reported;
  std::uint64_t handled = 0;
  std::unique_lock lock(s.mutex);
  const auto report = [&] {
    const StaffCardSeen now = s.seen;
    if (reported == now || stop.stop_requested())
      return;
    reported = now;
    lock.unlock();
    changed(now);
    lock.lock();
  };
  while (!stop.stop_requested()) {
    s.news.wait(lock, stop, [&] {
      return s.cards != handled || s.look_again || (reported && *reported != s.seen);
    });
    if (stop.stop_requested())
      break;
    if (s.cards == handled && !s.look_again) {
      report();
      continue;
    }
    const bool same_card = s.cards == handled;
    handled = s.cards;
    s.look_again = false;
    s.ready.reset();
    const CardPresence now = s.presence.value_or(CardPresence::reader_missing);
    const std::stop_token left = s.leaving.get_token();
    if (now != CardPresence::present) {
      s.seen = {.card = now == CardPresence::absent ? StaffCard::absent
                        : now == CardPresence::mute ? StaffCard::mute
                                                    : StaffCard::reader_missing};
      report();
      lock.unlock();
      {
        const std::lock_guard work(s.working);
        s.worker.reset();
      }
      lock.lock();
      continue;
    }
    if (same_card || !reported || reported->card != StaffCard::looking) {
      s.seen = {.card = StaffCard::looking};
      report();
    }
    lock.unlock();
    const StaffCardSeen found = s.look(stop, left, handled);
    lock.lock();
    if (s.cards == handled) {
      s.seen = found;
      report();
    }
  }
  lock.unlock();
  const std::lock_guard work(s.working);
  s.worker.reset();
}

Result<api::StaffLogin> Pkcs11StaffReader::log_in(const Secret& pin, const std::stop_token& stop) {
  std::optional<State::Ready> with;
  std::stop_token left;
  {
    const std::lock_guard lock(state_->mutex);
    with = state_->ready;
    left = state_->leaving.get_token();
  }
  if (!with)
    return fail(FailureCode::staff_card_refused, "staff: no card that is ready");
  return state_->log_in(*with, pin, stop, left);
}

} // namespace foyer::staff_pkcs11
