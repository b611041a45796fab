// SPDX-License-Identifier: EUPL-1.2
#include "chip_group.hpp"

#include "chip_crypto.hpp"

#include <base/unique_handle.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/x509.h>

#include <array>

namespace foyer::card {
namespace {

using Number = UniqueHandle<BIGNUM, BN_clear_free>;
using Point = UniqueHandle<EC_POINT, EC_POINT_free>;
using Curve = UniqueHandle<EC_GROUP, EC_GROUP_free>;
using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

Number number(ByteView bytes) {
  return Number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

Bytes spelled(const BIGNUM* value, std::size_t width) {
  Bytes out(width);
  BN_bn2binpad(value, out.data(), static_cast<int>(width));
  return out;
}

Number parameter(const EVP_PKEY* key, const char* name) {
  BIGNUM* value = nullptr;
  EVP_PKEY_get_bn_param(key, name, &value);
  return Number(value);
}

// Numbers modulo p, readable as formulas; only for the mapping below.
class Residue {
 public:
  Residue(const BIGNUM* value, const BIGNUM* modulus) : value_(BN_new()), modulus_(modulus) {
    BN_nnmod(value_.get(), value, modulus, scratch());
  }
  Residue(const Residue& other) : Residue(other.value_.get(), other.modulus_) {}
  Residue& operator=(const Residue&) = delete;
  ~Residue() = default;
  friend Residue operator*(const Residue& a, const Residue& b) {
    return a.with([&](BIGNUM* out) {
      BN_mod_mul(out, a.value_.get(), b.value_.get(), a.modulus_, scratch());
    });
  }
  friend Residue operator+(const Residue& a, const Residue& b) {
    return a.with([&](BIGNUM* out) {
      BN_mod_add(out, a.value_.get(), b.value_.get(), a.modulus_, scratch());
    });
  }
  Residue operator-() const {
    return with([&](BIGNUM* out) {
      const Number zero(BN_new());
      BN_mod_sub(out, zero.get(), value_.get(), modulus_, scratch());
    });
  }
  [[nodiscard]] Residue inverse() const {
    return with([&](BIGNUM* out) { BN_mod_inverse(out, value_.get(), modulus_, scratch()); });
  }
  [[nodiscard]] Residue to_the(const BIGNUM* exponent) const {
    return with([&](BIGNUM* out) { BN_mod_exp(out, value_.get(), exponent, modulus_, scratch()); });
  }
  bool operator==(const Residue& other) const {
    return BN_cmp(value_.get(), other.value_.get()) == 0;
  }
  [[nodiscard]] bool zero() const { return BN_is_zero(value_.get()) == 1; }
  [[nodiscard]] const BIGNUM* value() const { return value_.get(); }

 private:
  template <class Fill> [[nodiscard]] Residue with(Fill fill) const {
    Residue out(value_.get(), modulus_);
    fill(out.value_.get());
    return out;
  }
  static BN_CTX* scratch() {
    static thread_local const UniqueHandle<BN_CTX, BN_CTX_free> context(BN_CTX_new());
    return context.get();
  }
  Number value_;
  const BIGNUM* modulus_;
};

constexpr std::array dh_groups{"dh_1024_160", "dh_2048_224", "dh_2048_256"};
constexpr std::array curves{NID_X9_62_prime192v1, NID_brainpoolP192r1,  NID_secp224r1,
                            NID_brainpoolP224r1,  NID_X9_62_prime256v1, NID_brainpoolP256r1,
                            NID_brainpoolP320r1,  NID_secp384r1,        NID_brainpoolP384r1,
                            NID_brainpoolP512r1,  NID_secp521r1};

// The pseudo-random function R(s, t) of 9303-11 §4.4.3.3.2, with its constants c0 and c1 for
// ciphers of 128 bits and for longer ones.
constexpr const char* c0_short = "A668892A7C41E3CA739F40B057D85904";
constexpr const char* c1_short = "A4E136AC725F738B01C1F60217C188AD";
constexpr const char* c0_long = "D463D65234124EF7897054986DCA0A174E28DF758CBAA03F240616414D5A1676";
constexpr const char* c1_long = "54BD7255F0AAF831BEC3423FCF39D69B6CBF066677D0FAAE5AADD99DF8E53517";

Bytes pseudo_random(Cipher cipher, ByteView nonce, ByteView their_nonce, int bits) {
  const bool is_short = key_bytes_of(cipher) == 16;
  const Bytes c0 = *from_hex(is_short ? c0_short : c0_long);
  const Bytes c1 = *from_hex(is_short ? c1_short : c1_long);
  const auto key_of = [&](Bytes text) {
    text.resize(key_bytes_of(cipher));
    return text;
  };
  Bytes key = key_of(cbc_encrypt(cipher, their_nonce, {}, nonce));
  Bytes out;
  while (out.size() * 8 < static_cast<std::size_t>(bits) + 64) {
    append(out, cbc_encrypt(cipher, key, {}, c1));
    key = key_of(cbc_encrypt(cipher, key, {}, c0));
  }
  return out;
}

} // namespace

struct ChipGroup::Parameters {
  Curve curve; // or none, and:
  Number p, g, q;

  [[nodiscard]] const BIGNUM* order() const {
    return curve ? EC_GROUP_get0_order(curve.get()) : q.get();
  }
  [[nodiscard]] std::size_t prime_size() const {
    return static_cast<std::size_t>(BN_num_bytes(p.get()));
  }
  [[nodiscard]] std::optional<Bytes> spell(const EC_POINT* point) const {
    Bytes out(1 + 2 * ((static_cast<std::size_t>(EC_GROUP_get_degree(curve.get())) + 7) / 8));
    if (EC_POINT_is_at_infinity(curve.get(), point) == 1 ||
        EC_POINT_point2oct(curve.get(), point, POINT_CONVERSION_UNCOMPRESSED, out.data(),
                           out.size(), nullptr) != out.size())
      return std::nullopt;
    return out;
  }
  [[nodiscard]] Point point(ByteView bytes) const {
    Point made(EC_POINT_new(curve.get()));
    if (bytes.empty() || bytes[0] != 4 ||
        EC_POINT_oct2point(curve.get(), made.get(), bytes.data(), bytes.size(), nullptr) != 1)
      return nullptr;
    return made;
  }

  [[nodiscard]] std::optional<Bytes> encode_to_curve(const Residue& t) const;
};

std::optional<ChipGroup> ChipGroup::standard(int parameter_id) {
  auto parameters = std::make_shared<Parameters>();
  if (parameter_id >= 8 && parameter_id <= 18) {
    parameters->curve.reset(
        EC_GROUP_new_by_curve_name(curves.at(static_cast<std::size_t>(parameter_id - 8))));
    return ChipGroup(std::move(parameters));
  }
  if (parameter_id < 0 || parameter_id > 2)
    return std::nullopt;
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "DHX", nullptr));
  std::string name = dh_groups.at(static_cast<std::size_t>(parameter_id));
  const OSSL_PARAM wanted[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name.data(), 0),
      OSSL_PARAM_construct_end()};
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_paramgen_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_params(context.get(), wanted) != 1 ||
      EVP_PKEY_paramgen(context.get(), &made) != 1)
    return std::nullopt;
  const Key key(made);
  parameters->p = parameter(key.get(), OSSL_PKEY_PARAM_FFC_P);
  parameters->g = parameter(key.get(), OSSL_PKEY_PARAM_FFC_G);
  parameters->q = parameter(key.get(), OSSL_PKEY_PARAM_FFC_Q);
  return ChipGroup(std::move(parameters));
}

std::optional<ChipGroup> ChipGroup::of_key(ByteView pkcs8, Bytes& scalar) {
  const std::uint8_t* at = pkcs8.data();
  const Key key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(pkcs8.size())));
  if (!key)
    return std::nullopt;
  const Number secret = parameter(key.get(), OSSL_PKEY_PARAM_PRIV_KEY);
  auto parameters = std::make_shared<Parameters>();
  if (EVP_PKEY_is_a(key.get(), "EC") == 1) {
    std::array<char, 64> name{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key.get(), name.data(), name.size(), &size) != 1)
      return std::nullopt;
    parameters->curve.reset(EC_GROUP_new_by_curve_name(OBJ_txt2nid(name.data())));
  } else {
    parameters->p = parameter(key.get(), OSSL_PKEY_PARAM_FFC_P);
    parameters->g = parameter(key.get(), OSSL_PKEY_PARAM_FFC_G);
    parameters->q = parameter(key.get(), OSSL_PKEY_PARAM_FFC_Q);
    if (!parameters->q)
      return std::nullopt;
  }
  if (!secret)
    return std::nullopt;
  scalar = spelled(secret.get(), static_cast<std::size_t>(BN_num_bytes(parameters->order())));
  return ChipGroup(std::move(parameters));
}

bool ChipGroup::elliptic() const {
  return parameters_->curve != nullptr;
}

Bytes ChipGroup::generator() const {
  if (!elliptic())
    return spelled(parameters_->g.get(), parameters_->prime_size());
  return parameters_->spell(EC_GROUP_get0_generator(parameters_->curve.get())).value_or(Bytes());
}

Bytes ChipGroup::draw(const RandomSource& random) const {
  const BIGNUM* order = parameters_->order();
  const int spare =
      static_cast<int>(8 * static_cast<unsigned>(BN_num_bytes(order))) - BN_num_bits(order);
  for (;;) {
    Bytes drawn(static_cast<std::size_t>(BN_num_bytes(order)));
    random(drawn);
    drawn[0] &= static_cast<std::uint8_t>(0xFFU >> static_cast<unsigned>(spare));
    const Number value = number(drawn);
    if (BN_is_zero(value.get()) == 0 && BN_cmp(value.get(), order) < 0)
      return drawn;
  }
}

std::optional<Bytes> ChipGroup::times(ByteView element, ByteView scalar) const {
  const Parameters& own = *parameters_;
  const Number factor = number(scalar);
  if (elliptic()) {
    const Point base = own.point(element);
    const Point product(EC_POINT_new(own.curve.get()));
    if (!base || EC_POINT_mul(own.curve.get(), product.get(), nullptr, base.get(), factor.get(),
                              nullptr) != 1)
      return std::nullopt;
    return own.spell(product.get());
  }
  const Number base = number(element);
  if (BN_cmp(base.get(), own.p.get()) >= 0 || BN_is_zero(base.get()) == 1 ||
      BN_is_one(base.get()) == 1)
    return std::nullopt;
  const Residue product = Residue(base.get(), own.p.get()).to_the(factor.get());
  if (BN_is_one(product.value()) == 1)
    return std::nullopt;
  return spelled(product.value(), own.prime_size());
}

Bytes ChipGroup::secret(ByteView element) const {
  return to_bytes(elliptic() ? element.subspan(1, (element.size() - 1) / 2) : element);
}

Bytes ChipGroup::divided(ByteView scalar, ByteView by) const {
  const BIGNUM* order = parameters_->order();
  const Residue quotient =
      Residue(number(scalar).get(), order) * Residue(number(by).get(), order).inverse();
  return spelled(quotient.value(), static_cast<std::size_t>(BN_num_bytes(order)));
}

std::optional<Bytes> ChipGroup::map_generic(ByteView nonce, ByteView shared) const {
  const auto multiple = times(generator(), nonce);
  if (!multiple)
    return std::nullopt;
  const Parameters& own = *parameters_;
  if (!elliptic())
    return spelled(
        (Residue(number(*multiple).get(), own.p.get()) * Residue(number(shared).get(), own.p.get()))
            .value(),
        own.prime_size());
  const Point a = own.point(*multiple);
  const Point b = own.point(shared);
  const Point sum(EC_POINT_new(own.curve.get()));
  if (!a || !b || EC_POINT_add(own.curve.get(), sum.get(), a.get(), b.get(), nullptr) != 1)
    return std::nullopt;
  return own.spell(sum.get());
}

std::optional<Bytes> ChipGroup::map_integrated(Cipher cipher, ByteView nonce,
                                               ByteView their_nonce) const {
  const Parameters& own = *parameters_;
  const Number p(BN_new());
  if (elliptic())
    EC_GROUP_get_curve(own.curve.get(), p.get(), nullptr, nullptr, nullptr);
  else
    BN_copy(p.get(), own.p.get());
  const Bytes drawn = pseudo_random(cipher, nonce, their_nonce, BN_num_bits(p.get()));
  const Residue seed(number(drawn).get(), p.get());
  if (elliptic())
    return own.encode_to_curve(seed);
  // The cofactor (p-1)/q brings it into the subgroup.
  const Number cofactor(BN_dup(p.get()));
  BN_sub_word(cofactor.get(), 1);
  const UniqueHandle<BN_CTX, BN_CTX_free> scratch(BN_CTX_new());
  BN_div(cofactor.get(), nullptr, cofactor.get(), own.q.get(), scratch.get());
  return spelled(seed.to_the(cofactor.get()).value(), own.prime_size());
}

// Simplified Shallue-van de Woestijne-Ulas, for p = 3 modulo 4 (9303-11 App. B). With
// r = h(x2)^((p+1)/4): a root of h(x2) if that has one; else t^3 r, negated, is one of h(x3). The
// standard computes both with one power instead. All standardised curves have cofactor 1.
std::optional<Bytes> ChipGroup::Parameters::encode_to_curve(const Residue& t) const {
  const Number modulus(BN_new()), a_(BN_new()), b_(BN_new());
  EC_GROUP_get_curve(curve.get(), modulus.get(), a_.get(), b_.get(), nullptr);
  if (BN_mod_word(modulus.get(), 4) != 3)
    return std::nullopt;
  const Residue a(a_.get(), modulus.get()), b(b_.get(), modulus.get()),
      one(BN_value_one(), modulus.get());
  const Residue alpha = -(t * t);
  const Residue sum = alpha + alpha * alpha;
  if (sum.zero())
    return std::nullopt;
  const Residue x2 = -(b * a.inverse()) * (one + sum.inverse());
  const Residue h2 = x2 * x2 * x2 + a * x2 + b;
  const Number exponent(BN_dup(modulus.get()));
  BN_add_word(exponent.get(), 1);
  BN_rshift(exponent.get(), exponent.get(), 2);
  const Residue root = h2.to_the(exponent.get());
  const bool square = root * root == h2;
  const Residue x = square ? x2 : alpha * x2;
  const Residue y = square ? root : -(t * t * t * root);
  const Point found(EC_POINT_new(curve.get()));
  if (EC_POINT_set_affine_coordinates(curve.get(), found.get(), x.value(), y.value(), nullptr) != 1)
    return std::nullopt;
  return spell(found.get());
}

} // namespace foyer::card
