// SPDX-License-Identifier: EUPL-1.2
// The application is being sealed and stored: stay until the number is there.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void filing(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "filing";
  spec.question = frame.text("visit.filing.question");
  spec.lead = frame.text("visit.filing.lead");
  (void)frame.begin(spec);
  ui::picture(frame.ui, "filing.picture", ui::Icon::document, frame.text("visit.filing.question"),
              picture_mm(frame.ui, 120, 56));
  const std::vector<ui::Step> steps = {{frame.text("visit.filing.step.1"), ui::Step::State::doing},
                                       {frame.text("visit.filing.step.2"), ui::Step::State::todo}};
  ui::step_list(frame.ui, "filing.steps", steps);
  frame.end();
}

} // namespace foyer::screens
