// SPDX-License-Identifier: EUPL-1.2
// PACE, the card's side (ICAO 9303-11 §4.4): ECDH with generic mapping.
#pragma once

#include <card/virtual_card.hpp>

#include <eid/apdu.hpp>
#include <eid/group.hpp>
#include <eid/secure_messaging.hpp>
#include <eid/security_infos.hpp>

#include <optional>

namespace foyer::card {

class CardPace {
 public:
  CardPace(const CardImage& image, const eid::RandomSource& random)
      : image_(&image), random_(&random) {}

  // MSE:Set AT; the answer is only a status word.
  std::uint16_t choose(ByteView data);
  // One GENERAL AUTHENTICATE. After the last one keys() holds the session's keys.
  eid::ResponseApdu authenticate(const eid::CommandApdu& command);
  [[nodiscard]] std::optional<eid::SessionKeys> take_keys();

 private:
  Result<Bytes> step(std::uint32_t tag, ByteView value);
  Result<Bytes> send_nonce();
  Result<Bytes> map(ByteView their_key);
  Result<Bytes> agree(ByteView their_key);
  Result<Bytes> confirm(ByteView their_token);

  const CardImage* image_;
  const eid::RandomSource* random_;
  std::optional<eid::PaceInfo> info_;
  std::optional<eid::Group> group_;
  Secret password_key_;
  int done_ = 0; // steps answered so far
  Secret nonce_;
  Bytes generator_;
  Bytes our_public_;
  Bytes their_public_;
  std::optional<eid::SessionKeys> keys_;
};

} // namespace foyer::card
