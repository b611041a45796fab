// SPDX-License-Identifier: EUPL-1.2
// What lies there, as its zone says.
#pragma once

#include <cstdint>
#include <string_view>

namespace foyer::eid {

class Mrz;

enum class DocumentKind : std::uint8_t { residence_title, passport, identity_card, other };
std::string_view name(DocumentKind kind); // "residence_title", ...

// German residence titles are cards with document code AR; "A" and any letter is taken as one,
// older series carry AT. Passports are TD3 with a code that begins with P, whatever the second
// letter says (9303-4 §4.4: PP ordinary, PR refugee, PS stateless, ...).
DocumentKind kind_of(const Mrz& mrz);

} // namespace foyer::eid
