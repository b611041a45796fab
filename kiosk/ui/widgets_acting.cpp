// SPDX-License-Identifier: EUPL-1.2
// Buttons, tiles, languages.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

bool button(Ui& ui, std::string_view id, std::string_view label, ButtonKind kind, Icon icon,
            bool enabled) {
  const Theme& t = ui.theme();
  ui.gap(size::row_gap);
  const float side = icon == Icon::none ? 0 : icon_px(ui, 8), apart = side > 0 ? ui.mm(3) : 0,
              pad = ui.mm(7);
  const float limit = ui.column().w - 2 * pad - side - apart;
  const TextStyle style = ui.style(size::label, Weight::bold);
  const auto text = fitted(ui, label, style, limit);
  const float width =
      std::min(ui.column().w, std::max(ui.mm(50), text->width + side + apart + 2 * pad));
  const Rect row = ui.place(std::max(ui.mm(size::control), text->height + ui.mm(6)));
  Rect r = ui.mirrored({row.x, row.y, width, row.h}, row);
  Node node;
  node.id = id, node.role = Role::button, node.label = label, node.rect = r;
  node.focusable = enabled, node.state.enabled = enabled;
  const Reaction reaction = ui.touch(std::move(node));
  Face face{t.card, t.outline, size::outline, true};
  Color ink = t.accent_text;
  switch (kind) {
  case ButtonKind::primary: face.ground = face.outline_color = t.accent, ink = t.on_accent; break;
  case ButtonKind::danger:
    face.outline_color = ink = t.error;
    face.twice = t.high_contrast; // there is no colour to tell it by
    break;
  case ButtonKind::quiet:
    face.ground = t.paper, face.raised = false;
    face.outline_color = t.high_contrast ? t.ink : t.hairline;
    break;
  case ButtonKind::secondary: break;
  }
  if (!enabled) {
    face = {t.disabled_ground, t.disabled_ground, size::outline, false};
    ink = t.disabled_ink;
  }
  r = draw_face(ui, r, face, reaction);
  const float x = r.x + std::round((r.w - text->width - side - apart) / 2);
  ui.icon(icon, ui.mirrored({x, r.y + std::round((r.h - side) / 2), side, side}, r), ink);
  // The layout's box is as wide as the limit; its lines start at the start side of `words`.
  const Rect words = ui.mirrored({x + side + apart, r.y, text->box_width, r.h}, r);
  ui.draw_text(*text, {words.x, r.y + std::round((r.h - text->height) / 2)}, ink);
  ui.gap(size::row_gap);
  return reaction.activated;
}

std::optional<std::size_t> button_row(Ui& ui, std::span<const RowButton> buttons) {
  const Theme& t = ui.theme();
  const TextStyle style = ui.style(size::help, Weight::bold);
  const float side = icon_px(ui, 8), apart = ui.mm(2), pad = ui.mm(5), gap = ui.mm(size::grid);
  ui.gap(size::row_gap);
  const Rect column = ui.column();
  const auto length_of = [&](const RowButton& button) {
    return (button.icon == Icon::none ? 0 : side + apart) + 2 * pad;
  };
  std::vector<LayoutPtr> words;
  std::vector<float> widths;
  float height = ui.mm(16);
  for (const auto& button : buttons) {
    const float more = length_of(button);
    words.push_back(fitted(ui, button.label, style, column.w - more));
    widths.push_back(std::max(ui.mm(30), words.back()->width + more));
    height = std::max(height, words.back()->height + ui.mm(6));
  }
  std::optional<std::size_t> used;
  for (std::size_t i = 0; i < buttons.size();) {
    const Rect row = ui.place(height);
    for (float x = row.x; i < buttons.size(); ++i) {
      if (x > row.x && x + widths[i] > row.right())
        break;
      const RowButton& button = buttons[i];
      Rect r = ui.mirrored({x, row.y, std::min(widths[i], row.w), height}, row);
      x += widths[i] + gap;
      Node node;
      node.id = button.id, node.role = Role::button, node.label = button.label, node.rect = r;
      node.focusable = button.enabled, node.state.enabled = button.enabled;
      const Reaction reaction = ui.touch(std::move(node));
      const Color ink = button.enabled ? t.accent_text : t.disabled_ink;
      Face face{t.card, t.outline, size::outline, true};
      if (!button.enabled)
        face = {t.disabled_ground, t.disabled_ground, size::outline, false};
      r = draw_face(ui, r, face, reaction);
      float at = r.x + std::round((r.w - words[i]->width - length_of(button)) / 2) + pad;
      if (button.icon != Icon::none) {
        ui.icon(button.icon, ui.mirrored({at, r.y + std::round((r.h - side) / 2), side, side}, r),
                ink);
        at += side + apart;
      }
      const Rect label = ui.mirrored({at, r.y, words[i]->box_width, r.h}, r);
      ui.draw_text(*words[i], {label.x, r.y + std::round((r.h - words[i]->height) / 2)}, ink);
      if (reaction.activated)
        used = i;
    }
    ui.gap(size::grid);
  }
  return used;
}

void begin_tiles(Ui& ui, int columns) {
  auto& tiles = ui.impl().tiles;
  ui.gap(size::row_gap);
  tiles = {};
  if (columns <= 0) {
    const float least = ui.mm(120 * text_scale(ui.text_size(), size::label));
    const float gap = ui.mm(size::grid + 2);
    columns = std::clamp(static_cast<int>((ui.column().w + gap) / (least + gap)), 1, 4);
  }
  tiles.columns = columns;
}

bool tile(Ui& ui, std::string_view id, Icon icon, std::string_view label, std::string_view binding,
          std::string_view note) {
  auto& self = ui.impl();
  auto& tiles = self.tiles;
  const Theme& t = ui.theme();
  if (tiles.key.empty()) {
    tiles.key = "tiles." + std::string(id);
    tiles.height = self.heights.contains(tiles.key) ? self.heights[tiles.key] : ui.mm(44);
    // Pictures grow into the room the page has, as long as they still look like buttons.
    if (self.heights.contains(tiles.key + ".rows")) {
      const float rows = self.heights[tiles.key + ".rows"], gap = ui.mm(size::grid + 2);
      const float room = self.page_body.bottom() - ui.column().y - ui.mm(size::group_gap);
      tiles.height = std::max(tiles.height, std::min(ui.mm(70), std::floor(room / rows - gap)));
    }
  }
  const float gap = ui.mm(size::grid + 2);
  const int place = tiles.index++ % tiles.columns;
  if (place == 0) {
    ui.gap(size::grid + 2);
    tiles.row = ui.place(tiles.height);
  }
  const auto n = static_cast<float>(tiles.columns);
  const float width = std::floor((tiles.row.w - gap * (n - 1)) / n);
  Rect r = ui.mirrored(
      {tiles.row.x + static_cast<float>(place) * (width + gap), tiles.row.y, width, tiles.height},
      tiles.row);

  const bool wide = ui.profile().landscape();
  const float pad = ui.mm(wide ? 5 : 6), box = ui.mm(wide ? 26 : 30), apart = ui.mm(wide ? 5 : 6);
  const float room = width - 2 * pad - box - apart;
  TextStyle bold = ui.style(size::label, Weight::bold);
  bold.line_spacing = 0.95f;
  const auto name = fitted(ui, label, bold, room);
  const auto german =
      binding.empty() ? nullptr : fitted(ui, binding, ui.german_style(size::help), room);
  const auto more = note.empty() ? nullptr : ui.layout(note, ui.style(size::help), room);
  const float text_height =
      name->height + (german ? german->height : 0) + (more ? ui.mm(1) + more->height : 0);
  tiles.tallest = std::max({tiles.tallest, text_height + 2 * pad, box + 2 * pad});

  Node node;
  node.id = id, node.role = Role::tile, node.label = label, node.help = note, node.rect = r;
  node.value = binding, node.focusable = true;
  const Reaction reaction = ui.touch(std::move(node));
  r = draw_face(ui, r, {t.card, t.high_contrast ? t.ink : t.hairline, size::outline, true},
                reaction);
  const Rect ground = ui.mirrored({r.x + pad, r.y + std::round((r.h - box) / 2), box, box}, r);
  ui.fill(ground, t.accent_ground, ui.mm(size::radius));
  const float side = std::round(box * 0.7f);
  ui.icon(icon,
          {ground.x + std::round((box - side) / 2), ground.y + std::round((box - side) / 2), side,
           side},
          t.accent_text);
  const Rect words = ui.mirrored({r.x + pad + box + apart, r.y, room, r.h}, r);
  float y = r.y + std::round((r.h - text_height) / 2);
  text_at(ui, name, words, y, t.ink);
  y += name->height;
  if (german)
    text_at(ui, german, words, y, t.ink_quiet), y += german->height;
  if (more)
    text_at(ui, more, words, y + ui.mm(1), t.ink_quiet);
  return reaction.activated;
}

void end_tiles(Ui& ui) {
  auto& self = ui.impl();
  if (!self.tiles.key.empty()) {
    float& known = self.heights[self.tiles.key];
    if (std::abs(known - self.tiles.tallest) > 0.5f) {
      known = std::ceil(self.tiles.tallest);
      self.unsettled = true;
    }
    float& rows = self.heights[self.tiles.key + ".rows"];
    const auto now =
        static_cast<float>((self.tiles.index + self.tiles.columns - 1) / self.tiles.columns);
    if (rows != now) {
      rows = now;
      self.unsettled = true;
    }
  }
  ui.gap(size::group_gap);
}

std::optional<std::size_t> language_list(Ui& ui, std::string_view id,
                                         std::span<const LanguageItem> items,
                                         std::string_view current) {
  const Theme& t = ui.theme();
  std::optional<std::size_t> chosen;
  const float gap = ui.mm(size::grid);
  const float least = ui.mm(110 * text_scale(ui.text_size(), size::label));
  const int columns = std::clamp(static_cast<int>((ui.column().w + gap) / (least + gap)), 1, 3);
  ui.gap(size::row_gap);
  const auto n = static_cast<float>(columns);
  const float width = std::floor((ui.column().w - gap * (n - 1)) / n), pad = ui.mm(6),
              mark = icon_px(ui, 9);
  struct Words {
    LayoutPtr name, greeting;
    [[nodiscard]] float height() const { return name->height + (greeting ? greeting->height : 0); }
  };
  std::vector<Words> all;
  for (const LanguageItem& item : items) {
    const Align side = (item.direction == Direction::rtl) == ui.rtl() ? Align::start : Align::end;
    const TextStyle style = ui.style_of(size::title, item.tag, item.direction, Weight::bold, side);
    const TextStyle small =
        ui.style_of(size::help, item.tag, item.direction, Weight::regular, side);
    const float room = width - 2 * pad - mark;
    all.push_back({ui.layout(item.name, style, room),
                   item.greeting.empty() ? nullptr : ui.layout(item.greeting, small, room)});
  }
  Rect row;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const LanguageItem& item = items[i];
    const auto& [name, greeting] = all[i];
    const int place = static_cast<int>(i) % columns;
    if (place == 0) {
      float tallest = ui.mm(26);
      for (std::size_t k = i; k < std::min(i + static_cast<std::size_t>(columns), all.size()); ++k)
        tallest = std::max(tallest, all[k].height() + ui.mm(8));
      ui.gap(size::grid);
      row = ui.place(tallest);
    }
    Rect r =
        ui.mirrored({row.x + static_cast<float>(place) * (width + gap), row.y, width, row.h}, row);
    const bool selected = item.tag == current;
    Node node;
    node.id = std::string(id) + "." + item.tag, node.role = Role::radio, node.label = item.name;
    node.help = item.greeting, node.rect = r, node.focusable = true, node.state.checked = selected;
    node.language = item.tag;
    const Reaction reaction = ui.touch(std::move(node));
    if (reaction.activated)
      chosen = i;
    r = draw_face(ui, r,
                  {selected ? t.accent_ground : t.card,
                   selected          ? t.accent_text
                   : t.high_contrast ? t.ink
                                     : t.hairline,
                   selected ? size::selected : size::outline, !selected},
                  reaction);
    const Rect words = ui.mirrored({r.x + pad, r.y, width - 2 * pad - mark, r.h}, r);
    const float y = r.y + std::round((r.h - all[i].height()) / 2);
    text_at(ui, name, words, y, selected ? t.on_accent_ground : t.ink);
    if (greeting)
      text_at(ui, greeting, words, y + name->height, selected ? t.on_accent_ground : t.ink_quiet);
    if (selected) {
      const Rect tick =
          ui.mirrored({r.right() - pad - mark, r.y + std::round((r.h - mark) / 2), mark, mark}, r);
      ui.icon(Icon::check, tick, t.accent_text);
    }
  }
  ui.gap(size::group_gap);
  return chosen;
}

bool touch_anywhere(Ui& ui, std::string_view id, std::string_view label) {
  Node node;
  node.id = id, node.role = Role::button, node.label = label, node.rect = ui.screen();
  node.focusable = true;
  const bool used = ui.touch(std::move(node)).activated;
  ui.node(ui.impl().nodes.size() - 1).visible = ui.screen();
  return used;
}

} // namespace foyer::ui
