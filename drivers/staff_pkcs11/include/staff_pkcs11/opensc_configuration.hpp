// SPDX-License-Identifier: EUPL-1.2
// OpenSC's configuration for one purpose: to see the staff's reader and no other. One listing of
// OpenSC sends a card more than 200 commands, and a visitor's card is none of its business.
#pragma once

#include <string>
#include <vector>

namespace foyer::staff_pkcs11 {

// The text of an opensc.conf that ignores every reader whose name contains one of `ignored`, keeps
// no PIN and no file of a card, and lets go of a card with a reset. Names are quoted safely: what
// cannot stand in such a file is replaced by nothing but a shorter, wider match.
std::string opensc_configuration(const std::vector<std::string>& ignored);

} // namespace foyer::staff_pkcs11
