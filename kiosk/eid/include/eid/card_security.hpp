// SPDX-License-Identifier: EUPL-1.2
// EF.CardSecurity: the chip's SecurityInfos again, signed by the issuing state (ICAO 9303-11
// §9.2.11, TR-03110-3 A.1.2.3). Chip-authentication mapping gets its trusted public key from it;
// chip authentication has DG14's.
#pragma once

#include <eid/checks.hpp>
#include <eid/trust_list.hpp>

#include <base/bytes.hpp>
#include <base/clock.hpp>

namespace foyer::eid {

struct CardSecurity {
  Bytes security_infos; // the signed SET, for parse_security_infos(); empty when there is none
  CheckResult check;    // Check::card_security: signature, chain, validity, revocation and country
};

// The first that is wrong is the check's reason; a revocation list that is missing or old does not
// count, as in doubt_of(). Hostile bytes end as a verdict; an empty file gives sod_missing. The
// infos are given also when the check failed: whether to go on is the caller's choice.
CardSecurity authenticate_card_security(ByteView ef_card_security, std::string_view issuer,
                                        const TrustList& trust, WallTime now);

} // namespace foyer::eid
