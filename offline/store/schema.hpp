// SPDX-License-Identifier: EUPL-1.2
// The schema as numbered steps, forward only. Not a public header. Described in FORMAT.md.
#pragma once

#include "sqlite.hpp"

namespace foyer::store {

// Number of the newest step; PRAGMA user_version of an up-to-date database.
int schema_version();

// Brings the database to schema_version() in one transaction. store_broken: the file is another
// application's, or newer than this program.
Status migrate(Database& db);

} // namespace foyer::store
