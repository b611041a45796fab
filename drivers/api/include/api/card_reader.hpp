// SPDX-License-Identifier: EUPL-1.2
// The contract of card readers: who lies on the reader, and a channel to talk to it.
#pragma once

#include <api/reader_functions.hpp>
#include <base/bytes.hpp>

#include <functional>
#include <memory>
#include <stop_token>

namespace foyer::api {

// One connected card. Used by one thread at a time; closes when destroyed.
class ApduChannel {
 public:
  virtual ~ApduChannel() = default;

  // Sends one command APDU (ISO 7816-4, short or extended) and returns the response with its two
  // status bytes. Blocks until the card answers; a card that has left gives card_removed at once.
  // Status words other than 9000 are answers, not failures. 61xx/6Cxx are the caller's business.
  // Fails with: card_removed, card_mute, reader_missing, reader_busy, cancelled.
  virtual Result<Bytes> transmit(ByteView command) = 0;

  // True where the card has announced extended length (ATR historical bytes, or learned otherwise).
  [[nodiscard]] virtual bool extended_length() const = 0;

  // What the reader can do itself; null for most. Lives as long as the channel. The first call asks
  // the reader and blocks for that.
  [[nodiscard]] virtual ReaderFunctions* own_functions() { return nullptr; }
};

// mute: something lies there that does not answer: the wrong way round, no chip, a broken one, or
// several cards at once.
enum class CardPresence : std::uint8_t { absent, present, mute, reader_missing };

// One reader. watch() and connect() may run on different threads.
class CardReader {
 public:
  virtual ~CardReader() = default;

  // Calls `changed` on the calling thread: once with the state now, then at each change, until
  // `stop` is asked for. A missing reader or a restarted PC/SC service is a state, not an end.
  virtual void watch(const std::stop_token& stop,
                     const std::function<void(CardPresence)>& changed) = 0;

  // Connects to the card that lies there; `stop` ends a hanging exchange (cancelled).
  // Fails with: card_absent, card_mute, reader_busy, reader_missing.
  virtual Result<std::unique_ptr<ApduChannel>> connect(const std::stop_token& stop) = 0;
};

} // namespace foyer::api
