// SPDX-License-Identifier: EUPL-1.2
// foyerctl cel: one JSON request a line on standard input, one answer a line on standard output
// (kiosk/cel/FORMAT.md), until the input ends.
#pragma once

namespace foyer::ctl {

// False when an answer could not be written. Blocks.
bool answer_cel();

} // namespace foyer::ctl
