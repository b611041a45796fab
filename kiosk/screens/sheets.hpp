// SPDX-License-Identifier: EUPL-1.2
// The panels behind the bar: another language, how it looks and sounds, help.
#pragma once

#include "frame.hpp"

namespace foyer::screens {

void language_sheet(Frame& frame);
void display_sheet(Frame& frame);
void help_sheet(Frame& frame);
// The page is covered: somebody takes their time, or waits for help.
void resting(Frame& frame);

} // namespace foyer::screens
