// SPDX-License-Identifier: EUPL-1.2
// Groups and public keys out of certificates and SecurityInfos (RFC 5480, RFC 3279 §2.3.3, PKCS#3,
// TR-03110-3 A.2.1.1).
#include "group_math.hpp"

#include <eid/tlv.hpp>

#include <openssl/err.h>
#include <openssl/obj_mac.h>

#include <algorithm>
#include <array>

namespace foyer::eid {
namespace {

constexpr std::array<std::uint8_t, 7> ec_public_key{0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01};
constexpr std::array<std::uint8_t, 5> ec_dh{0x2B, 0x81, 0x04, 0x01, 0x0C};
constexpr std::array<std::uint8_t, 7> dh_public_number{0x2A, 0x86, 0x48, 0xCE, 0x3E, 0x02, 0x01};
constexpr std::array<std::uint8_t, 9> dh_key_agreement{0x2A, 0x86, 0x48, 0x86, 0xF7,
                                                       0x0D, 0x01, 0x03, 0x01};
// standardizedDomainParameters 0.4.0.127.0.7.1.2
constexpr std::array<std::uint8_t, 7> standardised_parameters{0x04, 0x00, 0x7F, 0x00,
                                                              0x07, 0x01, 0x02};

constexpr std::uint32_t asn1_integer = 0x02;
constexpr std::uint32_t asn1_bit_string = 0x03;
constexpr std::uint32_t asn1_oid = 0x06;
constexpr std::uint32_t asn1_sequence = 0x30;

bool same(ByteView a, ByteView b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

Failure malformed() {
  return fail(FailureCode::card_data_malformed, "key: domain parameters");
}

Bignum number_of(const Tlv& integer) {
  Bignum number(BN_bin2bn(integer.value.data(), static_cast<int>(integer.value.size()), nullptr));
  if (!number)
    throw std::bad_alloc();
  return number;
}

Result<Curve> read_curve(ByteView parameters) {
  const unsigned char* at = parameters.data();
  EcGroup group(d2i_ECPKParameters(nullptr, &at, static_cast<long>(parameters.size())));
  const BignumContext context = new_context();
  // What cards use has cofactor 1 and a prime field; the check refuses a generator or an order that
  // was made up.
  const bool fits = group && EC_GROUP_get_field_type(group.get()) == NID_X9_62_prime_field &&
                    EC_GROUP_get0_cofactor(group.get()) != nullptr &&
                    BN_is_one(EC_GROUP_get0_cofactor(group.get())) == 1 &&
                    EC_GROUP_order_bits(group.get()) >= 160 &&
                    (EC_GROUP_get_curve_name(group.get()) != NID_undef ||
                     EC_GROUP_check(group.get(), context.get()) == 1);
  ERR_clear_error();
  if (!fits)
    return malformed();
  return Curve(std::move(group));
}

// X9.42 lists p, g, q; PKCS#3 p, g and perhaps a length.
Result<ModularGroup> read_modular(ByteView parameters, bool with_order) {
  FOYER_TRY(const Tlv sequence, TlvReader(parameters).next(asn1_sequence));
  TlvReader reader(sequence.value);
  FOYER_TRY(const Tlv p, reader.next(asn1_integer));
  FOYER_TRY(const Tlv g, reader.next(asn1_integer));
  Bignum q;
  if (with_order) {
    FOYER_TRY(const Tlv order, reader.next(asn1_integer));
    q = number_of(order);
  }
  // A number of a megabyte would be turned into a BIGNUM before it is refused.
  if (p.value.size() > 513 || g.value.size() > 513 || (q && BN_num_bytes(q.get()) > 513))
    return malformed();
  return ModularGroup::make(number_of(p), number_of(g), std::move(q));
}

struct KeyInfo {
  ByteView algorithm; // whole element
  ByteView key;       // the bit string's content
};

Result<KeyInfo> read_key_info(ByteView subject_public_key_info) {
  FOYER_TRY(const Tlv outer, TlvReader(subject_public_key_info).next(asn1_sequence));
  TlvReader reader(outer.value);
  FOYER_TRY(const Tlv algorithm, reader.next(asn1_sequence));
  FOYER_TRY(const Tlv bits, reader.next(asn1_bit_string));
  if (bits.value.empty() || bits.value[0] != 0)
    return fail(FailureCode::card_data_malformed, "key: bit string");
  return KeyInfo{algorithm.whole, bits.value.subspan(1)};
}

} // namespace

Result<Group> Group::of_algorithm(ByteView algorithm_identifier) {
  FOYER_TRY(const Tlv outer, TlvReader(algorithm_identifier).next(asn1_sequence));
  TlvReader reader(outer.value);
  FOYER_TRY(const Tlv oid, reader.next(asn1_oid));
  FOYER_TRY(const Tlv parameters, reader.next());
  if (same(oid.value, standardised_parameters)) {
    const auto group = parameters.tag == asn1_integer && parameters.value.size() == 1
                           ? standardised(parameters.value[0])
                           : std::nullopt;
    if (!group)
      return fail(FailureCode::card_unsupported, "key: parameter number");
    return *group;
  }
  if (same(oid.value, ec_public_key) || same(oid.value, ec_dh)) {
    FOYER_TRY(Curve curve, read_curve(parameters.whole));
    return around(std::move(curve));
  }
  const bool with_order = same(oid.value, dh_public_number);
  if (!with_order && !same(oid.value, dh_key_agreement))
    return fail(FailureCode::card_unsupported, "key: algorithm");
  FOYER_TRY(ModularGroup group, read_modular(parameters.whole, with_order));
  return around(std::move(group));
}

Result<Group> Group::of_public_key(ByteView subject_public_key_info) {
  FOYER_TRY(const KeyInfo info, read_key_info(subject_public_key_info));
  return of_algorithm(info.algorithm);
}

Result<Bytes> Group::public_point(ByteView subject_public_key_info) {
  FOYER_TRY(const KeyInfo info, read_key_info(subject_public_key_info));
  FOYER_TRY(const Group group, of_algorithm(info.algorithm));
  if (group.elliptic())
    return group.normalise(info.key);
  // RFC 3279 §2.3.3: a DH key is an INTEGER inside the bit string.
  FOYER_TRY(const Tlv number, TlvReader(info.key).next(asn1_integer));
  return group.normalise(number.value);
}

} // namespace foyer::eid
