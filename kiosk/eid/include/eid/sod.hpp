// SPDX-License-Identifier: EUPL-1.2
// The LDS Security Object inside EF.SOD (ICAO 9303-10 §4.6.2): the hashes the state signed.
#pragma once

#include <eid/crypto.hpp>

#include <map>
#include <string>

namespace foyer::eid {

struct LdsSecurityObject {
  int version = 0; // 0: LDS 1.7; 1: LDS 1.8
  Hash hash = Hash::sha256;
  std::map<int, Bytes> data_groups; // number (1 to 16) -> hash of the raw file
  std::string lds_version;          // "0108"; empty before version 1
  std::string unicode_version;      // "040000"
};

// Takes the signed content (DER). Fails with card_data_malformed, with card_unsupported for a hash
// algorithm that Doc 9303 does not list.
Result<LdsSecurityObject> parse_lds_security_object(ByteView content);

// The same out of the raw EF.SOD: which data groups the document has, so that EF.COM need not be
// read. Nothing is verified yet; that is authenticate()'s part.
Result<LdsSecurityObject> read_security_object(ByteView ef_sod);

} // namespace foyer::eid
