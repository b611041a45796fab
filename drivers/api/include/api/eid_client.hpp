// SPDX-License-Identifier: EUPL-1.2
// The contract of the eID function: set or change the PIN, unblock it, prove who one is to a
// service. What the card says to the service never comes here; the terminal gets only the outcome.
#pragma once

#include <base/personal.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace foyer::api {

// The client program behind the contract, for technicians.
struct EidClientInfo {
  std::string name;    // "AusweisApp2"
  std::string version; // "1.26.2"
  int api_level = 0;
};

enum class EidTask : std::uint8_t {
  change_pin,   // also sets the first PIN in place of the five digits of the PIN letter
  unblock,      // makes the PIN usable again after wrong tries; the PIN stays as it is
  authenticate, // to the service behind `token_url`
};
struct EidJob {
  EidTask task = EidTask::change_pin;
  // BSI TR-03124-1 §2.1: the tcTokenURL, made by the service; only for authenticate.
  Personal<std::string> token_url;
};

enum class EidNumber : std::uint8_t { pin, can, puk, new_pin };

// News, in the order in which they come. A person is expected to act after InsertCard, Question
// and Consent; after all others the machine is at work.
struct EidInsertCard {
  bool reader_there = true; // false: no reader for eID cards is connected (yet)
  bool other_card = false;  // the card that lies there has no eID function
};
struct EidCardHeld {}; // a card lies there
struct EidCardLost {}; // it has left, or lies badly: to be laid down again, without haste
struct EidQuestion {
  EidNumber what = EidNumber::pin;
  // Tries left for the PIN: 3, 2, 1, or 0 where it is blocked; nothing: the card has not said.
  std::optional<int> tries;
  std::optional<EidNumber> rejected; // the number given last was not the card's
  bool malformed = false;            // the number given last has the wrong length or no digits
  bool on_reader = false;            // typed on the reader's own pad: show that, answer() nothing
  // How many digits answer() takes: a PIN to be changed may be the five of the PIN letter.
  int shortest = 6;
  int longest = 6;
};
// Who wants to know what, and what for (authenticate): what the holder must be shown before the PIN
// (§ 18 (4) PAuswG). Go on by consent(), or stop. All but name and rights may be empty.
struct EidConsent {
  std::string service; // the name in the service's certificate
  std::string service_url;
  std::vector<std::string> rights; // names of TR-03110: "FamilyName", "DateOfBirth"
  std::string purpose;
  std::string terms;       // the service's address and who watches over it, as it has written it
  std::string valid_until; // the last day of its certificate, "2026-12-31"
};
struct EidWorking {
  int percent = 0;
};
using EidNews =
    std::variant<EidInsertCard, EidCardHeld, EidCardLost, EidQuestion, EidConsent, EidWorking>;

enum class EidEnd : std::uint8_t {
  done,        // changed, unblocked, or the service knows who it is
  not_blocked, // unblock: nothing was to do, at least two tries are left
};
struct EidOutcome {
  EidEnd end = EidEnd::done;
  // authenticate: where the service goes on (holds its session's number); else empty.
  Personal<std::string> refresh_url;
};

class EidClient {
 public:
  virtual ~EidClient() = default;

  // Is the client there and young enough? Takes about half a second; blocks.
  // Fails with: eid_missing, eid_outdated, eid_crashed, cancelled.
  virtual Result<EidClientInfo> probe(const std::stop_token& stop) = 0;

  // Does one job to its end on the calling thread, which also gets the news. One job at a time.
  // `stop` ends it at any moment; waiting for a person is the caller's to limit, through `stop`.
  // After a failure the card may have lost a try; nothing of the job goes on.
  // Fails with: eid_missing, eid_outdated, eid_crashed, eid_deactivated (the card's eID function is
  // off), eid_blocked (the PUK is used up), eid_refused (the service, or its line), card_removed,
  // card_refused, timed_out, cancelled.
  virtual Result<EidOutcome> run(const EidJob& job, const std::stop_token& stop,
                                 const std::function<void(const EidNews&)>& tell) = 0;

  // The digits for the last EidQuestion, and the yes to EidConsent. Any thread; what nobody waits
  // for is dropped.
  virtual void answer(Secret digits) = 0;
  virtual void consent() = 0;
};

} // namespace foyer::api
