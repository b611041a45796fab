// SPDX-License-Identifier: EUPL-1.2
// How a chip proves to be no copy: chip authentication (TR-03110-1 §3.4, ICAO 9303-11 §6.2) and
// active authentication (9303-11 §6.1), the chip's side.
#pragma once

#include <card/virtual_card.hpp>

#include <eid/apdu.hpp>
#include <eid/secure_messaging.hpp>

#include <optional>

namespace foyer::card {

class ChipProof {
 public:
  ChipProof(const CardImage& image, const RandomSource& random)
      : image_(&image), random_(&random) {}

  // MSE:Set KAT: the terminal's key in tag 91, 3DES keys follow at once.
  std::uint16_t set_key_agreement(ByteView data);
  // MSE:Set AT: names protocol (tag 80) and key (tag 84) for GENERAL AUTHENTICATE.
  std::uint16_t choose(ByteView data);
  eid::ResponseApdu authenticate(const eid::CommandApdu& command);
  // The session's new keys, after a success.
  [[nodiscard]] std::optional<eid::SessionKeys> take_keys();

  // INTERNAL AUTHENTICATE.
  eid::ResponseApdu sign(ByteView challenge) const;

 private:
  [[nodiscard]] const ChipKey* find_key(std::string_view protocol, int id) const;
  std::uint16_t agree(const ChipKey& key, ByteView their_public);

  const CardImage* image_;
  const RandomSource* random_;
  const ChipKey* chosen_ = nullptr;
  std::optional<eid::SessionKeys> keys_;
};

} // namespace foyer::card
