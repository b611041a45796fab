// SPDX-License-Identifier: EUPL-1.2
// The band above a page's bars: something holds on every page until somebody ends it.
#pragma once

#include <ui/widgets.hpp>

namespace foyer::ui {

// What it takes of the page's height; 0 where there is none.
float band_height(const Ui& ui, const Band& band);
void draw_band(Ui& ui, const Band& band, Rect r, PageEvents& events);

} // namespace foyer::ui
