// SPDX-License-Identifier: EUPL-1.2
#include "algorithms.hpp"

#include <base/unique_handle.hpp>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>

#include <algorithm>
#include <array>

namespace foyer::eid {
namespace {

using Number = UniqueHandle<BIGNUM, BN_free>;
using CurveGroup = UniqueHandle<EC_GROUP, EC_GROUP_free>;

struct Curve {
  Number prime, a, b, order;
  Number x, y; // the generator
};

// NIST (FIPS 186-4 D.1.2), Brainpool (RFC 5639) and secp256k1: prime fields only, as 9303-12 §4.4
// wants them.
constexpr std::array known{
    NID_X9_62_prime192v1, NID_secp224r1,       NID_X9_62_prime256v1, NID_secp384r1,
    NID_secp521r1,        NID_secp256k1,       NID_brainpoolP160r1,  NID_brainpoolP192r1,
    NID_brainpoolP224r1,  NID_brainpoolP256r1, NID_brainpoolP320r1,  NID_brainpoolP384r1,
    NID_brainpoolP512r1,  NID_brainpoolP160t1, NID_brainpoolP192t1,  NID_brainpoolP224t1,
    NID_brainpoolP256t1,  NID_brainpoolP320t1, NID_brainpoolP384t1,  NID_brainpoolP512t1};

Curve fresh() {
  return {Number(BN_new()), Number(BN_new()), Number(BN_new()),
          Number(BN_new()), Number(BN_new()), Number(BN_new())};
}

std::vector<Curve> published() {
  std::vector<Curve> curves;
  for (const int nid : known) {
    const CurveGroup group(EC_GROUP_new_by_curve_name(nid));
    Curve curve = fresh();
    if (group &&
        EC_GROUP_get_curve(group.get(), curve.prime.get(), curve.a.get(), curve.b.get(), nullptr) ==
            1 &&
        EC_GROUP_get_order(group.get(), curve.order.get(), nullptr) == 1 &&
        EC_POINT_get_affine_coordinates(group.get(), EC_GROUP_get0_generator(group.get()),
                                        curve.x.get(), curve.y.get(), nullptr) == 1)
      curves.push_back(std::move(curve));
  }
  return curves;
}

Number number(EVP_PKEY* key, const char* name) {
  BIGNUM* value = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &value) != 1)
    return nullptr;
  return Number(value);
}

bool same(const Number& a, const Number& b) {
  return a && b && BN_cmp(a.get(), b.get()) == 0;
}

// Compressed or not, the x coordinate follows the first byte; y tells itself from its last bit.
bool same_generator(ByteView encoded, const Curve& curve) {
  const auto size = static_cast<std::size_t>(BN_num_bytes(curve.prime.get()));
  if (encoded.size() < 1 + size)
    return false;
  const Number x(BN_bin2bn(encoded.data() + 1, static_cast<int>(size), nullptr));
  if (!same(x, curve.x))
    return false;
  const bool odd = BN_is_odd(curve.y.get()) == 1;
  if (encoded.size() == 1 + size)
    return encoded[0] == (odd ? 3 : 2);
  if (encoded.size() != 1 + 2 * size)
    return false;
  const Number y(BN_bin2bn(encoded.data() + 1 + size, static_cast<int>(size), nullptr));
  return same(y, curve.y);
}

} // namespace

bool curve_is_known(EVP_PKEY* key) {
  if (key == nullptr)
    return false;
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC)
    return true;
  static const std::vector<Curve> curves = published();
  const Number prime = number(key, OSSL_PKEY_PARAM_EC_P);
  const Number a = number(key, OSSL_PKEY_PARAM_EC_A);
  const Number b = number(key, OSSL_PKEY_PARAM_EC_B);
  const Number order = number(key, OSSL_PKEY_PARAM_EC_ORDER);
  std::array<unsigned char, 2 * 66 + 1> generator{};
  std::size_t size = 0;
  const bool readable =
      EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_EC_GENERATOR, generator.data(),
                                      generator.size(), &size) == 1;
  ERR_clear_error();
  return readable && std::any_of(curves.begin(), curves.end(), [&](const Curve& curve) {
           return same(prime, curve.prime) && same(a, curve.a) && same(b, curve.b) &&
                  same(order, curve.order) &&
                  same_generator(ByteView(generator).first(size), curve);
         });
}

} // namespace foyer::eid
