// SPDX-License-Identifier: EUPL-1.2
// A question over the page, also with a countdown.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

std::optional<std::size_t> dialog(Ui& ui, std::string_view id, const DialogSpec& spec) {
  auto& self = ui.impl();
  const Theme& t = ui.theme();
  const std::string name(id);
  ui.push_layer(Layer::dialog, true);
  const Rect screen = ui.screen();
  Node veil;
  veil.id = name + ".veil", veil.role = Role::group, veil.label = spec.title, veil.rect = screen;
  ui.touch(std::move(veil)); // takes what is tapped beside the dialog
  if (spec.covers)
    ui.fill(screen, t.accent_ground);
  else
    ui.fill(screen, t.high_contrast ? t.paper.with_alpha(200) : Color{10, 18, 26, 150});

  const float pad = ui.mm(10);
  const float width = std::min(ui.mm(260), screen.w - 2 * ui.mm(size::margin));
  const float room = width - 2 * pad;
  const auto title = ui.layout(spec.title, ui.style(size::question, Weight::bold), room);
  const auto text = spec.text.empty() ? nullptr : ui.layout(spec.text, ui.style(size::label), room);
  TextStyle huge = ui.style(size::question * 2.6f, Weight::bold, Align::centre);
  huge.tabular = true;
  const bool counts = spec.seconds >= 0;
  const auto number = counts ? ui.layout(std::to_string(spec.seconds), huge, room) : nullptr;
  const auto unit = counts && !spec.seconds_label.empty()
                        ? ui.layout(spec.seconds_label,
                                    ui.style(size::help, Weight::regular, Align::centre), room)
                        : nullptr;
  const float icon = ui.mm(14);
  const TextStyle bold = ui.style(size::label, Weight::bold);
  float height = pad + icon + ui.mm(5) + title->height;
  if (text)
    height += ui.mm(4) + text->height;
  if (number)
    height += ui.mm(6) + number->height + (unit ? unit->height : 0);
  std::vector<LayoutPtr> labels;
  for (const std::string& label : spec.buttons) {
    labels.push_back(ui.layout(label, bold, room - ui.mm(12)));
    height +=
        ui.mm(labels.size() == 1 ? 8 : 4) + std::max(ui.mm(20), labels.back()->height + ui.mm(6));
  }
  height += pad;

  const float top =
      ui.low_reach() ? screen.bottom() - height - ui.mm(size::margin) : (screen.h - height) / 2;
  const Rect r{std::round((screen.w - width) / 2), std::round(top), width, std::round(height)};
  const float radius = ui.mm(size::radius * 1.5f);
  ui.shadow(r, radius);
  ui.fill(r, t.card, radius);
  if (t.high_contrast || t.name == ThemeName::dark)
    ui.outline(r, t.outline, ui.mm(size::outline), radius);
  Node node;
  node.id = name, node.role = Role::dialog, node.label = spec.title, node.value = spec.text,
  node.rect = r;
  ui.record(std::move(node));

  const Rect inner = r.inset(pad);
  float y = inner.y;
  static constexpr Icon icons[] = {Icon::info, Icon::check, Icon::warning, Icon::error};
  const Color inks[] = {t.accent_text, t.success, t.warning, t.error};
  const auto tone = static_cast<std::size_t>(spec.tone);
  const Icon shown = spec.icon != Icon::none ? spec.icon : counts ? Icon::clock : icons[tone];
  ui.icon(shown, ui.mirrored({inner.x, y, icon, icon}, inner), inks[tone]);
  y += icon + ui.mm(5);
  text_at(ui, title, inner, y, t.ink);
  y += title->height;
  if (text) {
    y += ui.mm(4);
    text_at(ui, text, inner, y, t.ink_quiet);
    y += text->height;
  }
  if (number) {
    y += ui.mm(6);
    Node timer;
    timer.id = name + ".seconds", timer.role = Role::timer, timer.label = spec.seconds_label;
    timer.value = std::to_string(spec.seconds), timer.rect = {inner.x, y, inner.w, number->height};
    ui.record(std::move(timer));
    ui.draw_text(*number, {inner.x, y}, t.accent_text);
    y += number->height;
    if (unit)
      ui.draw_text(*unit, {inner.x, y}, t.ink_quiet), y += unit->height;
  }
  std::optional<std::size_t> used;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    y += ui.mm(i == 0 ? 8 : 4);
    const float h = std::max(ui.mm(20), labels[i]->height + ui.mm(6));
    Rect box{inner.x, std::round(y), inner.w, h};
    Node button;
    button.id = name + "." + std::to_string(i), button.role = Role::button,
    button.label = spec.buttons[i];
    button.rect = box, button.focusable = true;
    const Reaction reaction = ui.touch(std::move(button));
    Face face{t.card, t.outline, size::outline, true};
    Color ink = t.accent_text;
    if (i == 0) {
      face.ground = face.outline_color = t.accent;
      ink = t.on_accent;
    } else if (spec.last_destroys && i + 1 == labels.size()) {
      face = {t.card, t.card, size::outline, false};
      ink = t.error;
      if (t.high_contrast)
        face.outline_color = t.error;
    }
    box = draw_face(ui, box, face, reaction);
    TextStyle centred = bold;
    centred.align = Align::centre;
    ui.draw_text(*ui.layout(spec.buttons[i], centred, room - ui.mm(12)),
                 {box.x + ui.mm(6), box.y + std::round((box.h - labels[i]->height) / 2)}, ink);
    y += h;
    if (reaction.activated)
      used = i;
  }
  ui.pop_layer();
  if (used)
    self.unsettled = true;
  return used;
}

} // namespace foyer::ui
