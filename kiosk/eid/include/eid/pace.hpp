// SPDX-License-Identifier: EUPL-1.2
// PACE (ICAO 9303-11 §4.4, TR-03110-2 §3.2): the password opens an encrypted channel without ever
// being sent. Here: ECDH with generic mapping, the terminal's side.
#pragma once

#include <eid/card_session.hpp>
#include <eid/group.hpp>
#include <eid/password.hpp>
#include <eid/security_infos.hpp>

namespace foyer::eid {

// Opens the card and switches `session` to secure messaging. Fails with can_wrong when the card
// rejects our token, authenticity_failed when its token does not fit ours, card_unsupported for a
// variant that choose_pace would not give, else as read_document lists.
Status run_pace(CardSession& session, const PaceChoice& choice, const Password& password,
                const RandomSource& random);

// The authentication token over the other side's public key (9303-11 §4.4.3.4): the MAC of
// 7F49 { 06 oid, 86 point }. Both sides use it.
Bytes pace_token(const PaceInfo& info, const Secret& mac_key, ByteView other_public_key);

} // namespace foyer::eid
