// SPDX-License-Identifier: EUPL-1.2
// The card is being read: what is happening, and that the card must stay.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void reading_card(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "reading_card";
  spec.question = frame.text("visit.reading.question");
  spec.lead = frame.text("visit.reading.lead");
  (void)frame.begin(spec);
  ui::card_picture(frame.ui, "reading.picture", ui::CardPicture::reading,
                   frame.text("visit.reading.picture"), picture_mm(frame.ui, 150, 64));
  frame.ui.gap(ui::size::group_gap);
  std::vector<ui::Step> steps;
  for (int i = 0; i < 4; ++i) {
    const int at = frame.state().card_step;
    steps.push_back({frame.text("visit.reading.step." + std::to_string(i + 1)),
                     i < at    ? ui::Step::State::done
                     : i == at ? ui::Step::State::doing
                               : ui::Step::State::todo});
  }
  ui::step_list(frame.ui, "reading.steps", steps);
  frame.end();
}

} // namespace foyer::screens
