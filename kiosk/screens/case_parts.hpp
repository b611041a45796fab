// SPDX-License-Identifier: EUPL-1.2
// What the pages of a case share.
#pragma once

#include "frame.hpp"

namespace foyer::screens {

// "Frage vom Amt", "Noch nicht beantwortet" ("" where there is nothing to tell), the pictogram.
std::string message_title(const Frame& frame, const visit::CaseMessage& message);
std::string message_state(const Frame& frame, const visit::CaseMessage& message);
ui::Icon message_icon(const visit::CaseMessage& message);

// The number of the case, as a row of a card.
void case_number(Frame& frame, const visit::Case& opened);

// Where the words are read out to a headset only, that it is so; else nothing.
void only_with_headset(Frame& frame);

} // namespace foyer::screens
