// SPDX-License-Identifier: EUPL-1.2
// A question over the page, also with a countdown.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

// A dialog laid out in one of the ways it can be.
struct Laid {
  float width = 0, height = 0;
  bool beside = false; // the buttons beside each other
  float mark = 0;      // side of the pictogram on the button that destroys; 0: none does
  LayoutPtr title, text, number, unit;
  std::vector<LayoutPtr> labels;
  float tallest = 0; // of the buttons
};

constexpr float pad_mm = 10, icon_mm = 14, words_pad_mm = 6, mark_mm = 8, mark_apart_mm = 3;

// What is told by its colour alone is not told.
bool destroys(const DialogSpec& spec, std::size_t button) {
  return spec.last_destroys && button > 0 && button + 1 == spec.buttons.size();
}

float button_height(const Ui& ui, const LayoutPtr& label) {
  return std::max(ui.mm(size::grid * 5), label->height + ui.mm(6));
}

Laid lay(Ui& ui, const DialogSpec& spec, float width, float scale, bool beside) {
  const auto scaled = [&](float cap, Weight weight = Weight::regular, Align align = Align::start) {
    TextStyle style = ui.style(cap, weight, align);
    style.em_px = std::round(style.em_px * scale * 2) / 2;
    return style;
  };
  Laid laid;
  laid.width = width;
  const float room = width - 2 * ui.mm(pad_mm);
  laid.title = ui.layout(spec.title, scaled(size::question, Weight::bold), room);
  laid.height = 2 * ui.mm(pad_mm) + ui.mm(icon_mm) + ui.mm(5) + laid.title->height;
  if (!spec.text.empty()) {
    laid.text = ui.layout(spec.text, scaled(size::label), room);
    laid.height += ui.mm(4) + laid.text->height;
  }
  if (spec.seconds >= 0) {
    TextStyle huge = scaled(size::question * 2.6f, Weight::bold, Align::centre);
    huge.tabular = true;
    laid.number = ui.layout(std::to_string(spec.seconds), huge, room);
    if (!spec.seconds_label.empty())
      laid.unit =
          ui.layout(spec.seconds_label, scaled(size::help, Weight::regular, Align::centre), room);
    laid.height += ui.mm(6) + laid.number->height + (laid.unit ? laid.unit->height : 0);
  }
  const TextStyle button = scaled(size::label, Weight::bold, Align::centre);
  const auto count = static_cast<float>(spec.buttons.size());
  laid.beside = beside && count > 1;
  const float share = laid.beside ? (room - (count - 1) * ui.mm(4)) / count : room;
  if (spec.last_destroys)
    laid.mark = std::round(icon_px(ui, mark_mm) * scale);
  for (std::size_t i = 0; i < spec.buttons.size(); ++i) {
    const float mark = destroys(spec, i) ? laid.mark + ui.mm(mark_apart_mm) : 0;
    laid.labels.push_back(
        fitted(ui, spec.buttons[i], button, share - 2 * ui.mm(words_pad_mm) - mark));
    const float height = button_height(ui, laid.labels.back());
    laid.tallest = std::max(laid.tallest, height);
    if (!laid.beside)
      laid.height += ui.mm(laid.labels.size() == 1 ? 8 : 4) + height;
  }
  if (laid.beside)
    laid.height += ui.mm(8) + laid.tallest;
  return laid;
}

// Wider, then with the buttons beside each other, then smaller, until the panel holds it.
Laid laid_to_fit(Ui& ui, const DialogSpec& spec) {
  const float most = ui.screen().w - 2 * ui.mm(size::margin);
  const float width = std::min(ui.mm(260), most), wide = std::min(ui.mm(420), most);
  const struct {
    float width, scale;
    bool beside;
  } ways[] = {{width, 1, false},  {wide, 1, false},   {wide, 1, true},   {wide, 0.9f, true},
              {wide, 0.8f, true}, {wide, 0.7f, true}, {wide, 0.6f, true}};
  Laid laid;
  for (const auto& way : ways) {
    laid = lay(ui, spec, way.width, way.scale, way.beside);
    if (laid.height <= ui.screen().h - 2 * ui.mm(6))
      break;
  }
  return laid;
}

} // namespace

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

  const float pad = ui.mm(pad_mm), icon = ui.mm(icon_mm);
  const bool counts = spec.seconds >= 0;
  const Laid laid = laid_to_fit(ui, spec);
  const auto& [width, height, beside, mark, title, text, number, unit, labels, tallest] = laid;
  const float top =
      ui.low_reach() ? screen.bottom() - height - ui.mm(size::margin) : (screen.h - height) / 2;
  const Rect r{std::round((screen.w - width) / 2), std::round(std::max(top, ui.mm(4))), width,
               std::round(height)};
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
  const auto count = static_cast<float>(labels.size());
  const float share = beside ? std::floor((inner.w - (count - 1) * ui.mm(4)) / count) : inner.w;
  y += ui.mm(8);
  float x = inner.x;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float h = beside ? tallest : button_height(ui, labels[i]);
    Rect box = ui.mirrored({x, std::round(y), share, h}, inner);
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
    } else if (destroys(spec, i)) {
      face = {t.card, t.error, size::outline, false, t.high_contrast};
      ink = t.error;
    }
    box = draw_face(ui, box, face, reaction);
    const LayoutPtr& label = labels[i];
    float words = box.x + ui.mm(words_pad_mm);
    if (destroys(spec, i)) {
      // Beside the words, both together in the middle.
      const float apart = ui.mm(mark_apart_mm), sum = mark + apart + label->width;
      const float first = std::round((box.w - sum) / 2);
      ui.icon(Icon::trash,
              ui.mirrored({box.x + first, box.y + std::round((box.h - mark) / 2), mark, mark}, box),
              ink);
      const Rect room =
          ui.mirrored({box.x + first + mark + apart, box.y, label->width, box.h}, box);
      words = room.x - std::round((label->box_width - label->width) / 2);
    }
    ui.draw_text(*label, {words, box.y + std::round((box.h - label->height) / 2)}, ink);
    if (beside)
      x += share + ui.mm(4);
    else
      y += h + ui.mm(4);
    if (reaction.activated)
      used = i;
  }
  ui.pop_layer();
  if (used)
    self.unsettled = true;
  return used;
}

} // namespace foyer::ui
