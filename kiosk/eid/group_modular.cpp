// SPDX-License-Identifier: EUPL-1.2
#include "group_math.hpp"

namespace foyer::eid {
namespace {

constexpr int smallest_prime_bits = 512; // below, the numbers are a joke
constexpr int largest_prime_bits = 4096; // above, they keep the processor from its work

Failure no_group() {
  return fail(FailureCode::card_data_malformed, "dh: parameters are no group");
}

bool below(const BIGNUM* a, const BIGNUM* b) {
  return BN_cmp(a, b) < 0;
}

} // namespace

Result<ModularGroup> ModularGroup::make(Bignum p, Bignum g, Bignum q) {
  const int bits = BN_num_bits(p.get());
  if (BN_is_negative(p.get()) == 1 || BN_is_odd(p.get()) == 0 || bits < smallest_prime_bits ||
      bits > largest_prime_bits || BN_is_negative(g.get()) == 1)
    return no_group();
  if (q && (BN_is_negative(q.get()) == 1 || BN_num_bits(q.get()) < 160 || !below(q.get(), p.get())))
    return no_group();
  ModularGroup group(std::move(p), std::move(g), std::move(q));
  const Bytes base = group.encode(group.g_.get());
  if (!group.decode(base, new_context().get()).ok()) // not of the order it claims, or neutral
    return no_group();
  return group;
}

std::size_t ModularGroup::element_size() const {
  return static_cast<std::size_t>(BN_num_bytes(p_.get()));
}

Bignum ModularGroup::order() const {
  Bignum out(BN_dup(q_ ? q_.get() : p_.get()));
  if (!out || (!q_ && BN_sub_word(out.get(), 1) != 1))
    throw std::bad_alloc();
  return out;
}

Bytes ModularGroup::encode(const BIGNUM* number) const {
  Bytes out(element_size());
  // A number that does not fit (a generator above the prime) is refused by decode() as zero.
  if (BN_bn2binpad(number, out.data(), static_cast<int>(out.size())) < 0)
    out.assign(out.size(), 0);
  return out;
}

// 2 .. p-2 and, where the order is known, in the right subgroup (RFC 2631 §2.1.5).
Result<Bignum> ModularGroup::decode(ByteView bytes, BN_CTX* context) const {
  if (bytes.size() > element_size() + 1) // a leading zero is forgiven
    return bad_element();
  Bignum number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  const Bignum most = new_number();
  if (!number || BN_sub(most.get(), p_.get(), BN_value_one()) != 1)
    throw std::bad_alloc();
  if (BN_is_zero(number.get()) == 1 || BN_is_one(number.get()) == 1 ||
      !below(number.get(), most.get()))
    return bad_element();
  if (q_) {
    const Bignum one = new_number();
    if (BN_mod_exp_mont(one.get(), number.get(), q_.get(), p_.get(), context, nullptr) != 1)
      throw std::bad_alloc();
    if (BN_is_one(one.get()) == 0)
      return bad_element();
  }
  return number;
}

Result<Bytes> ModularGroup::normalise(ByteView number) const {
  const BignumContext context = new_context();
  FOYER_TRY(const Bignum element, decode(number, context.get()));
  return encode(element.get());
}

Status ModularGroup::power(BIGNUM* out, const BIGNUM* base, const BIGNUM* exponent,
                           BN_CTX* context) const {
  if (BN_mod_exp_mont_consttime(out, base, exponent, p_.get(), context, nullptr) != 1)
    return fail(FailureCode::internal, "dh: OpenSSL refused");
  return success();
}

Result<Bytes> ModularGroup::result(const BIGNUM* number) const {
  if (BN_is_zero(number) == 1 || BN_is_one(number) == 1)
    return bad_element();
  return encode(number);
}

Result<Bytes> ModularGroup::multiply(ByteView element, const Secret& scalar) const {
  const BignumContext context = new_context();
  FOYER_TRY(const Bignum base, decode(element, context.get()));
  const Bignum exponent = secret_number(scalar);
  const Bignum product = new_number();
  FOYER_CHECK(power(product.get(), base.get(), exponent.get(), context.get()));
  return result(product.get());
}

// 9303-11 §4.4.3.3.1: g^s * h.
Result<Bytes> ModularGroup::map_generic(const Secret& nonce, ByteView shared) const {
  const BignumContext context = new_context();
  FOYER_TRY(const Bignum factor, decode(shared, context.get()));
  const Bignum exponent = secret_number(nonce);
  const Bignum mapped = new_number();
  FOYER_CHECK(power(mapped.get(), g_.get(), exponent.get(), context.get()));
  if (BN_mod_mul(mapped.get(), mapped.get(), factor.get(), p_.get(), context.get()) != 1)
    throw std::bad_alloc();
  return result(mapped.get());
}

// 9303-11 appendix B.1: R ^ ((p - 1) / q), which lies in the subgroup.
Result<Bytes> ModularGroup::map_integrated(const Secret& number) const {
  if (!q_)
    return fail(FailureCode::card_unsupported, "pace: no integrated mapping without an order");
  const BignumContext context = new_context();
  const Bignum base = secret_number(number);
  const Bignum exponent = new_number();
  const Bignum mapped = new_number();
  if (BN_nnmod(base.get(), base.get(), p_.get(), context.get()) != 1 ||
      BN_sub(exponent.get(), p_.get(), BN_value_one()) != 1 ||
      BN_div(exponent.get(), nullptr, exponent.get(), q_.get(), context.get()) != 1)
    throw std::bad_alloc();
  FOYER_CHECK(power(mapped.get(), base.get(), exponent.get(), context.get()));
  return result(mapped.get());
}

} // namespace foyer::eid
