// SPDX-License-Identifier: EUPL-1.2
// Somebody with a service card at the terminal: each page of theirs, and the visitor's under a
// band.
#pragma once

#include "scenes.hpp"

#include <staff/workplace.hpp>

namespace foyer::screens_test {

struct StaffScene {
  std::string name; // "staff-entrance"
  visit::State state;
  staff::Workplace work;
};

// At Lobby's noon.
std::vector<StaffScene> staff_scenes();
StaffScene staff_scene(const std::string& name);

// As draw_once() and draw(); `wishes` gets what the person with the card did.
std::vector<visit::Event> draw_staff(screens::Screens& screens, ui::Ui& ui,
                                     const visit::State& state, const staff::Workplace& work,
                                     SteadyTime now, std::vector<staff::WorkEvent>& wishes);

} // namespace foyer::screens_test
