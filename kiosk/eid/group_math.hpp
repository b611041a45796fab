// SPDX-License-Identifier: EUPL-1.2
// The two kinds of groups behind eid/group.hpp, on OpenSSL's numbers and points.
#pragma once

#include <eid/group.hpp>

#include <base/unique_handle.hpp>

#include <openssl/bn.h>
#include <openssl/ec.h>

#include <new>

namespace foyer::eid {

using EcGroup = UniqueHandle<EC_GROUP, EC_GROUP_free>;
using EcPoint = UniqueHandle<EC_POINT, EC_POINT_clear_free>;
using Bignum = UniqueHandle<BIGNUM, BN_clear_free>;
using BignumContext = UniqueHandle<BN_CTX, BN_CTX_free>;

Bignum new_number();
// Marked for constant-time use.
Bignum secret_number(const Secret& bytes);
BignumContext new_context();
Failure bad_element();

class Curve {
 public:
  explicit Curve(EcGroup group) : group_(std::move(group)) {}

  [[nodiscard]] std::size_t field_size() const;
  [[nodiscard]] int prime_bits() const;
  [[nodiscard]] Bignum order() const;
  [[nodiscard]] Bytes generator() const;
  [[nodiscard]] Result<Bytes> multiply(ByteView element, const Secret& scalar) const;
  [[nodiscard]] Result<Bytes> map_generic(const Secret& nonce, ByteView shared) const;
  [[nodiscard]] Result<Bytes> map_integrated(const Secret& number) const;
  [[nodiscard]] bool can_map_integrated() const;
  // Takes any encoding OpenSSL knows, gives the uncompressed one.
  [[nodiscard]] Result<Bytes> normalise(ByteView encoded) const;
  [[nodiscard]] const EC_GROUP* openssl() const { return group_.get(); }

 private:
  [[nodiscard]] EcPoint new_point() const;
  [[nodiscard]] Result<EcPoint> decode(ByteView bytes, BN_CTX* context) const;
  [[nodiscard]] Result<Bytes> encode(const EC_POINT* point, BN_CTX* context) const;

  EcGroup group_;
};

// The subgroup of order q (null: not known) that g generates modulo the prime p.
class ModularGroup {
 public:
  // Fails with card_data_malformed on numbers that make no group.
  static Result<ModularGroup> make(Bignum p, Bignum g, Bignum q);

  [[nodiscard]] std::size_t element_size() const;
  [[nodiscard]] const BIGNUM* prime() const { return p_.get(); }
  [[nodiscard]] const BIGNUM* base() const { return g_.get(); }
  [[nodiscard]] bool order_known() const { return q_ != nullptr; }
  [[nodiscard]] Bignum order() const; // p - 1 where q is not known
  [[nodiscard]] Bytes generator() const { return encode(g_.get()); }
  [[nodiscard]] Result<Bytes> multiply(ByteView element, const Secret& scalar) const;
  [[nodiscard]] Result<Bytes> map_generic(const Secret& nonce, ByteView shared) const;
  [[nodiscard]] Result<Bytes> map_integrated(const Secret& number) const;
  // The element padded to the prime's size, when it lies in the group.
  [[nodiscard]] Result<Bytes> normalise(ByteView number) const;

 private:
  ModularGroup(Bignum p, Bignum g, Bignum q)
      : p_(std::move(p)), g_(std::move(g)), q_(std::move(q)) {}
  [[nodiscard]] Result<Bignum> decode(ByteView bytes, BN_CTX* context) const;
  [[nodiscard]] Bytes encode(const BIGNUM* number) const;
  [[nodiscard]] Status power(BIGNUM* out, const BIGNUM* base, const BIGNUM* exponent,
                             BN_CTX* context) const;
  [[nodiscard]] Result<Bytes> result(const BIGNUM* number) const;

  Bignum p_;
  Bignum g_;
  Bignum q_;
};

} // namespace foyer::eid
