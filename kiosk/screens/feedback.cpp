// SPDX-License-Identifier: EUPL-1.2
// Three questions, three answers each, in words and in filled bars. No faces.
#include "pages.hpp"

#include <cmath>

namespace foyer::screens {

namespace {

// Three, two or one bar of rising height filled: more is better.
void bars(ui::Ui& ui, ui::Rect box, int filled, ui::Color color) {
  const float gap = box.w / 10, w = (box.w - 2 * gap) / 3;
  for (int i = 0; i < 3; ++i) {
    const float h = box.h * (0.4f + 0.3f * static_cast<float>(i));
    const auto bar =
        ui.mirrored({box.x + static_cast<float>(i) * (w + gap), box.bottom() - h, w, h}, box);
    if (i < filled)
      ui.fill(bar, color, ui.mm(1));
    else
      ui.outline(bar, ui.theme().outline, ui.mm(ui::size::outline), ui.mm(1));
  }
}

bool option(Frame& frame, int mark, const std::string& key) {
  auto& ui = frame.ui;
  const auto area = ui.place(ui.mm(ui.profile().landscape() ? 36.f : 60.f));
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
  const float side = area.h * 0.6f, pad = ui.mm(10);
  const auto shape =
      ui.mirrored({face.x + pad, std::round(face.centre().y - side / 2), side, side}, face);
  bars(ui, shape, 4 - mark, ui.theme().accent_text);
  const auto words = ui.mirrored(
      {face.x + pad + side + ui.mm(10), face.y, face.w - side - 2 * pad - ui.mm(10), face.h}, face);
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
