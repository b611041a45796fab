// SPDX-License-Identifier: EUPL-1.2
// The LDS Security Object inside EF.SOD (ICAO 9303-10 §4.6.2): the hashes the state signed.
#pragma once

#include <eid/crypto.hpp>

#include <map>

namespace foyer::eid {

struct LdsSecurityObject {
  Hash hash = Hash::sha256;
  std::map<int, Bytes> data_groups; // number -> hash of the raw file
};

// Takes the signed content (DER). Fails with card_data_malformed, with card_unsupported for a hash
// algorithm that Doc 9303 does not list.
Result<LdsSecurityObject> parse_lds_security_object(ByteView content);

} // namespace foyer::eid
