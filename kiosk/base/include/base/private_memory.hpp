// SPDX-License-Identifier: EUPL-1.2
// What a person typed, and keys, must not land in a core file, nor be read by another process of
// this user. Called first in main(), and by workers for themselves.
#pragma once

namespace foyer {

void keep_memory_private();

} // namespace foyer
