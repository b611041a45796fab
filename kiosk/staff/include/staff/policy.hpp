// SPDX-License-Identifier: EUPL-1.2
// What a staff session allows. The law behind it: AufenthG § 78 (no biometrics beyond what the
// authority needs), PAuswG § 18a (reading on site with the CAN, only after the comparison with the
// photo, by a person of the authority).
//
//   P1  Nothing is allowed in a session that is not open.
//   P2  A document's face (DG2) is shown to staff, not to a technician, and never without a
//       session.
//
//   P3  Reading on site with the CAN is for staff, after the comparison with the photo, which
//       counts for one reading and ends with the visit.
//
//   P4  Service (diagnosis, out of order, confirming the clock) is for the technician; it opens no
//       document.
#pragma once

#include <staff/session.hpp>

namespace foyer::staff {

enum class Action : std::uint8_t { show_face, read_on_site, serve };

[[nodiscard]] bool allowed(const State& state, Action action);

} // namespace foyer::staff
