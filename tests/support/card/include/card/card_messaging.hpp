// SPDX-License-Identifier: EUPL-1.2
// Secure messaging, the card's side (ICAO 9303-11 §9.8): written apart from the terminal's, so that
// a mistake in one does not hide in the other.
#pragma once

#include <eid/apdu.hpp>
#include <eid/secure_messaging.hpp>

namespace foyer::card {

class CardMessaging {
 public:
  // `counter` before the first command; zeros after PACE.
  CardMessaging(eid::SessionKeys keys, Bytes counter);
  explicit CardMessaging(eid::SessionKeys keys);

  // The plain command; any failure means that the session is over (6988).
  Result<eid::CommandApdu> open(const eid::CommandApdu& command);
  Result<Bytes> seal(const eid::ResponseApdu& answer);
  // The most plain bytes that fit into a sealed answer of `room` bytes without its status word.
  [[nodiscard]] std::size_t capacity(std::size_t room) const;

 private:
  void count();
  [[nodiscard]] Bytes iv() const;
  [[nodiscard]] Bytes code_over(ByteView header, ByteView objects) const;

  eid::SessionKeys keys_;
  Bytes counter_;
  bool odd_instruction_ = false;
};

} // namespace foyer::card
