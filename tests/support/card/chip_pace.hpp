// SPDX-License-Identifier: EUPL-1.2
// PACE, the chip's side (ICAO 9303-11 §4.4, TR-03110-2 §3.2): every mapping, group and cipher.
#pragma once

#include "chip_group.hpp"
#include <card/virtual_card.hpp>

#include <eid/apdu.hpp>
#include <eid/secure_messaging.hpp>

#include <optional>

namespace foyer::card {

// What the password references of MSE:Set AT mean (tag 83).
enum class Secrets : std::uint8_t { mrz = 1, can = 2, pin = 3, puk = 4 };

class ChipPace {
 public:
  ChipPace(const CardImage& image, const RandomSource& random, Tries& tries)
      : image_(&image), random_(&random), tries_(&tries) {}

  // MSE:Set AT; the answer is only a status word. 63Cx tells of a counter that is not full.
  // `resumed`: the CAN was given in this session, so the last PIN try is open.
  std::uint16_t choose(ByteView data, bool resumed);
  // One GENERAL AUTHENTICATE. After the last one take_keys() holds the session's keys.
  eid::ResponseApdu authenticate(const eid::CommandApdu& command);
  [[nodiscard]] std::optional<eid::SessionKeys> take_keys();
  [[nodiscard]] Secrets used() const { return used_; }

 private:
  enum class Mapping : std::uint8_t { generic, integrated, chip_authentication };
  bool take_protocol(ByteView oid);
  std::optional<Bytes> step(std::uint32_t tag, ByteView value);
  Bytes send_nonce();
  std::optional<Bytes> map(ByteView theirs);
  std::optional<Bytes> agree(ByteView their_key);
  std::optional<Bytes> confirm(ByteView their_token);
  [[nodiscard]] Bytes token_over(ByteView public_key) const;
  [[nodiscard]] Bytes chip_authentication_data() const;
  std::uint16_t wrong_password();

  const CardImage* image_;
  const RandomSource* random_;
  Tries* tries_;
  bool chosen_ = false;
  bool wrong_ = false; // the last token did not fit
  Bytes oid_;
  Mapping mapping_ = Mapping::generic;
  eid::Cipher cipher_ = eid::Cipher::aes128;
  Secrets used_ = Secrets::mrz;
  std::optional<ChipGroup> group_;
  Bytes password_key_;
  int done_ = 0; // steps answered so far
  Bytes nonce_;
  Bytes mapping_scalar_;
  Bytes generator_;
  Bytes our_public_;
  Bytes their_public_;
  Bytes encryption_key_;
  Bytes mac_key_;
};

// The password as the key derivation takes it: the MRZ's hash, or the digits. Empty: there is none.
Bytes password_bytes(const CardImage& image, Secrets which);
// SHA-1 over document number, birth and expiry with their check digits (9303-11 §9.7.2, §9.7.3).
Bytes mrz_hash(std::string_view zone);

} // namespace foyer::card
