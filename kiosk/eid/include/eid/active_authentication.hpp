// SPDX-License-Identifier: EUPL-1.2
// Active authentication (ICAO 9303-11 §6.1): the chip signs a challenge with the private key to
// DG15, which never leaves it. A copied document cannot. What such an answer proves to somebody
// else: evidence.hpp.
#pragma once

#include <eid/card_session.hpp>
#include <eid/checks.hpp>
#include <eid/security_infos.hpp>

namespace foyer::eid {

// INTERNAL AUTHENTICATE with an 8-byte challenge; the answer is the raw signature. card_refused
// with a status word; other failures as CardSession::exchange.
Result<Bytes> internal_authenticate(CardSession& session, ByteView ef_dg15, ByteView challenge);

// Is `response` the signature of DG15's key over `challenge`? RSA with message recovery; ECDSA as
// r | s or DER, with the hash that ActiveAuthenticationInfo in DG14 names, else the one that fits
// the key's size. `dg14`: null when the document has none. Pure; hostile bytes end as verdicts:
//   failed: chip_refused (an empty response), chip_answer_wrong
//   undetermined: key_unusable, algorithm_unknown
// Whether DG15 is what the state signed is passive authentication's question.
CheckResult verify_active_authentication(ByteView ef_dg15, const SecurityInfos* dg14,
                                         ByteView challenge, ByteView response);

} // namespace foyer::eid
