// SPDX-License-Identifier: EUPL-1.2
// The staff's pages: over the visitor's, in German, one function a page of staff/workplace.hpp.
#pragma once

#include "frame.hpp"

namespace foyer::screens {

// The one that is due. Precondition: covered(model).
void staff_page(Frame& frame);

void staff_entrance(Frame& frame);
void staff_desk(Frame& frame);
void staff_face_key(Frame& frame);
void staff_face_reading(Frame& frame);
void staff_face(Frame& frame);
void staff_face_problem(Frame& frame);
void staff_clock(Frame& frame);
void staff_condition(Frame& frame);

// Begins a staff's page below the band that says whose it is, and looks after both.
ui::PageEvents begin_staff_page(Frame& frame, ui::PageSpec spec);

} // namespace foyer::screens
