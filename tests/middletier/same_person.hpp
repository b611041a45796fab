// SPDX-License-Identifier: EUPL-1.2
// Whether a card's names and date of birth are those of an application.
#pragma once

#include "eid_server.hpp"

#include <string>
#include <vector>

namespace foyer::middletier {

// Letters are compared as DIN 91379 has them, and where that differs as a passport's zone respells
// them (Ü: UE; ICAO Doc 9303-3, 6) or without their marks; capitals, hyphens, apostrophes and
// blanks do not count.
bool same_name(const std::string& one, const std::string& other);
// "19640812" and "1964-08-12"; parts that the card does not know are blanks there.
bool same_birth(const std::string& on_card, const std::string& iso);
bool same_person(const EidPerson& on_card, const EidPerson& stated);

} // namespace foyer::middletier
