// SPDX-License-Identifier: EUPL-1.2
#include "group_math.hpp"

#include <openssl/obj_mac.h>

namespace foyer::eid {

std::size_t Curve::field_size() const {
  return (static_cast<std::size_t>(EC_GROUP_get_degree(group_.get())) + 7) / 8;
}
int Curve::prime_bits() const {
  return EC_GROUP_get_degree(group_.get());
}

Bignum Curve::order() const {
  Bignum copy(BN_dup(EC_GROUP_get0_order(group_.get())));
  if (!copy)
    throw std::bad_alloc();
  return copy;
}

EcPoint Curve::new_point() const {
  EcPoint point(EC_POINT_new(group_.get()));
  if (!point)
    throw std::bad_alloc();
  return point;
}

Result<EcPoint> Curve::decode(ByteView bytes, BN_CTX* context) const {
  EcPoint point = new_point();
  // Only the uncompressed form is allowed; OpenSSL checks that the point lies on the curve.
  if (bytes.empty() || bytes[0] != 0x04 ||
      EC_POINT_oct2point(group_.get(), point.get(), bytes.data(), bytes.size(), context) != 1)
    return bad_element();
  return point;
}

Result<Bytes> Curve::encode(const EC_POINT* point, BN_CTX* context) const {
  if (EC_POINT_is_at_infinity(group_.get(), point) == 1)
    return bad_element();
  Bytes out(1 + 2 * field_size());
  if (EC_POINT_point2oct(group_.get(), point, POINT_CONVERSION_UNCOMPRESSED, out.data(), out.size(),
                         context) != out.size())
    return bad_element();
  return out;
}

Result<Bytes> Curve::normalise(ByteView encoded) const {
  const BignumContext context = new_context();
  const EcPoint point = new_point();
  if (EC_POINT_oct2point(group_.get(), point.get(), encoded.data(), encoded.size(),
                         context.get()) != 1)
    return bad_element();
  return encode(point.get(), context.get());
}

Bytes Curve::generator() const {
  const auto encoded = encode(EC_GROUP_get0_generator(group_.get()), nullptr);
  return encoded.ok() ? *encoded : Bytes{};
}

Result<Bytes> Curve::multiply(ByteView element, const Secret& scalar) const {
  const BignumContext context = new_context();
  FOYER_TRY(const EcPoint base, decode(element, context.get()));
  const Bignum factor = secret_number(scalar);
  const EcPoint product = new_point();
  if (EC_POINT_mul(group_.get(), product.get(), nullptr, base.get(), factor.get(), context.get()) !=
      1)
    return bad_element();
  return encode(product.get(), context.get());
}

Result<Bytes> Curve::map_generic(const Secret& nonce, ByteView shared) const {
  const BignumContext context = new_context();
  FOYER_TRY(const EcPoint addend, decode(shared, context.get()));
  const Bignum factor = secret_number(nonce);
  const EcPoint mapped = new_point();
  if (EC_POINT_mul(group_.get(), mapped.get(), factor.get(), nullptr, nullptr, context.get()) !=
          1 ||
      EC_POINT_add(group_.get(), mapped.get(), mapped.get(), addend.get(), context.get()) != 1)
    return bad_element();
  return encode(mapped.get(), context.get());
}

bool Curve::can_map_integrated() const {
  const BIGNUM* prime = EC_GROUP_get0_field(group_.get());
  return EC_GROUP_get_field_type(group_.get()) == NID_X9_62_prime_field &&
         BN_is_bit_set(prime, 0) == 1 && BN_is_bit_set(prime, 1) == 1;
}

namespace {

// Arithmetic modulo one prime, spelt so that the formulas of appendix B.2 can be read off. The
// numbers come from BN_CTX, which keeps and frees them.
class Field {
 public:
  Field(const BIGNUM* prime, BN_CTX* context) : prime_(prime), context_(context) {}

  const BIGNUM* reduce(const BIGNUM* a) { return put(BN_nnmod(next(), a, prime_, context_)); }
  const BIGNUM* add(const BIGNUM* a, const BIGNUM* b) {
    return put(BN_mod_add(next(), a, b, prime_, context_));
  }
  const BIGNUM* multiply(const BIGNUM* a, const BIGNUM* b) {
    return put(BN_mod_mul(next(), a, b, prime_, context_));
  }
  const BIGNUM* negate(const BIGNUM* a) {
    return put(BN_mod_sub(next(), prime_, a, prime_, context_));
  }
  const BIGNUM* power(const BIGNUM* a, const BIGNUM* exponent) {
    return put(BN_mod_exp_mont_consttime(next(), a, exponent, prime_, context_, nullptr));
  }
  // By Fermat's theorem, which takes the same time for every secret.
  const BIGNUM* invert(const BIGNUM* a) {
    BIGNUM* exponent = fresh();
    if (BN_copy(exponent, prime_) == nullptr || BN_sub_word(exponent, 2) != 1)
      throw std::bad_alloc();
    return power(a, exponent);
  }
  // x^3 + ax + b
  const BIGNUM* curve(const BIGNUM* x, const BIGNUM* a, const BIGNUM* b) {
    return add(multiply(add(multiply(x, x), a), x), b);
  }
  // p - 1 - (p + 1) / 4, the exponent of step 7.
  const BIGNUM* root_exponent() {
    BIGNUM* quarter = fresh();
    BIGNUM* out = fresh();
    if (BN_add(quarter, prime_, BN_value_one()) != 1 || BN_rshift(quarter, quarter, 2) != 1 ||
        BN_sub(out, prime_, BN_value_one()) != 1 || BN_sub(out, out, quarter) != 1)
      throw std::bad_alloc();
    return out;
  }

 private:
  BIGNUM* fresh() {
    BIGNUM* number = BN_CTX_get(context_);
    if (number == nullptr)
      throw std::bad_alloc();
    return number;
  }
  BIGNUM* next() { return current_ = fresh(); }
  const BIGNUM* put(int done) {
    if (done != 1)
      throw std::bad_alloc();
    return current_;
  }

  const BIGNUM* prime_;
  BN_CTX* context_;
  BIGNUM* current_ = nullptr;
};

} // namespace

// 9303-11 appendix B.2, affine: a point for any number t, without a branch that others could time
// but the last.
Result<Bytes> Curve::map_integrated(const Secret& number) const {
  if (!can_map_integrated())
    return fail(FailureCode::card_unsupported, "pace: no integrated mapping on this curve");
  const BignumContext context(BN_CTX_secure_new());
  if (!context)
    throw std::bad_alloc();
  BN_CTX_start(context.get());
  const BIGNUM* prime = EC_GROUP_get0_field(group_.get());
  const Bignum a = new_number();
  const Bignum b = new_number();
  const Bignum drawn = secret_number(number);
  if (EC_GROUP_get_curve(group_.get(), nullptr, a.get(), b.get(), context.get()) != 1)
    throw std::bad_alloc();
  Field f(prime, context.get());
  const BIGNUM* t = f.reduce(drawn.get());
  const BIGNUM* alpha = f.negate(f.multiply(t, t));
  const BIGNUM* sum = f.add(alpha, f.multiply(alpha, alpha));
  if (BN_is_zero(sum) == 1) {
    BN_CTX_end(context.get());
    return bad_element(); // t of 0, 1 or -1: the chance is nil
  }
  const BIGNUM* x2 = f.multiply(f.negate(f.multiply(b.get(), f.invert(a.get()))),
                                f.add(BN_value_one(), f.invert(sum)));
  const BIGNUM* x3 = f.multiply(alpha, x2);
  const BIGNUM* h2 = f.curve(x2, a.get(), b.get());
  const BIGNUM* u = f.multiply(f.multiply(f.multiply(t, t), t), h2);
  const BIGNUM* root = f.power(h2, f.root_exponent());
  const bool second = BN_is_one(f.multiply(f.multiply(root, root), h2)) == 1;
  const BIGNUM* x = second ? x2 : x3;
  const BIGNUM* y = f.multiply(root, second ? h2 : u);
  const EcPoint point = new_point();
  // Sets only what lies on the curve; every cofactor here is 1.
  const bool set =
      EC_POINT_set_affine_coordinates(group_.get(), point.get(), x, y, context.get()) == 1;
  BN_CTX_end(context.get());
  if (!set)
    return bad_element();
  return encode(point.get(), nullptr);
}

} // namespace foyer::eid
