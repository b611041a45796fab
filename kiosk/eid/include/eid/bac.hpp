// SPDX-License-Identifier: EUPL-1.2
// Basic Access Control (ICAO 9303-11 §4.3): the older way to open a chip, for those that offer no
// PACE. Its keys come from the machine-readable zone alone.
#pragma once

#include <eid/card_session.hpp>
#include <eid/group.hpp>
#include <eid/password.hpp>

namespace foyer::eid {

// Opens the selected application and switches `session` to secure messaging. `zone` is a password
// of kind mrz (else internal). Fails with can_wrong when the card does not accept the zone,
// authenticity_failed when its answer does not prove that it knows the zone, card_unsupported when
// it knows no such thing, else as read_document lists.
Status run_bac(CardSession& session, const Password& zone, const RandomSource& random);

} // namespace foyer::eid
