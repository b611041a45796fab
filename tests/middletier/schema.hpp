// SPDX-License-Identifier: EUPL-1.2
// The tables of the middle tier, and how an earlier database becomes one of today.
#pragma once

#include "database.hpp"

namespace foyer::middletier {

// Applies what is missing of the numbered migrations, all or none and each once, also where several
// instances start at the same time. Throws DatabaseError for a database from the future.
void bring_up_to_date(Database& database);

} // namespace foyer::middletier
