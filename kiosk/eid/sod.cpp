// SPDX-License-Identifier: EUPL-1.2
#include <eid/sod.hpp>

#include <eid/tlv.hpp>

#include <algorithm>
#include <array>

namespace foyer::eid {
namespace {

struct HashOid {
  Hash hash;
  std::array<std::uint8_t, 9> oid;
  std::size_t size;
};

// RFC 3279 §2.2.1 and RFC 5754 §2.
constexpr std::array hashes{
    HashOid{Hash::sha1, {0x2B, 0x0E, 0x03, 0x02, 0x1A}, 5},
    HashOid{Hash::sha224, {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04}, 9},
    HashOid{Hash::sha256, {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01}, 9},
    HashOid{Hash::sha384, {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02}, 9},
    HashOid{Hash::sha512, {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03}, 9}};

Failure broken(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

Result<Hash> read_hash(ByteView algorithm) {
  FOYER_TRY(const Tlv oid, TlvReader(algorithm).next(0x06));
  for (const HashOid& known : hashes)
    if (oid.value.size() == known.size &&
        std::equal(oid.value.begin(), oid.value.end(), known.oid.begin()))
      return known.hash;
  return fail(FailureCode::card_unsupported, "sod: hash algorithm");
}

} // namespace

// LDSSecurityObject ::= SEQUENCE { version, hashAlgorithm, SEQUENCE OF { number, hash }, ... }
Result<LdsSecurityObject> parse_lds_security_object(ByteView content) {
  FOYER_TRY(const Tlv object, TlvReader(content).next(0x30));
  TlvReader fields(object.value);
  FOYER_TRY(const Tlv version, fields.next(0x02));
  if (version.value.size() != 1)
    return broken("sod: version");
  LdsSecurityObject out;
  out.version = version.value[0];
  if (out.version > 1)
    return fail(FailureCode::card_unsupported, "sod: version of the security object");
  FOYER_TRY(const Tlv algorithm, fields.next(0x30));
  FOYER_TRY(out.hash, read_hash(algorithm.value));
  FOYER_TRY(const Tlv list, fields.next(0x30));
  TlvReader entries(list.value);
  while (!entries.at_end()) {
    FOYER_TRY(const Tlv entry, entries.next(0x30));
    TlvReader pair(entry.value);
    FOYER_TRY(const Tlv number, pair.next(0x02));
    FOYER_TRY(const Tlv hash, pair.next(0x04));
    if (number.value.size() != 1 || number.value[0] < 1 || number.value[0] > 16)
      return broken("sod: data group number");
    // Two hashes for one data group would let a choice be made; there is none to make.
    if (!out.data_groups.emplace(number.value[0], to_bytes(hash.value)).second)
      return broken("sod: data group listed twice");
  }
  // LDSVersionInfo came with version 1 (9303-10 §4.6.2.3).
  if (out.version == 1) {
    FOYER_TRY(const Tlv info, fields.next(0x30));
    TlvReader versions(info.value);
    FOYER_TRY(const Tlv lds, versions.next(0x13));
    FOYER_TRY(const Tlv unicode, versions.next(0x13));
    out.lds_version = as_text(lds.value);
    out.unicode_version = as_text(unicode.value);
  }
  return out;
}

// 77 { ContentInfo { signedData, [0] SignedData { version, digests, { type, [0] { content } } } } }
Result<LdsSecurityObject> read_security_object(ByteView ef_sod) {
  FOYER_TRY(const Tlv file, TlvReader(ef_sod).next(0x77));
  FOYER_TRY(const Tlv info, TlvReader(file.value).next(0x30));
  FOYER_TRY(const Tlv body, find_tlv(info.value, 0xA0));
  FOYER_TRY(const Tlv signed_data, TlvReader(body.value).next(0x30));
  FOYER_TRY(const Tlv encapsulated, find_tlv(signed_data.value, 0x30));
  FOYER_TRY(const Tlv wrapped, find_tlv(encapsulated.value, 0xA0));
  FOYER_TRY(const Tlv content, TlvReader(wrapped.value).next(0x04));
  return parse_lds_security_object(content.value);
}

} // namespace foyer::eid
