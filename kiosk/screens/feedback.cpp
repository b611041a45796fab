// SPDX-License-Identifier: EUPL-1.2
// Three questions, three answers each, in words. No faces: they mean different things to people.
#include "pages.hpp"

namespace foyer::screens {

namespace {

bool option(Frame& frame, int mark, const std::string& key) {
  auto& ui = frame.ui;
  const auto area = ui.place(ui.mm(ui.profile().landscape() ? 30.f : 40.f));
  const auto label = frame.text(key);
  const auto reaction = ui.touch({.id = "feedback." + std::to_string(mark),
                                  .role = ui::Role::button,
                                  .label = label,
                                  .rect = area,
                                  .focusable = true});
  const float radius = ui.mm(ui::size::radius);
  const auto face = reaction.pressed ? area.moved(0, ui.mm(ui::size::press)) : area;
  if (!reaction.pressed)
    ui.shadow(area, radius);
  ui.fill(face, reaction.pressed ? ui.theme().accent_ground : ui.theme().card, radius);
  ui.outline(face, ui.theme().outline, ui.mm(ui::size::outline), radius);
  const auto words = face.inset(ui.mm(10), 0);
  const auto text = ui.layout(label, ui.style(ui::size::title, ui::Weight::bold), words.w);
  ui.draw_text(
      *text,
      {ui.rtl() ? words.right() - text->box_width : words.x, words.centre().y - text->height / 2},
      ui.theme().ink);
  if (reaction.focus_visible)
    ui.focus_ring(area, radius);
  ui.gap(8);
  return reaction.activated;
}

} // namespace

void feedback(Frame& frame) {
  const auto number = frame.state().feedback_question + 1;
  const auto key = "visit.feedback." + std::to_string(number) + ".";
  ui::PageSpec spec;
  spec.id = "feedback." + std::to_string(number);
  spec.section = frame.text("visit.feedback.progress", {{"n", static_cast<std::int64_t>(number)}});
  spec.question = frame.text(key + "question");
  spec.lead = frame.text("visit.feedback.lead");
  spec.secondary = frame.text("visit.feedback.skip");
  const auto happened = frame.begin(spec);
  for (int mark = 1; mark <= 3; ++mark)
    if (option(frame, mark, key + std::to_string(mark)))
      frame.say(visit::GiveFeedback{mark});
  if (happened.secondary)
    frame.say(visit::SkipFeedback{});
  frame.end();
}

} // namespace foyer::screens
