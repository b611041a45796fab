// SPDX-License-Identifier: EUPL-1.2
// What the terminal may read, as code: one place, one test per clause (design: cards.md, "What the
// terminal may read"; § 78 (6) to (8) AufenthG for residence titles). What is not allowed is never
// asked of a card. Who may have the eID function read on site (§ 18a PAuswG) is a matter of the
// staff's session, and kiosk/staff's.
#pragma once

#include <eid/document_kind.hpp>
#include <eid/elementary_file.hpp>
#include <eid/password.hpp>

namespace foyer::eid {

enum class Situation : std::uint8_t {
  visit,      // a visitor alone at the terminal
  staff_step, // a member of staff has logged in for this step and stands there
};

// May this file be asked of a document of this kind? As long as DG1 has not been read the kind is
// `other`. EF.COM is never asked for: EF.SOD says the same, signed.
bool may_read(DocumentKind kind, ElementaryFile file, Situation situation = Situation::visit);

// May this password open a document for reading? PIN and PUK belong to the eID function, which
// goes through its own client: they are never typed to open a chip's travel document.
bool may_open_with(PasswordKind password);

} // namespace foyer::eid
