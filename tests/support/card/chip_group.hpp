// SPDX-License-Identifier: EUPL-1.2
// The chip's group arithmetic, written apart from the terminal's (eid/group.hpp): the standardised
// domain parameters (ICAO 9303-11 §9.5.1, RFC 5114) and the groups of private keys.
#pragma once

#include <base/bytes.hpp>
#include <card/virtual_card.hpp>

#include <eid/crypto.hpp>

#include <memory>
#include <optional>

namespace foyer::card {

// Elements as on the wire: 04 | x | y, or a DH number of the prime's size. Scalars are big-endian.
class ChipGroup {
 public:
  static std::optional<ChipGroup> standard(int parameter_id); // 0 to 2, 8 to 18
  // The group that a private key (PKCS#8) lives in, and the key itself.
  static std::optional<ChipGroup> of_key(ByteView pkcs8, Bytes& scalar);

  [[nodiscard]] bool elliptic() const;
  [[nodiscard]] Bytes generator() const;
  // A scalar in 1 .. order-1; asks for as many bytes as the order has.
  [[nodiscard]] Bytes draw(const RandomSource& random) const;
  // Nothing for what is not an element, or a product that is none.
  [[nodiscard]] std::optional<Bytes> times(ByteView element, ByteView scalar) const;
  [[nodiscard]] Bytes secret(ByteView element) const; // what ECKA or DH agree on
  // scalar / by modulo the order.
  [[nodiscard]] Bytes divided(ByteView scalar, ByteView by) const;

  // The mappings of PACE (9303-11 §4.4.3.3): a new generator.
  [[nodiscard]] std::optional<Bytes> map_generic(ByteView nonce, ByteView shared) const;
  [[nodiscard]] std::optional<Bytes> map_integrated(eid::Cipher cipher, ByteView nonce,
                                                    ByteView their_nonce) const;

 private:
  struct Parameters;
  explicit ChipGroup(std::shared_ptr<const Parameters> parameters)
      : parameters_(std::move(parameters)) {}
  std::shared_ptr<const Parameters> parameters_;
};

} // namespace foyer::card
