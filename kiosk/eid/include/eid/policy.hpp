// SPDX-License-Identifier: EUPL-1.2
// What the terminal may read, as code: one place, one test per clause (design: cards.md, "What the
// terminal may read"; § 78 (6) to (8) AufenthG for residence titles).
#pragma once

#include <eid/elementary_file.hpp>
#include <eid/read_document.hpp>

namespace foyer::eid {

// May an unattended visit read this file from a document of this kind?
bool may_read(DocumentKind kind, ElementaryFile file);

} // namespace foyer::eid
