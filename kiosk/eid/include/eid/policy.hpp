// SPDX-License-Identifier: EUPL-1.2
// What the terminal may read, as code: one place, one test per clause (design: cards.md, "What the
// terminal may read"; § 78 (6) to (8) AufenthG for residence titles, § 18a PAuswG for reading on
// site). What is not allowed is never asked of a card.
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

// Reading the eID function on site with the card access number (§ 18a PAuswG): a member of staff
// must have compared the photo with the person first. Never for a visitor alone.
struct OnSite {
  Situation situation = Situation::visit;
  bool photo_compared = false;
};
bool may_read_on_site(const OnSite& step);

} // namespace foyer::eid
