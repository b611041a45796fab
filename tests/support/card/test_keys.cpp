// SPDX-License-Identifier: EUPL-1.2
#include <card/test_keys.hpp>
#include <card/virtual_card.hpp>

#include "ber.hpp"
#include "chip_crypto.hpp"

#include <base/unique_handle.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <map>
#include <mutex>
#include <stdexcept>

namespace foyer::card {
namespace {

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Number = UniqueHandle<BIGNUM, BN_clear_free>;
using Scratch = UniqueHandle<BN_CTX, BN_CTX_free>;
using Builder = UniqueHandle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = UniqueHandle<OSSL_PARAM, OSSL_PARAM_free>;

void must(bool good, const char* what) {
  if (!good)
    throw std::runtime_error(std::string("test key: ") + what);
}

const char* curve_name(KeyType type) {
  switch (type) {
  case KeyType::p192: return "prime192v1";
  case KeyType::p224: return "secp224r1";
  case KeyType::p256: return "prime256v1";
  case KeyType::p384: return "secp384r1";
  case KeyType::p521: return "secp521r1";
  case KeyType::brainpool192: return "brainpoolP192r1";
  case KeyType::brainpool224: return "brainpoolP224r1";
  case KeyType::brainpool256: return "brainpoolP256r1";
  case KeyType::brainpool320: return "brainpoolP320r1";
  case KeyType::brainpool384: return "brainpoolP384r1";
  case KeyType::brainpool512: return "brainpoolP512r1";
  default: return nullptr;
  }
}

int rsa_bits(KeyType type) {
  if (type == KeyType::rsa1024)
    return 1024;
  return type == KeyType::rsa2048 ? 2048 : type == KeyType::rsa3072 ? 3072 : 0;
}

// Bytes without end out of a seed, or random ones.
class Stream {
 public:
  explicit Stream(std::string_view seed) : seed_(to_bytes(as_bytes(seed))) {}
  Bytes take(std::size_t size) {
    Bytes out;
    while (out.size() < size) {
      Bytes block = seed_;
      append(block, Bytes{static_cast<std::uint8_t>(counter_ >> 8U),
                          static_cast<std::uint8_t>(counter_ & 0xFFU)});
      ++counter_;
      append(out, hash("SHA-256", block));
    }
    out.resize(size);
    return out;
  }
  Number number(int bits) {
    const Bytes drawn = take((static_cast<std::size_t>(bits) + 7) / 8);
    Number value(BN_bin2bn(drawn.data(), static_cast<int>(drawn.size()), nullptr));
    BN_mask_bits(value.get(), bits);
    return value;
  }

 private:
  Bytes seed_;
  unsigned counter_ = 0;
};

Key of_parameters(const char* type, const Parameters& parameters) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  must(EVP_PKEY_fromdata_init(context.get()) == 1 &&
           EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) == 1,
       type);
  return Key(key);
}

Number prime(Stream& stream, int bits, const BIGNUM* exponent, BN_CTX* scratch) {
  Number candidate = stream.number(bits);
  BN_set_bit(candidate.get(), bits - 1);
  BN_set_bit(candidate.get(), bits - 2);
  BN_set_bit(candidate.get(), 0);
  const Number one_less(BN_new());
  const Number common(BN_new());
  for (;; BN_add_word(candidate.get(), 2)) {
    BN_sub(one_less.get(), candidate.get(), BN_value_one());
    BN_gcd(common.get(), one_less.get(), exponent, scratch);
    if (BN_is_one(common.get()) == 1 && BN_check_prime(candidate.get(), scratch, nullptr) == 1)
      return candidate;
  }
}

Key seeded_rsa(int bits, std::string_view seed) {
  Stream stream(seed);
  const Scratch scratch(BN_CTX_new());
  const Number e(BN_new());
  BN_set_word(e.get(), 65537);
  Number p = prime(stream, bits / 2, e.get(), scratch.get());
  Number q = prime(stream, bits / 2, e.get(), scratch.get());
  if (BN_cmp(p.get(), q.get()) < 0)
    std::swap(p, q);
  const Number n(BN_new()), phi(BN_new()), d(BN_new()), dp(BN_new()), dq(BN_new()), qi(BN_new());
  const Number p1(BN_dup(p.get())), q1(BN_dup(q.get()));
  BN_sub_word(p1.get(), 1);
  BN_sub_word(q1.get(), 1);
  BN_mul(n.get(), p.get(), q.get(), scratch.get());
  BN_mul(phi.get(), p1.get(), q1.get(), scratch.get());
  BN_mod_inverse(d.get(), e.get(), phi.get(), scratch.get());
  BN_mod(dp.get(), d.get(), p1.get(), scratch.get());
  BN_mod(dq.get(), d.get(), q1.get(), scratch.get());
  BN_mod_inverse(qi.get(), q.get(), p.get(), scratch.get());
  const Builder builder(OSSL_PARAM_BLD_new());
  const auto put = [&](const char* name, const Number& value) {
    must(OSSL_PARAM_BLD_push_BN(builder.get(), name, value.get()) == 1, name);
  };
  put(OSSL_PKEY_PARAM_RSA_N, n);
  put(OSSL_PKEY_PARAM_RSA_E, e);
  put(OSSL_PKEY_PARAM_RSA_D, d);
  put(OSSL_PKEY_PARAM_RSA_FACTOR1, p);
  put(OSSL_PKEY_PARAM_RSA_FACTOR2, q);
  put(OSSL_PKEY_PARAM_RSA_EXPONENT1, dp);
  put(OSSL_PKEY_PARAM_RSA_EXPONENT2, dq);
  put(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, qi);
  return of_parameters("RSA", Parameters(OSSL_PARAM_BLD_to_param(builder.get())));
}

Key ec_key(KeyType type, const BIGNUM* scalar, bool explicit_parameters) {
  const char* curve = curve_name(type);
  const UniqueHandle<EC_GROUP, EC_GROUP_free> group(EC_GROUP_new_by_curve_name(OBJ_txt2nid(curve)));
  const UniqueHandle<EC_POINT, EC_POINT_free> point(EC_POINT_new(group.get()));
  must(EC_POINT_mul(group.get(), point.get(), scalar, nullptr, nullptr, nullptr) == 1, curve);
  Bytes encoded(1 + 2 * ((static_cast<std::size_t>(EC_GROUP_get_degree(group.get())) + 7) / 8));
  EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded.data(),
                     encoded.size(), nullptr);
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_EC_ENCODING,
                                  explicit_parameters ? "explicit" : "named_curve", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded.data(),
                                   encoded.size());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar);
  return of_parameters("EC", Parameters(OSSL_PARAM_BLD_to_param(builder.get())));
}

// A scalar with bits to spare, reduced to 1 .. order-1.
Number ec_scalar(KeyType type, Stream& stream) {
  const UniqueHandle<EC_GROUP, EC_GROUP_free> group(
      EC_GROUP_new_by_curve_name(OBJ_txt2nid(curve_name(type))));
  Number value = stream.number(EC_GROUP_get_degree(group.get()) + 64);
  const Scratch scratch(BN_CTX_new());
  const Number limit(BN_dup(EC_GROUP_get0_order(group.get())));
  BN_sub_word(limit.get(), 1);
  BN_mod(value.get(), value.get(), limit.get(), scratch.get());
  BN_add_word(value.get(), 1);
  return value;
}

Key dh_key(KeyType type, Stream& stream) {
  const char* name = type == KeyType::dh1024 ? "dh_1024_160" : "dh_2048_256";
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "DHX", nullptr));
  std::string group = name;
  const OSSL_PARAM wanted[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
      OSSL_PARAM_construct_end()};
  EVP_PKEY* parameters = nullptr;
  must(EVP_PKEY_paramgen_init(context.get()) == 1 &&
           EVP_PKEY_CTX_set_params(context.get(), wanted) == 1 &&
           EVP_PKEY_paramgen(context.get(), &parameters) == 1,
       name);
  const Key holder(parameters);
  BIGNUM *p = nullptr, *q = nullptr, *g = nullptr;
  EVP_PKEY_get_bn_param(parameters, OSSL_PKEY_PARAM_FFC_P, &p);
  EVP_PKEY_get_bn_param(parameters, OSSL_PKEY_PARAM_FFC_Q, &q);
  EVP_PKEY_get_bn_param(parameters, OSSL_PKEY_PARAM_FFC_G, &g);
  const Number prime_(p), order(q), generator(g);
  const Number secret = stream.number(BN_num_bits(q) - 1);
  const Number open(BN_new());
  const Scratch scratch(BN_CTX_new());
  BN_mod_exp(open.get(), g, secret.get(), p, scratch.get());
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_P, p);
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_Q, q);
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_G, g);
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, open.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
  return of_parameters("DHX", Parameters(OSSL_PARAM_BLD_to_param(builder.get())));
}

std::string random_seed() {
  Bytes drawn(32);
  system_randomness()(drawn);
  return std::string(as_text(drawn));
}

std::shared_ptr<EVP_PKEY> shared(Key key) {
  return {key.release(), EVP_PKEY_free};
}

// Seeded RSA keys take a quarter of a second each, so one process makes each once.
std::shared_ptr<EVP_PKEY> remembered_rsa(int bits, const std::string& seed) {
  static std::mutex mutex;
  static std::map<std::pair<int, std::string>, std::shared_ptr<EVP_PKEY>> known;
  const std::lock_guard lock(mutex);
  auto& key = known[{bits, seed}];
  if (!key)
    key = shared(seeded_rsa(bits, seed));
  return key;
}

Bytes encoded(int (*encode)(const EVP_PKEY*, unsigned char**), const EVP_PKEY* key) {
  unsigned char* raw = nullptr;
  const int size = encode(key, &raw);
  must(size > 0, "encoding");
  const Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

Bytes hash_algorithm(Digest digest) {
  constexpr std::array oids{"1.3.14.3.2.26", "2.16.840.1.101.3.4.2.4", "2.16.840.1.101.3.4.2.1",
                            "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"};
  return ber::sequence({ber::oid(oids.at(static_cast<std::size_t>(digest))), Bytes{5, 0}});
}

} // namespace

const char* name(Digest digest) {
  constexpr std::array names{"SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};
  return names.at(static_cast<std::size_t>(digest));
}

TestKey::TestKey(KeyType type, std::string_view seed, bool explicit_parameters) {
  const std::string text =
      std::string(curve_name(type) ? curve_name(type) : "") + std::string(seed);
  if (const int bits = rsa_bits(type)) {
    key_ = seed.empty()
               ? std::shared_ptr<EVP_PKEY>(EVP_RSA_gen(static_cast<unsigned>(bits)), EVP_PKEY_free)
               : remembered_rsa(bits, text);
    named_ = key_;
    return;
  }
  Stream stream(seed.empty() ? random_seed() : text);
  if (curve_name(type) == nullptr) {
    key_ = shared(dh_key(type, stream));
    named_ = key_;
    return;
  }
  const Number scalar = ec_scalar(type, stream);
  key_ = shared(ec_key(type, scalar.get(), explicit_parameters));
  named_ = explicit_parameters ? shared(ec_key(type, scalar.get(), false)) : key_;
}

TestKey TestKey::of_scalar(KeyType type, ByteView scalar, bool explicit_parameters) {
  const Number value(BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), nullptr));
  TestKey key;
  key.key_ = shared(ec_key(type, value.get(), explicit_parameters));
  key.named_ = shared(ec_key(type, value.get(), false));
  return key;
}

Bytes TestKey::pkcs8() const {
  const UniqueHandle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> info(
      EVP_PKEY2PKCS8(named_.get()));
  unsigned char* raw = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &raw);
  must(size > 0, "pkcs8");
  const Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

Bytes TestKey::public_info() const {
  return encoded(i2d_PUBKEY, key_.get());
}

bool TestKey::rsa() const {
  return EVP_PKEY_is_a(key_.get(), "RSA") == 1;
}

Bytes TestKey::sign(ByteView data, Digest digest, SodSignature padding) const {
  const UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;
  must(EVP_DigestSignInit_ex(context.get(), &options, name(digest), nullptr, nullptr, key_.get(),
                             nullptr) == 1,
       "signature");
  if (rsa() && padding == SodSignature::pss)
    must(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
             EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1,
         "pss");
  std::size_t size = 0;
  must(EVP_DigestSign(context.get(), nullptr, &size, data.data(), data.size()) == 1, "size");
  Bytes out(size);
  must(EVP_DigestSign(context.get(), out.data(), &size, data.data(), data.size()) == 1, "sign");
  out.resize(size);
  return out;
}

Bytes TestKey::signature_algorithm(Digest digest, SodSignature padding) const {
  const auto index = static_cast<std::size_t>(digest);
  if (!rsa()) {
    constexpr std::array oids{"1.2.840.10045.4.1", "1.2.840.10045.4.3.1", "1.2.840.10045.4.3.2",
                              "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4"};
    return ber::sequence({ber::oid(oids.at(index))});
  }
  if (padding == SodSignature::plain) {
    constexpr std::array oids{"1.2.840.113549.1.1.5", "1.2.840.113549.1.1.14",
                              "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12",
                              "1.2.840.113549.1.1.13"};
    return ber::sequence({ber::oid(oids.at(index)), Bytes{5, 0}});
  }
  const int salt = static_cast<int>(hash(name(digest), {}).size());
  const Bytes mask = ber::sequence({ber::oid("1.2.840.113549.1.1.8"), hash_algorithm(digest)});
  return ber::sequence(
      {ber::oid("1.2.840.113549.1.1.10"),
       ber::sequence({ber::element(0xA0, {hash_algorithm(digest)}), ber::element(0xA1, {mask}),
                      ber::element(0xA2, {ber::integer(salt)})})});
}

} // namespace foyer::card
