// SPDX-License-Identifier: EUPL-1.2
#include <eid/sod.hpp>

#include "algorithms.hpp"
#include "cms.hpp"

#include <eid/tlv.hpp>

namespace foyer::eid {
namespace {

Failure broken(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

Result<Hash> read_hash(ByteView algorithm) {
  if (const auto known = hash_in(algorithm))
    return *known;
  FOYER_CHECK(TlvReader(algorithm).next(0x06)); // an identifier that is none is malformed
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

Result<LdsSecurityObject> read_security_object(ByteView ef_sod) {
  FOYER_TRY(const Tlv file, TlvReader(ef_sod).next(0x77));
  FOYER_TRY(const SignedData data, parse_signed_data(file.value));
  return parse_lds_security_object(data.content);
}

} // namespace foyer::eid
