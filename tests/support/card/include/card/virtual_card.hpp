// SPDX-License-Identifier: EUPL-1.2
// VirtualCard: our own eMRTD chip in software (bytes in, bytes out): PACE in every variant, BAC,
// chip and active authentication, secure messaging, files. Written apart from kiosk/eid and checked
// against the worked examples of ICAO 9303-11 and TR-03110. Not part of any release.
#pragma once

#include <card/card_image.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace foyer::card {

// Fills its argument; the same type as eid::RandomSource.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;
RandomSource system_randomness();

class VirtualCard {
 public:
  explicit VirtualCard(CardImage image, RandomSource random = system_randomness());
  ~VirtualCard();
  VirtualCard(VirtualCard&&) noexcept;
  VirtualCard& operator=(VirtualCard&&) noexcept;

  // One command in, one response out (at least a status word). Does not block. Empty: the card has
  // left by itself (Manners::leaves_in_file).
  Bytes answer(ByteView command);
  // Power off and on.
  void reset();
  [[nodiscard]] Bytes atr() const;
  [[nodiscard]] bool extended_length() const;
  // True after each successful PACE or BAC, until a reset.
  [[nodiscard]] bool opened() const;
  // Chip authentication has changed the session's keys since.
  [[nodiscard]] bool chip_authenticated() const;
  // Tries left; they outlive a reset.
  [[nodiscard]] const Tries& tries() const;
  [[nodiscard]] int slow_ms() const;
  // Identifiers of the elementary files that were asked for since the last reset, found or not.
  [[nodiscard]] const std::vector<std::uint16_t>& files_asked_for() const;

 private:
  struct Chip;
  std::unique_ptr<Chip> chip_;
};

} // namespace foyer::card
