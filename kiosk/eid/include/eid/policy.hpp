// SPDX-License-Identifier: EUPL-1.2
// What the terminal may read, as code: one place, one test per clause (design: cards.md, "What the
// terminal may read"; § 78 (6) to (8) AufenthG for residence titles).
#pragma once

#include <eid/read_document.hpp>

namespace foyer::eid {

// Elementary files of the eMRTD application by their identifiers (ICAO 9303-10 §4.2).
enum class ElementaryFile : std::uint16_t {
  card_access = 0x011C,
  dg1_mrz = 0x0101,
  dg2_face = 0x0102,
  dg3_fingers = 0x0103,
  dg4_irises = 0x0104,
  sod = 0x011D,
};

// May an unattended visit read this file from a document of this kind?
bool may_read(DocumentKind kind, ElementaryFile file);

} // namespace foyer::eid
