// SPDX-License-Identifier: EUPL-1.2
// What a few readers can do by themselves: take a PIN on their own keys, or open the card with PACE
// (PC/SC part 10, 2.02.09, and its amendment 1; BSI TR-03119). Used where present, never needed.
#pragma once

#include <base/bytes.hpp>
#include <base/secret.hpp>

#include <chrono>
#include <cstdint>

namespace foyer::api {

// PC/SC part 10 amendment 1, PinID (the same numbers as in TR-03110-3 table B.2).
enum class PacePassword : std::uint8_t { mrz = 1, can = 2, pin = 3, puk = 4 };

struct ReaderPaceRequest {
  PacePassword password = PacePassword::can;
  Secret value;                  // empty: the holder types it on the reader
  Bytes chat;                    // certificate holder authorization template, or empty
  Bytes certificate_description; // shown by readers with a display, or empty
};

// What the reader found while it opened the card. Everything is the card's word: judge it.
struct ReaderPace {
  std::uint16_t mse_status = 0; // status word of MSE:Set AT; 63Cx: x tries are left
  Bytes ef_card_access;
  Bytes authority_current;  // CARs, for terminal authentication
  Bytes authority_previous; // empty where there is none
  Bytes id_icc;             // the card's compressed ephemeral key
};

// How a card wants a PIN that the holder types on the reader.
struct PinPadRequest {
  Bytes command; // VERIFY, with an empty or a padded PIN block: 00 20 00 P2 [Lc FF..]
  int min_digits = 4;
  int max_digits = 16;
  std::uint8_t format = 0x82; // bmFormatString: 82 ASCII, left justified, in bytes
  std::uint8_t block = 0x00;  // bmPINBlockString: length of the PIN block, 0: as many as typed
  std::uint8_t length_format = 0x00;
  std::chrono::seconds limit{30};
};

// Belongs to its channel, is used on that channel's thread and not after it.
class ReaderFunctions {
 public:
  virtual ~ReaderFunctions() = default;

  // FEATURE_EXECUTE_PACE with generic PACE: open() may be called.
  [[nodiscard]] virtual bool can_pace() const = 0;
  // FEATURE_VERIFY_PIN_DIRECT: verify_pin() may be called.
  [[nodiscard]] virtual bool has_pin_pad() const = 0;

  // EstablishPACEChannel. From then on the reader does secure messaging itself and transmit() takes
  // plain APDUs; a reset or close() ends it. Blocks while the holder types, up to a minute.
  // Fails with: can_wrong (the password; mse_status of the next try says what is left),
  // card_refused, card_removed, card_mute, timed_out, cancelled (the reader's own cancel key or the
  // channel's stop), malformed (an answer that makes no sense), card_unsupported (no such
  // function).
  virtual Result<ReaderPace> open(const ReaderPaceRequest& request) = 0;
  // DestroyPACEChannel; quiet where there is none.
  virtual void close() = 0;

  // The card's status word (9000, 63Cx, 6983). Blocks while the holder types.
  // Fails with: timed_out, cancelled, card_removed, card_mute, card_unsupported.
  virtual Result<std::uint16_t> verify_pin(const PinPadRequest& request) = 0;
};

} // namespace foyer::api
