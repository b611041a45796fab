// SPDX-License-Identifier: EUPL-1.2
// Elliptic-curve arithmetic for PACE over bytes. Points are 04 | x | y (TR-03111 §3.2.1).
#pragma once

#include <base/bytes.hpp>
#include <base/secret.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace foyer::eid {

// Fills its argument with unpredictable bytes. Tests inject the published examples' values.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;
// The operating system's generator through OpenSSL.
RandomSource system_random();

// One of the standardised curves. Cheap to copy, usable from any thread.
class Curve {
 public:
  // Standardised domain parameters 8 to 18 (ICAO 9303-11 §9.5.1, TR-03110-3 A.2.1.1): NIST and
  // brainpool curves. Nothing for the others (0 to 2 are DH groups, the rest is reserved).
  static std::optional<Curve> standardised(int parameter_id);

  [[nodiscard]] std::size_t field_size() const; // bytes of one coordinate
  [[nodiscard]] int order_bits() const;
  [[nodiscard]] Bytes generator() const;

  // A private key: drawn anew until it lies in 1 .. order-1.
  [[nodiscard]] Result<Secret> draw_private_key(const RandomSource& random) const;
  // scalar * point. A point that is not on the curve, or a product at infinity, is
  // card_data_malformed (9303-11 §4.4.1: invalid keys end the protocol).
  [[nodiscard]] Result<Bytes> multiply(ByteView point, const Secret& scalar) const;
  // Generic mapping (9303-11 §4.4.3.3.1): nonce * G + shared.
  [[nodiscard]] Result<Bytes> map_generic(const Secret& nonce, ByteView shared) const;

  struct Group; // OpenSSL's side

 private:
  explicit Curve(std::shared_ptr<const Group> group) : group_(std::move(group)) {}
  std::shared_ptr<const Group> group_;
};

// The x coordinate: what ECKA takes as the shared secret (TR-03111 §4.3.1).
ByteView x_coordinate(ByteView point);

} // namespace foyer::eid
