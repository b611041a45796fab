// SPDX-License-Identifier: EUPL-1.2
// The widgets of the attract screen.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

void hero(Ui& ui, std::string_view id, std::string_view name, std::span<const Greeting> greetings) {
  const Theme& t = ui.theme();
  constexpr std::size_t at_once = 6;
  constexpr auto turn = std::chrono::milliseconds(8000);
  std::size_t first = 0;
  if (greetings.size() > at_once) {
    const std::size_t turns = (greetings.size() + at_once - 1) / at_once;
    const auto ticks = ui.now().time_since_epoch() / turn;
    first = ui.motion() ? static_cast<std::size_t>(ticks) % turns * at_once : 0;
    if (ui.motion())
      ui.wake_at(SteadyTime(turn * (ticks + 1)));
  }
  const auto shown = greetings.subspan(first, std::min(at_once, greetings.size() - first));

  const Rect at = ui.column();
  const bool wide = ui.profile().landscape();
  const float above = ui.mm(wide ? 4 : 20), below = ui.mm(wide ? 10 : 20), emblem = ui.mm(22);
  TextStyle large = ui.style(size::question * 1.7f, Weight::bold);
  large.line_spacing = 0.94f;
  const auto title = fitted(ui, name, large, at.w - emblem - ui.mm(8));
  // Two columns on a wide panel, one on an upright one.
  const std::size_t columns = wide ? 2 : 1;
  const auto n = static_cast<float>(columns);
  const float apart = ui.mm(12), width = std::floor((at.w - apart * (n - 1)) / n);
  std::vector<LayoutPtr> lines;
  for (const Greeting& g : shown) {
    TextStyle style = ui.style(size::title);
    style.language = g.tag, style.direction = g.direction;
    if ((g.direction == Direction::rtl) != ui.rtl())
      style.align = Align::end;
    lines.push_back(ui.layout(g.text, style, width));
  }
  const auto row_height = [&](std::size_t from) {
    float height = 0;
    for (std::size_t i = from; i < std::min(from + columns, lines.size()); ++i)
      height = std::max(height, lines[i]->height);
    return height + ui.mm(4);
  };
  float height = above + title->height + ui.mm(8) + below - ui.mm(4);
  for (std::size_t i = 0; i < lines.size(); i += columns)
    height += row_height(i);
  const Rect r = ui.place(height);
  Node node;
  node.id = id, node.role = Role::heading, node.label = name, node.rect = r;
  ui.record(std::move(node));
  // From the screen's edge: the body's own margin above belongs to the ground too.
  const float top = ui.impl().page_body.y;
  ui.fill({0, top, ui.screen().w, r.bottom() - top}, t.high_contrast ? t.card : t.accent);
  if (t.high_contrast)
    ui.fill({0, r.bottom() - ui.mm(1), ui.screen().w, ui.mm(1)}, t.ink);
  const Color ink = t.high_contrast ? t.ink : t.on_accent;
  float y = r.y + above;
  ui.icon(Icon::building, ui.mirrored({r.right() - emblem, y, emblem, emblem}, r), ink);
  text_at(ui, title, r, y, ink);
  y += title->height + ui.mm(8);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t column = i % columns;
    if (i > 0 && column == 0)
      y += row_height(i - columns);
    const Rect cell = ui.mirrored(
        {r.x + static_cast<float>(column) * (width + apart), y, width, lines[i]->height}, r);
    Node line;
    line.id = std::string(id) + "." + shown[i].tag, line.role = Role::text,
    line.label = shown[i].text;
    line.rect = cell;
    ui.record(std::move(line));
    text_at(ui, lines[i], cell, y, ink);
  }
  ui.gap(wide ? size::row_gap : size::group_gap * 1.5f);
}

void pictograms(Ui& ui, std::string_view id, std::span<const Pictogram> items) {
  const Theme& t = ui.theme();
  const float gap = ui.mm(6);
  const auto columns = ui.text_size() >= TextSize::large ? std::size_t{2} : std::size_t{4};
  const auto n = static_cast<float>(columns);
  const float width = std::floor((ui.column().w - gap * (n - 1)) / n),
              box = ui.mm(ui.profile().landscape() ? 28 : 44);
  TextStyle style = ui.style(size::help, Weight::regular, Align::centre);
  style.line_spacing = 0.95f;
  for (std::size_t from = 0; from < items.size(); from += columns) {
    const auto row = items.subspan(from, std::min(columns, items.size() - from));
    float tallest = 0;
    for (const Pictogram& item : row)
      tallest = std::max(tallest, fitted(ui, item.label, style, width)->height);
    ui.gap(ui.profile().landscape() ? 6 : 10);
    const Rect r = ui.place(box + ui.mm(4) + tallest);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Rect cell =
          ui.mirrored({r.x + static_cast<float>(i) * (width + gap), r.y, width, r.h}, r);
      Node node;
      node.id = std::string(id) + "." + std::to_string(from + i), node.role = Role::image;
      node.label = row[i].label, node.rect = cell;
      ui.record(std::move(node));
      const Rect ground{cell.x + std::round((cell.w - box) / 2), cell.y, box, box};
      ui.fill(ground, t.accent_ground, ui.mm(size::radius * 2));
      if (t.high_contrast)
        ui.outline(ground, t.ink, ui.mm(size::outline), ui.mm(size::radius * 2));
      const float side = std::round(box * 0.64f);
      ui.icon(row[i].icon,
              {ground.x + std::round((box - side) / 2), ground.y + std::round((box - side) / 2),
               side, side},
              t.accent_text);
      ui.draw_text(*fitted(ui, row[i].label, style, width), {cell.x, cell.y + box + ui.mm(4)},
                   t.ink);
    }
  }
  ui.gap(size::group_gap);
}

bool start_button(Ui& ui, std::string_view id, std::string_view label, Icon icon) {
  const Theme& t = ui.theme();
  ui.gap(size::group_gap);
  const float side = ui.mm(14), apart = ui.mm(6);
  const auto text = ui.layout(label, ui.style(size::question, Weight::bold),
                              ui.column().w - side - apart - ui.mm(16));
  Rect r = ui.place(std::max(ui.mm(ui.profile().landscape() ? 34 : 44), text->height + ui.mm(12)));
  Node node;
  node.id = id, node.role = Role::button, node.label = label, node.rect = r, node.focusable = true;
  const Reaction reaction = ui.touch(std::move(node));
  r = draw_face(ui, r, {t.accent, t.accent, 0, true}, reaction);
  const float x = r.x + std::round((r.w - text->width - side - apart) / 2);
  ui.icon(icon, ui.mirrored({x, r.y + std::round((r.h - side) / 2), side, side}, r), t.on_accent);
  const Rect words = ui.mirrored({x + side + apart, r.y, text->box_width, r.h}, r);
  ui.draw_text(*text, {words.x, r.y + std::round((r.h - text->height) / 2)}, t.on_accent);
  ui.gap(size::group_gap);
  return reaction.activated;
}

} // namespace foyer::ui
