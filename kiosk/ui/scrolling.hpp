// SPDX-License-Identifier: EUPL-1.2
// Areas that scroll, and what brings something in them into view. Private to the ui room.
#pragma once

#include "ui_impl.hpp"

#include <string>

namespace foyer::ui {

inline constexpr const char* body_scroll = "page.body"; // of a page, between its bars

// Pixels at the edges of a viewport where what goes on beyond them fades: what is brought into view
// stands clear of them.
float scroll_air(const Ui& ui, const Rect& viewport);
// How far to go on at once: the last line seen stays in sight, and each stands clear of
// the fades once.
float longest_step(const Ui& ui, const Rect& viewport);
// Everything between is moved by the offset and cut at the viewport.
void begin_scroll(Ui& ui, const std::string& id, Rect viewport);
void end_scroll(Ui& ui);
// To this offset, as far as there is something to scroll, and at rest there; it is drawn anew.
// False: it stands there already.
bool scroll_to(Ui& ui, Ui::Impl::Scroll& scroll, float offset);
// A page on (1) or back (-1): what the edge cuts stands whole at the other edge afterwards.
void scroll_on(Ui& ui, const std::string& id, int direction);

} // namespace foyer::ui
