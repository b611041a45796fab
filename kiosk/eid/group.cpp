// SPDX-License-Identifier: EUPL-1.2
#include "group_math.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>

#include <array>
#include <variant>

namespace foyer::eid {

struct Group::Math {
  std::variant<Curve, ModularGroup> kind;
};

namespace {

// Parameter id 8 and upwards.
constexpr int first_curve = 8;
constexpr std::array curves{NID_X9_62_prime192v1, NID_brainpoolP192r1,  NID_secp224r1,
                            NID_brainpoolP224r1,  NID_X9_62_prime256v1, NID_brainpoolP256r1,
                            NID_brainpoolP320r1,  NID_secp384r1,        NID_brainpoolP384r1,
                            NID_brainpoolP512r1,  NID_secp521r1};
// Parameter ids 0 to 2, by OpenSSL's names: RFC 5114 §2.1 to §2.3.
constexpr std::array<const char*, 3> modular_groups{"dh_1024_160", "dh_2048_224", "dh_2048_256"};

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

std::optional<ModularGroup> standard_modular_group(const char* name) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "DHX", nullptr));
  std::string wanted_name(name);
  const OSSL_PARAM wanted[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME,
                                                                wanted_name.data(),
                                                                wanted_name.size()),
                               OSSL_PARAM_construct_end()};
  EVP_PKEY* made = nullptr;
  if (!context || EVP_PKEY_paramgen_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_params(context.get(), wanted) != 1 ||
      EVP_PKEY_paramgen(context.get(), &made) != 1)
    return std::nullopt;
  const Key parameters(made);
  std::array<Bignum, 3> numbers;
  const std::array<const char*, 3> names{OSSL_PKEY_PARAM_FFC_P, OSSL_PKEY_PARAM_FFC_G,
                                         OSSL_PKEY_PARAM_FFC_Q};
  for (std::size_t i = 0; i < names.size(); ++i) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(parameters.get(), names.at(i), &number) != 1)
      return std::nullopt;
    numbers.at(i).reset(number);
  }
  auto group =
      ModularGroup::make(std::move(numbers[0]), std::move(numbers[1]), std::move(numbers[2]));
  if (!group.ok())
    return std::nullopt;
  return std::move(*group);
}

const Curve* as_curve(const Group::Math& math) {
  return std::get_if<Curve>(&math.kind);
}
const ModularGroup& as_modular(const Group::Math& math) {
  return *std::get_if<ModularGroup>(&math.kind);
}

} // namespace

Bignum new_number() {
  Bignum number(BN_new());
  if (!number)
    throw std::bad_alloc();
  return number;
}

Bignum secret_number(const Secret& bytes) {
  Bignum number(BN_bin2bn(bytes.reveal().data(), static_cast<int>(bytes.size()), nullptr));
  if (!number)
    throw std::bad_alloc();
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  return number;
}

BignumContext new_context() {
  BignumContext context(BN_CTX_new());
  if (!context)
    throw std::bad_alloc();
  return context;
}

Failure bad_element() {
  return fail(FailureCode::card_data_malformed, "invalid public key");
}

RandomSource system_random() {
  return [](std::span<std::uint8_t> out) {
    if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1)
      throw std::bad_alloc();
  };
}

Group Group::around(Curve curve) {
  return Group(std::make_shared<const Math>(Math{std::move(curve)}));
}
Group Group::around(ModularGroup group) {
  return Group(std::make_shared<const Math>(Math{std::move(group)}));
}

std::optional<Group> Group::standardised(int parameter_id) {
  if (parameter_id >= 0 && parameter_id < static_cast<int>(modular_groups.size())) {
    // Finding and checking them costs more than using them, and they never change.
    static const std::array<std::optional<Group>, 3> known = [] {
      std::array<std::optional<Group>, 3> groups;
      for (std::size_t i = 0; i < groups.size(); ++i)
        if (auto group = standard_modular_group(modular_groups.at(i)))
          groups.at(i) = around(std::move(*group));
      return groups;
    }();
    return known.at(static_cast<std::size_t>(parameter_id));
  }
  const int index = parameter_id - first_curve;
  if (index < 0 || index >= static_cast<int>(curves.size()))
    return std::nullopt;
  EcGroup curve(EC_GROUP_new_by_curve_name(curves.at(static_cast<std::size_t>(index))));
  if (!curve)
    return std::nullopt;
  return around(Curve(std::move(curve)));
}

bool Group::elliptic() const {
  return as_curve(*math_) != nullptr;
}

std::size_t Group::element_size() const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? 1 + 2 * curve->field_size() : as_modular(*math_).element_size();
}

int Group::prime_bits() const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? curve->prime_bits() : BN_num_bits(as_modular(*math_).prime());
}

int Group::order_bits() const {
  const Curve* curve = as_curve(*math_);
  return BN_num_bits((curve != nullptr ? curve->order() : as_modular(*math_).order()).get());
}

int Group::strength() const {
  if (elliptic())
    return order_bits() / 2;
  const int field = prime_bits();
  const int by_field = field >= 7680   ? 192
                       : field >= 3072 ? 128
                       : field >= 2048 ? 112
                       : field >= 1024 ? 80
                                       : 56;
  return as_modular(*math_).order_known() ? std::min(by_field, order_bits() / 2) : by_field;
}

Bytes Group::generator() const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? curve->generator() : as_modular(*math_).generator();
}

Result<Secret> Group::draw_private_key(const RandomSource& random) const {
  const Curve* curve = as_curve(*math_);
  const Bignum order = curve != nullptr ? curve->order() : as_modular(*math_).order();
  const int bits = BN_num_bits(order.get());
  Bytes drawn((static_cast<std::size_t>(bits) + 7) / 8);
  // Half of all draws fit at least; 128 misses mean that the generator is broken.
  for (int attempt = 0; attempt < 128; ++attempt) {
    random(drawn);
    if (bits % 8 != 0)
      drawn[0] &= static_cast<std::uint8_t>((1U << (bits % 8)) - 1U);
    const Bignum scalar(BN_bin2bn(drawn.data(), static_cast<int>(drawn.size()), nullptr));
    if (!scalar)
      throw std::bad_alloc();
    if (BN_is_zero(scalar.get()) == 0 && BN_cmp(scalar.get(), order.get()) < 0)
      return Secret(std::move(drawn));
  }
  return fail(FailureCode::internal, "random source is broken");
}

Result<Bytes> Group::multiply(ByteView element, const Secret& scalar) const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? curve->multiply(element, scalar)
                          : as_modular(*math_).multiply(element, scalar);
}

Result<Bytes> Group::map_generic(const Secret& nonce, ByteView shared) const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? curve->map_generic(nonce, shared)
                          : as_modular(*math_).map_generic(nonce, shared);
}

Result<Bytes> Group::map_integrated(const Secret& number) const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? curve->map_integrated(number)
                          : as_modular(*math_).map_integrated(number);
}

bool Group::can_map_integrated() const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? curve->can_map_integrated() : as_modular(*math_).order_known();
}

Result<Bytes> Group::normalise(ByteView encoded) const {
  const Curve* curve = as_curve(*math_);
  return curve != nullptr ? curve->normalise(encoded) : as_modular(*math_).normalise(encoded);
}

ByteView Group::shared_secret(ByteView element) const {
  if (!elliptic() || element.empty())
    return element;
  return element.subspan(1, (element.size() - 1) / 2);
}

bool operator==(const Group& a, const Group& b) {
  const Curve* left = as_curve(*a.math_);
  const Curve* right = as_curve(*b.math_);
  if (left != nullptr && right != nullptr)
    return EC_GROUP_cmp(left->openssl(), right->openssl(), new_context().get()) == 0;
  if (left != nullptr || right != nullptr)
    return false;
  const ModularGroup& first = as_modular(*a.math_);
  const ModularGroup& second = as_modular(*b.math_);
  return BN_cmp(first.prime(), second.prime()) == 0 && BN_cmp(first.base(), second.base()) == 0;
}

std::optional<int> standardised_id(const Group& group) {
  for (int id = 0; id < first_curve + static_cast<int>(curves.size()); ++id) {
    const auto known = Group::standardised(id);
    if (known && *known == group)
      return id;
  }
  return std::nullopt;
}

} // namespace foyer::eid
