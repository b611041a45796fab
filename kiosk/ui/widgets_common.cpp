// SPDX-License-Identifier: EUPL-1.2
// What several widgets share: faces, start-aligned text, the words around a field.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

// First strong direction, coarse: Hebrew, Arabic, Syriac, Thaana and their presentation forms.
std::optional<Direction> first_strong(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t cp = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      cp = cp << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3fu);
    i += length;
    if ((cp >= 0x590 && cp <= 0x8ff) || (cp >= 0xfb1d && cp <= 0xfdff) ||
        (cp >= 0xfe70 && cp <= 0xfeff))
      return Direction::rtl;
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || cp >= 0xc0)
      return Direction::ltr;
  }
  return std::nullopt;
}

} // namespace

TextStyle own_direction(const Ui& ui, TextStyle style, std::string_view text) {
  const Direction page = ui.rtl() ? Direction::rtl : Direction::ltr;
  // Digits alone (a date, an amount) read left to right everywhere.
  const Direction own = first_strong(text).value_or(text.empty() ? page : Direction::ltr);
  style.direction = own;
  if (own != page && style.align != Align::centre)
    style.align = style.align == Align::start ? Align::end : Align::start;
  return style;
}

void text_at(Ui& ui, const LayoutPtr& layout, Rect r, float top, Color color) {
  const Rect box = ui.mirrored({r.x, top, layout->box_width, layout->height}, r);
  ui.draw_text(*layout, {box.x, top}, color);
}

float text_width_limit(const Ui&, const TextStyle& style) {
  return style.em_px * 0.52f * 60; // an average letter is about half an em wide
}

LayoutPtr german_block(Ui& ui, std::string_view german, float cap_mm, float width) {
  TextStyle own = ui.german_style(cap_mm);
  auto laid = ui.layout(german, own, std::min(width, text_width_limit(ui, own)));
  if (!ui.rtl() || laid->lines.size() < 2)
    return laid;
  own.align = Align::start;
  return ui.layout(german, own, std::ceil(laid->width) + 1);
}

float widest_word(Ui& ui, std::string_view text, TextStyle style) {
  style.max_lines = 0;
  float widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    // Words end at spaces, hyphens and soft hyphens (U+00AD, two bytes).
    const std::size_t end =
        std::min({text.find(' ', at), text.find('-', at), text.find("\u00ad", at), text.size()});
    if (end > at)
      widest = std::max(widest, ui.layout(text.substr(at, end - at), style)->width);
    at = end + (end < text.size() && text.substr(end).starts_with("\u00ad") ? 2 : 1);
  }
  return widest;
}

LayoutPtr fitted(Ui& ui, std::string_view text, TextStyle style, float width) {
  const float widest = widest_word(ui, text, style);
  if (widest > width && widest > 0)
    style.em_px = std::max(std::floor(style.em_px * width / widest * 2) / 2,
                           std::round(style.em_px * 1.42f) / 2);
  return ui.layout(text, style, width);
}

float icon_px(const Ui& ui, float millimetres) {
  return ui.mm(millimetres * std::max(1.f, text_scale(ui.text_size(), size::label)));
}

Color pressed_ground(const Ui& ui, Color ground) {
  const Theme& t = ui.theme();
  if (t.high_contrast)
    return ground; // nothing is grey there: the face moves
  return mix(ground, t.ink, t.name == ThemeName::dark ? 0.16f : 0.12f);
}

Rect draw_face(Ui& ui, Rect r, const Face& face, const Reaction& reaction) {
  const float radius = ui.mm(size::radius);
  Color ground = face.ground;
  if (reaction.pressed) {
    r = r.moved(0, ui.mm(size::press));
    ground = pressed_ground(ui, ground);
  } else if (face.raised) {
    ui.shadow(r, radius);
  }
  ui.fill(r, ground, radius);
  if (face.outline_mm > 0 && face.outline_color != face.ground)
    ui.outline(r, face.outline_color, ui.mm(face.outline_mm), radius);
  if (face.twice)
    ui.outline(r.inset(ui.mm(1.4f)), face.outline_color, ui.mm(face.outline_mm),
               std::max(0.f, radius - ui.mm(1)));
  if (reaction.focus_visible)
    ui.focus_ring(r, radius);
  return r;
}

void field_head(Ui& ui, std::string_view id, const FieldText& text) {
  const Theme& t = ui.theme();
  ui.gap(size::group_gap);
  if (!text.label.empty() && !text.label_told) {
    std::string label = text.label;
    if (text.optional && !ui.labels().optional_hint.empty())
      label += " " + ui.labels().optional_hint;
    const auto layout = ui.layout(label, ui.style(size::label, Weight::bold), ui.column().w);
    const Rect r = ui.place(layout->height);
    text_at(ui, layout, r, r.y, t.ink);
  }
  if (!text.binding.empty()) {
    const auto layout = ui.layout(text.binding, ui.german_style(size::help), ui.column().w);
    const Rect r = ui.place(layout->height);
    text_at(ui, layout, r, r.y, t.ink_quiet);
  }
  if (!text.help.empty()) {
    ui.gap(1);
    const TextStyle style = ui.style(size::help);
    const auto layout =
        ui.layout(text.help, style, std::min(ui.column().w, text_width_limit(ui, style)));
    const Rect r = ui.place(layout->height);
    text_at(ui, layout, r, r.y, t.ink_quiet);
  }
  if (!text.error.empty()) {
    ui.gap(2);
    const float icon = icon_px(ui, 7), apart = ui.mm(2.5f);
    const auto layout =
        ui.layout(text.error, ui.style(size::help, Weight::bold), ui.column().w - icon - apart);
    const Rect r = ui.place(std::max(layout->height, icon));
    const float line = layout->lines.empty() ? layout->height : layout->lines.front().height;
    ui.icon(Icon::error, ui.mirrored({r.x, r.y + std::round((line - icon) / 2), icon, icon}, r),
            t.error);
    const Rect words = ui.mirrored({r.x + icon + apart, r.y, r.w - icon - apart, r.h}, r);
    Node node;
    node.id = std::string(id) + ".error", node.role = Role::alert, node.label = text.error,
    node.rect = r;
    ui.record(std::move(node));
    text_at(ui, layout, words, r.y, t.error);
  }
  ui.gap(2.6f);
}

void field_foot(Ui& ui, std::string_view id, const FieldText& text) {
  if (text.source.empty())
    return;
  const Theme& t = ui.theme();
  ui.gap(2.6f);
  const float icon = icon_px(ui, 6), pad = ui.mm(3), apart = ui.mm(2);
  const auto layout =
      ui.layout(text.source, ui.style(size::help * 0.92f), ui.column().w - icon - apart - 2 * pad);
  const Rect row = ui.place(layout->height + ui.mm(2.4f));
  const Rect chip = ui.mirrored({row.x, row.y, layout->width + icon + apart + 2 * pad, row.h}, row);
  Node node;
  node.id = std::string(id) + ".source", node.role = Role::text, node.label = text.source,
  node.rect = chip;
  ui.record(std::move(node));
  ui.fill(chip, t.accent_ground, chip.h / 2);
  if (t.high_contrast)
    ui.outline(chip, t.ink, 1, chip.h / 2);
  ui.icon(Icon::card,
          ui.mirrored({chip.x + pad, chip.y + std::round((chip.h - icon) / 2), icon, icon}, chip),
          t.accent_text);
  const Rect words =
      ui.mirrored({chip.x + pad + icon + apart, chip.y, layout->box_width, chip.h}, chip);
  ui.draw_text(*layout,
               {ui.rtl() ? chip.right() - pad - icon - apart - layout->box_width : words.x,
                chip.y + (chip.h - layout->height) / 2},
               t.on_accent_ground);
}

} // namespace foyer::ui
