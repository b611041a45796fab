// SPDX-License-Identifier: EUPL-1.2
// PACE (ICAO 9303-11 §4.4, TR-03110-2 §3.2): the password opens an encrypted channel without ever
// being sent. The terminal's side, in every variant: curves and modular groups; generic, integrated
// and chip-authentication mapping; 3DES and AES.
#pragma once

#include <eid/card_session.hpp>
#include <eid/evidence.hpp>
#include <eid/group.hpp>
#include <eid/password.hpp>
#include <eid/security_infos.hpp>

namespace foyer::eid {

// MSE:Set AT (9303-11 §4.4.4.1): says which variant and password come next. The card's status word:
// 9000, 63Cx (x tries are left) and refusals are all answers.
Result<std::uint16_t> choose_protocol(CardSession& session, const PaceChoice& choice,
                                      PasswordKind password);

// The four GENERAL AUTHENTICATE after it; switches `session` to secure messaging. Fails with
// can_wrong when the card rejects our token (whichever the password was), authenticity_failed when
// its token does not fit ours, else as read_document lists. Gives what chip-authentication mapping
// leaves for the check whether the chip is the original one (9303-11 §4.4.3.5); nothing with the
// other mappings.
Result<std::optional<MappingTranscript>> authenticate_password(CardSession& session,
                                                               const PaceChoice& choice,
                                                               const Password& password,
                                                               const RandomSource& random);

// The authentication token over the other side's public key (9303-11 §4.4.3.4): the MAC of
// 7F49 { 06 oid, 86 point } or 7F49 { 06 oid, 84 number }. Both sides use it.
Bytes pace_token(const PaceInfo& info, const Secret& mac_key, ByteView other_public_key);

} // namespace foyer::eid
