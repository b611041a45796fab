// SPDX-License-Identifier: EUPL-1.2
// The contract of the staff's reader: whose service card lies there, and its login by PIN.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/secret.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

namespace foyer::api {

enum class StaffRole : std::uint8_t { staff, technician };

// What lies in the reader, as far as it can be told without the PIN. Only `ready` can log in.
enum class StaffCard : std::uint8_t {
  reader_missing,
  absent,
  mute,          // the wrong way round, or broken: it does not answer
  looking,       // it is being looked at
  foreign,       // a wrong card: it holds no certificate under the office's authority
  not_yet_valid, // ... or one that is valid later,
  expired,       // earlier,
  revoked,       // not any more,
  list_missing,  // or perhaps not: the list of revoked certificates is missing or too old
  roleless,      // no role, or two of them
  ready,
  module_failed, // the card's software could not be started, crashed, or took too long
};

// What the card tells about its PIN before it is typed (PKCS#11 v2.40 §3.2, CKF_USER_PIN_*).
enum class PinTries : std::uint8_t { all, some_used, last_one, locked };

struct StaffCardSeen {
  StaffCard card = StaffCard::reader_missing;
  // The last three only with `ready`.
  StaffRole role = StaffRole::staff;
  PinTries tries = PinTries::all;
  bool pin_pad = false; // the PIN is typed on the reader: log in with an empty one
  bool operator==(const StaffCardSeen&) const = default;
};

struct StaffLogin {
  StaffRole role = StaffRole::staff;
  Bytes certificate_sha256; // who, for the journal; no name
  WallTime valid_until;
};

class StaffReader {
 public:
  virtual ~StaffReader() = default;

  // Calls `changed` on the calling thread: once with the state now, then at each change, until
  // `stop` is asked for. A removal is told at once, also while the card is looked at or logged in.
  virtual void watch(const std::stop_token& stop,
                     const std::function<void(const StaffCardSeen&)>& changed) = 0;

  // Shows the card the PIN, has it sign a fresh challenge and checks the signature against the
  // certificate that watch() judged. Needs watch() running; from any other thread, one at a time;
  // blocks for seconds (with a pin pad, as long as the holder types). The card keeps no login.
  // Fails with: staff_pin_wrong, staff_pin_locked, staff_card_refused (no card that is ready, or
  // its signature is wrong), card_removed, staff_module_broken, cancelled.
  virtual Result<StaffLogin> log_in(const Secret& pin, const std::stop_token& stop) = 0;
};

} // namespace foyer::api
