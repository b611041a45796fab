// SPDX-License-Identifier: EUPL-1.2
// Scrolling by buttons, for whatever scrolls. Private to the ui room.
#pragma once

#include <ui/ui.hpp>

#include <string>

namespace foyer::ui {

// A page on (1) or back (-1): what the edge cuts stands whole at the other edge afterwards.
void scroll_on(Ui& ui, const std::string& id, int direction);

} // namespace foyer::ui
