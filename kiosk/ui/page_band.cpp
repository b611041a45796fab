// SPDX-License-Identifier: EUPL-1.2
#include "page_band.hpp"

#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

// As in the bar below it: grows less than the page.
TextStyle band_style(const Ui& ui, const Band& band) {
  TextStyle s = ui.style_of(size::bar, band.language, Direction::ltr, Weight::bold);
  const float most = size::bar * 1.2f * ui.profile().px_per_mm / 0.714f;
  s.em_px = std::min(s.em_px, std::round(most * 2) / 2);
  return s;
}

Node button_of(const char* id, const std::string& label, const Band& band, Rect r) {
  Node node;
  node.id = id, node.role = Role::button, node.label = label, node.rect = r;
  node.focusable = true;
  if (!band.language.empty())
    node.language = band.language;
  return node;
}

} // namespace

float band_height(const Ui& ui, const Band& band) {
  return band.text.empty() ? 0 : ui.mm(20);
}

void draw_band(Ui& ui, const Band& band, Rect r, PageEvents& events) {
  const Theme& t = ui.theme();
  const TextStyle style = band_style(ui, band);
  const float high = ui.mm(14), icon = ui.mm(8), pad = ui.mm(4), apart = ui.mm(size::grid);
  const float radius = ui.mm(size::radius);
  ui.fill(r, t.accent);
  ui.set_fixed(true);
  const Rect row = r.inset(ui.mm(size::margin) - ui.mm(3), std::round((r.h - high) / 2));
  const auto end = band.end.empty() ? nullptr : ui.layout(band.end, style);
  const float end_width = end ? std::max(ui.mm(30), end->width + 2 * pad) : 0;
  const auto text = fitted(ui, band.text, style,
                           row.w - end_width - (end ? apart : 0) - icon - ui.mm(2) - 2 * pad);
  const float width = icon + ui.mm(2) + text->width + 2 * pad;
  const Rect start = ui.mirrored({row.x, row.y, width, row.h}, row);
  Node node = button_of("bar.staff", band.text, band, start);
  Reaction opened;
  if (band.opens) {
    opened = ui.touch(std::move(node));
  } else {
    node.role = Role::text, node.focusable = false;
    ui.record(std::move(node));
  }
  events.band = opened.activated;
  if (opened.pressed)
    ui.outline(start, t.on_accent, ui.mm(size::outline), radius);
  if (opened.focus_visible)
    ui.focus_ring(start, radius);
  ui.icon(
      band.icon,
      ui.mirrored({start.x + pad, start.y + std::round((start.h - icon) / 2), icon, icon}, start),
      t.on_accent);
  const Rect words =
      ui.mirrored({start.x + pad + icon + ui.mm(2), start.y, text->width, start.h}, start);
  ui.draw_text(*text, {words.x, start.y + std::round((start.h - text->height) / 2)}, t.on_accent);
  if (end) {
    Rect box = ui.mirrored({row.right() - end_width, row.y, end_width, row.h}, row);
    const Reaction ended = ui.touch(button_of("bar.lock", band.end, band, box));
    events.band_end = ended.activated;
    box = draw_face(ui, box, {t.card, t.card, size::outline, false}, ended);
    ui.draw_text(*end,
                 {box.x + std::round((box.w - end->width) / 2),
                  box.y + std::round((box.h - end->height) / 2)},
                 t.accent_text);
  }
  ui.set_fixed(false);
}

} // namespace foyer::ui
