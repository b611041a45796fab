// SPDX-License-Identifier: EUPL-1.2
// A visit of a person who does not exist, standing at each place in turn.
#pragma once

#include <screens/screens.hpp>

#include <string>
#include <vector>

namespace foyer::screens_test {

// Loaded once for the whole test program.
struct House {
  i18n::Catalogue texts;
  visit::Assistants assistants;
  screens::Menu menu;
  screens::TerminalInfo terminal;
  screens::QrImage qr;
  WallTime wall{};
};
const House& house();

struct Scene {
  std::string name; // "11-question-grund"
  visit::State state;
};

// Every place, several pages of the assistant, the overlays and the mishaps.
std::vector<Scene> scenes(const std::string& language);
// One of them.
visit::State scene(const std::string& name, const std::string& language = "de");

// The toolkit with the house's fonts and pictograms.
std::unique_ptr<ui::Ui> open_ui(const ui::ScreenProfile& profile);

// One frame; returns what the person did. `staff`: what the holder of a service card has in hand.
std::vector<visit::Event> draw_once(screens::Screens& screens, ui::Ui& ui,
                                    const visit::State& state, SteadyTime now,
                                    const staff::Workplace* staff = nullptr);
// Draws the state until nothing moves any more; returns what the person did meanwhile, at which it
// stops. That they touched the screen at all is not told.
std::vector<visit::Event> draw(screens::Screens& screens, ui::Ui& ui, const visit::State& state,
                               SteadyTime now);

} // namespace foyer::screens_test
