// SPDX-License-Identifier: EUPL-1.2
// The eight concerns; those this terminal does not offer say so, and lead to where to go instead.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void concern(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "concern";
  spec.question = frame.text("visit.concern.question");
  spec.lead = frame.text("visit.concern.lead");
  spec.back = frame.text("ui.back");
  (void)frame.begin(spec);
  ui::begin_tiles(frame.ui, 2);
  for (const auto id : visit::concerns) {
    const auto key = "concern." + std::string(id);
    const bool offered = frame.model.assistants.contains(id);
    if (ui::tile(frame.ui, key, concern_icon(id), frame.text(key + ".title"),
                 frame.german(key + ".title"),
                 frame.text(offered ? key + ".hint" : "visit.concern.not_yet")))
      frame.say(visit::ChooseConcern{std::string(id)});
  }
  ui::end_tiles(frame.ui);
  frame.end();
}

void not_offered(Frame& frame) {
  const auto key = "concern." + frame.state().concern + ".title";
  ui::PageSpec spec;
  spec.id = "not_offered";
  spec.section = frame.text(key);
  spec.question = frame.text("visit.not_offered.question");
  spec.lead = frame.text("visit.not_offered.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.not_offered.other");
  const auto happened = frame.begin(spec);
  ui::fact(frame.ui, "desk", ui::Icon::building, frame.text("visit.not_offered.desk"),
           frame.text("visit.not_offered.desk_text"));
  if (!frame.model.terminal.help_phone.empty())
    ui::fact(frame.ui, "phone", ui::Icon::help, frame.text("visit.not_offered.phone"),
             isolated(frame.model.terminal.help_phone));
  ui::space(frame.ui, ui::size::group_gap);
  ui::notice(frame.ui, "soon", ui::Tone::warning, frame.text("visit.not_offered.soon"),
             frame.text("visit.not_offered.soon_text"));
  if (happened.primary)
    frame.say(visit::GoBack{});
  frame.end();
}

} // namespace foyer::screens
