// SPDX-License-Identifier: EUPL-1.2
#include <eid/curve.hpp>

#include <base/unique_handle.hpp>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>

#include <array>
#include <new>

namespace foyer::eid {
namespace {

using EcGroup = UniqueHandle<EC_GROUP, EC_GROUP_free>;
using Point = UniqueHandle<EC_POINT, EC_POINT_clear_free>;
using Bignum = UniqueHandle<BIGNUM, BN_clear_free>;
using BignumContext = UniqueHandle<BN_CTX, BN_CTX_free>;

// Index 0 is parameter id 8.
constexpr int first_parameter_id = 8;
constexpr std::array curves{NID_X9_62_prime192v1, NID_brainpoolP192r1,  NID_secp224r1,
                            NID_brainpoolP224r1,  NID_X9_62_prime256v1, NID_brainpoolP256r1,
                            NID_brainpoolP320r1,  NID_secp384r1,        NID_brainpoolP384r1,
                            NID_brainpoolP512r1,  NID_secp521r1};

Failure bad_point() {
  return fail(FailureCode::card_data_malformed, "pace: invalid public key");
}

} // namespace

struct Curve::Group {
  EcGroup ec;

  [[nodiscard]] Point new_point() const {
    Point point(EC_POINT_new(ec.get()));
    if (!point)
      throw std::bad_alloc();
    return point;
  }
  [[nodiscard]] Result<Point> decode(ByteView bytes, BN_CTX* context) const {
    Point point = new_point();
    // Only the uncompressed form is allowed; OpenSSL checks that the point lies on the curve.
    if (bytes.empty() || bytes[0] != 0x04 ||
        EC_POINT_oct2point(ec.get(), point.get(), bytes.data(), bytes.size(), context) != 1)
      return bad_point();
    return point;
  }
  [[nodiscard]] Result<Bytes> encode(const EC_POINT* point, BN_CTX* context) const {
    if (EC_POINT_is_at_infinity(ec.get(), point) == 1)
      return bad_point();
    Bytes out(1 + 2 * size());
    if (EC_POINT_point2oct(ec.get(), point, POINT_CONVERSION_UNCOMPRESSED, out.data(), out.size(),
                           context) != out.size())
      return bad_point();
    return out;
  }
  [[nodiscard]] std::size_t size() const {
    return (static_cast<std::size_t>(EC_GROUP_get_degree(ec.get())) + 7) / 8;
  }
};

RandomSource system_random() {
  return [](std::span<std::uint8_t> out) {
    if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1)
      throw std::bad_alloc();
  };
}

std::optional<Curve> Curve::standardised(int parameter_id) {
  const int index = parameter_id - first_parameter_id;
  if (index < 0 || index >= static_cast<int>(curves.size()))
    return std::nullopt;
  auto group = std::make_shared<Group>();
  group->ec.reset(EC_GROUP_new_by_curve_name(curves.at(static_cast<std::size_t>(index))));
  if (!group->ec)
    return std::nullopt;
  return Curve(std::move(group));
}

std::size_t Curve::field_size() const {
  return group_->size();
}
int Curve::order_bits() const {
  return EC_GROUP_order_bits(group_->ec.get());
}

Bytes Curve::generator() const {
  const auto encoded = group_->encode(EC_GROUP_get0_generator(group_->ec.get()), nullptr);
  return encoded.ok() ? *encoded : Bytes{};
}

Result<Secret> Curve::draw_private_key(const RandomSource& random) const {
  const int bits = order_bits();
  Bytes drawn((static_cast<std::size_t>(bits) + 7) / 8);
  const Bignum scalar(BN_new());
  if (!scalar)
    throw std::bad_alloc();
  // Half of all draws fit at least; 128 misses mean that the generator is broken.
  for (int attempt = 0; attempt < 128; ++attempt) {
    random(drawn);
    if (bits % 8 != 0)
      drawn[0] &= static_cast<std::uint8_t>((1U << (bits % 8)) - 1U);
    BN_bin2bn(drawn.data(), static_cast<int>(drawn.size()), scalar.get());
    if (BN_is_zero(scalar.get()) == 0 &&
        BN_cmp(scalar.get(), EC_GROUP_get0_order(group_->ec.get())) < 0)
      return Secret(std::move(drawn));
  }
  return fail(FailureCode::internal, "pace: random source is broken");
}

Result<Bytes> Curve::multiply(ByteView point, const Secret& scalar) const {
  const BignumContext context(BN_CTX_new());
  FOYER_TRY(const Point base, group_->decode(point, context.get()));
  const Bignum factor(BN_bin2bn(scalar.reveal().data(), static_cast<int>(scalar.size()), nullptr));
  const Point product = group_->new_point();
  if (!context || !factor)
    throw std::bad_alloc();
  BN_set_flags(factor.get(), BN_FLG_CONSTTIME);
  if (EC_POINT_mul(group_->ec.get(), product.get(), nullptr, base.get(), factor.get(),
                   context.get()) != 1)
    return bad_point();
  return group_->encode(product.get(), context.get());
}

Result<Bytes> Curve::map_generic(const Secret& nonce, ByteView shared) const {
  const BignumContext context(BN_CTX_new());
  FOYER_TRY(const Point addend, group_->decode(shared, context.get()));
  const Bignum factor(BN_bin2bn(nonce.reveal().data(), static_cast<int>(nonce.size()), nullptr));
  const Point mapped = group_->new_point();
  if (!context || !factor)
    throw std::bad_alloc();
  BN_set_flags(factor.get(), BN_FLG_CONSTTIME);
  if (EC_POINT_mul(group_->ec.get(), mapped.get(), factor.get(), nullptr, nullptr, context.get()) !=
          1 ||
      EC_POINT_add(group_->ec.get(), mapped.get(), mapped.get(), addend.get(), context.get()) != 1)
    return bad_point();
  return group_->encode(mapped.get(), context.get());
}

ByteView x_coordinate(ByteView point) {
  return point.empty() ? point : point.subspan(1, (point.size() - 1) / 2);
}

} // namespace foyer::eid
