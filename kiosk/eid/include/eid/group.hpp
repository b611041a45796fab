// SPDX-License-Identifier: EUPL-1.2
// The groups in which PACE and chip authentication agree on keys: elliptic curves and the modular
// groups of classical Diffie-Hellman (ICAO 9303-11 §9.4 to §9.6, TR-03110-3 A.2.1).
#pragma once

#include <base/bytes.hpp>
#include <base/secret.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace foyer::eid {

class Curve;
class ModularGroup;

// Fills its argument with unpredictable bytes. Tests inject the published examples' values.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;
// The operating system's generator through OpenSSL.
RandomSource system_random();

// Domain parameters. Cheap to copy, usable from any thread. An element is a public key as it goes
// over the wire: 04 | x | y on a curve (TR-03111 §3.2.1), else the number padded to the prime's
// size. Secret scalars are used in constant time.
class Group {
 public:
  // Standardised domain parameters (9303-11 §9.5.1, TR-03110-3 A.2.1.1): 0 to 2 are the groups of
  // RFC 5114 §2, 8 to 18 NIST and brainpool curves. Nothing for the others: they are reserved.
  static std::optional<Group> standardised(int parameter_id);

  // The parameters inside a SubjectPublicKeyInfo (DER) or its AlgorithmIdentifier: a named curve,
  // explicit curve parameters, X9.42 or PKCS#3 Diffie-Hellman, standardised by number. Fails with
  // card_unsupported for other kinds of keys, card_data_malformed for parameters that are no group
  // (even modulus, more than 4096 bits, a generator that is not of the order it claims). Whether
  // the prime is one is left to the signature over DG14.
  static Result<Group> of_public_key(ByteView subject_public_key_info);
  static Result<Group> of_algorithm(ByteView algorithm_identifier);
  // The public key itself as an element; fails as above and when it does not lie in the group.
  static Result<Bytes> public_point(ByteView subject_public_key_info);

  [[nodiscard]] bool elliptic() const;
  [[nodiscard]] std::size_t element_size() const; // bytes of a public key on the wire
  [[nodiscard]] int prime_bits() const;
  // Bits of the order of the generator; of the prime where the order is not known (PKCS#3).
  [[nodiscard]] int order_bits() const;
  // Symmetric bits that breaking the group is worth (NIST SP 800-57 part 1, table 2).
  [[nodiscard]] int strength() const;
  [[nodiscard]] Bytes generator() const;

  // A private key: drawn anew until it lies in 1 .. order-1.
  [[nodiscard]] Result<Secret> draw_private_key(const RandomSource& random) const;
  // scalar * element (element ^ scalar). An element that does not lie in the group (9303-11 §4.4.1:
  // invalid keys end the protocol), or a neutral result, is card_data_malformed.
  [[nodiscard]] Result<Bytes> multiply(ByteView element, const Secret& scalar) const;
  // Generic mapping (9303-11 §4.4.3.3.1): nonce * G + shared.
  [[nodiscard]] Result<Bytes> map_generic(const Secret& nonce, ByteView shared) const;
  // Integrated mapping (9303-11 §4.4.3.3.2 and appendix B) of R(s, t), see integrated_number() in
  // crypto.hpp. card_unsupported on a curve whose prime is 1 modulo 4 (secp224r1).
  [[nodiscard]] Result<Bytes> map_integrated(const Secret& number) const;
  [[nodiscard]] bool can_map_integrated() const;

  // What key derivation takes of an agreed element: the x coordinate, or the whole number.
  [[nodiscard]] ByteView shared_secret(ByteView element) const;

  // Do both stand for the same parameters?
  friend bool operator==(const Group& a, const Group& b);

  struct Math; // OpenSSL's side

 private:
  static Group around(Curve curve);
  static Group around(ModularGroup group);
  [[nodiscard]] Result<Bytes> normalise(ByteView encoded) const;
  explicit Group(std::shared_ptr<const Math> math) : math_(std::move(math)) {}
  std::shared_ptr<const Math> math_;
};

// The number of the standardised parameters that this group is, however it was written down.
std::optional<int> standardised_id(const Group& group);

} // namespace foyer::eid
