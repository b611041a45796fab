// SPDX-License-Identifier: EUPL-1.2
// How the screen looks and sounds: each choice shows what it does.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

struct Swatch {
  std::string id, label;
  Color ground, ink;
  float cap_mm;
  bool selected;
};

// Boxes with "Aa" in them, four in a row or two where the words need it.
std::optional<std::size_t> swatches(Ui& ui, std::string_view id, std::string_view label,
                                    std::span<const Swatch> items) {
  const Theme& t = ui.theme();
  ui.gap(size::group_gap);
  const auto head = ui.layout(label, ui.style(size::label, Weight::bold), ui.column().w);
  const Rect head_row = ui.place(head->height);
  Node group;
  group.id = id, group.role = Role::group, group.label = label, group.rect = head_row;
  group.rect.h = 1;
  ui.record(std::move(group));
  text_at(ui, head, head_row, head_row.y, t.ink);
  ui.gap(3);
  const float gap = ui.mm(size::grid);
  TextStyle words = ui.style(size::help, Weight::bold, Align::centre); // each may be the chosen one
  words.line_spacing *= 0.95f;
  float widest = 0;
  for (const Swatch& item : items)
    widest = std::max(widest, ui.layout(item.label, words)->width);
  const float whole = ui.column().w;
  const int columns = widest + ui.mm(4) <= (whole - 3 * gap) / 4 ? 4 : 2;
  const auto n = static_cast<float>(columns);
  const float width = std::floor((whole - gap * (n - 1)) / n), box = ui.mm(26);
  float tallest = 0;
  for (const Swatch& item : items)
    tallest = std::max(tallest, ui.layout(item.label, words, width)->height);
  std::optional<std::size_t> chosen;
  Rect row{};
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Swatch& item = items[i];
    const int place = static_cast<int>(i) % columns;
    if (place == 0) {
      ui.gap(3);
      row = ui.place(box + ui.mm(1.5f) + tallest + ui.mm(1)); // marks hang below Arabic letters
    }
    const Rect cell =
        ui.mirrored({row.x + static_cast<float>(place) * (width + gap), row.y, width, row.h}, row);
    Node node;
    node.id = std::string(id) + "." + item.id, node.role = Role::radio, node.label = item.label;
    node.rect = cell, node.focusable = true, node.state.checked = item.selected;
    const auto reaction = ui.touch(std::move(node));
    if (reaction.activated)
      chosen = i;
    Rect face{cell.x, cell.y, cell.w, box};
    if (reaction.pressed)
      face = face.moved(0, ui.mm(size::press));
    const float radius = ui.mm(size::radius);
    ui.fill(face, item.ground, radius);
    ui.outline(face, item.selected ? t.accent_text : t.outline,
               ui.mm(item.selected ? 1.4f : size::outline), radius);
    TextStyle sample = ui.style(item.cap_mm, Weight::bold);
    sample.em_px = std::round(item.cap_mm * ui.profile().px_per_mm / 0.714f);
    sample.direction = Direction::ltr;
    const auto letters = ui.layout("Aa", sample);
    ui.draw_text(*letters,
                 {face.x + std::round((face.w - letters->width) / 2),
                  face.y + std::round((face.h - letters->height) / 2)},
                 item.ink);
    if (item.selected) {
      const float mark = ui.mm(8);
      const Rect spot =
          ui.mirrored({face.right() - mark - ui.mm(2), face.y + ui.mm(2), mark, mark}, face);
      ui.circle(spot.centre(), mark / 2, t.accent);
      ui.icon(Icon::check, spot.inset(ui.mm(1.4f)), t.on_accent);
    }
    if (reaction.focus_visible)
      ui.focus_ring(face, radius);
    words.weight = item.selected ? Weight::bold : Weight::regular;
    const auto name = ui.layout(item.label, words, cell.w);
    ui.draw_text(*name,
                 {cell.x + std::round((cell.w - name->box_width) / 2), cell.y + box + ui.mm(1.5f)},
                 t.ink);
  }
  ui.gap(size::group_gap);
  return chosen;
}

} // namespace

std::optional<TextSize> text_size_choice(Ui& ui, std::string_view id, std::string_view label,
                                         std::span<const std::string> names, TextSize now) {
  static constexpr const char* ids[] = {"small", "standard", "large", "largest"};
  static constexpr float caps[] = {3.9f, 5, 6.7f, 8.7f};
  std::vector<Swatch> items;
  for (std::size_t i = 0; i < std::min<std::size_t>(4, names.size()); ++i)
    items.push_back({ids[i], names[i], ui.theme().card, ui.theme().ink, caps[i],
                     static_cast<std::size_t>(now) == i});
  const auto chosen = swatches(ui, id, label, items);
  return chosen ? std::optional(static_cast<TextSize>(*chosen)) : std::nullopt;
}

std::optional<ThemeName> theme_choice(Ui& ui, std::string_view id, std::string_view label,
                                      std::span<const std::string> names, ThemeName now) {
  static constexpr const char* ids[] = {"light", "dark", "black_on_white", "white_on_black"};
  std::vector<Swatch> items;
  for (std::size_t i = 0; i < std::min<std::size_t>(4, names.size()); ++i) {
    const Theme& look = theme(static_cast<ThemeName>(i));
    items.push_back(
        {ids[i], names[i], look.paper, look.ink, 6, static_cast<std::size_t>(now) == i});
  }
  const auto chosen = swatches(ui, id, label, items);
  return chosen ? std::optional(static_cast<ThemeName>(*chosen)) : std::nullopt;
}

int stepper(Ui& ui, std::string_view id, const StepperText& text, int value, int steps) {
  const Theme& t = ui.theme();
  ui.gap(size::row_gap);
  const std::string name(id);
  const float side = ui.mm(size::control), gap = ui.mm(size::grid), bars = ui.mm(44);
  const float controls = 2 * side + gap + bars;
  const float room = ui.column().w - controls - gap;
  const bool beside = room > ui.mm(70);
  const auto head =
      ui.layout(text.label, ui.style(size::label, Weight::bold), beside ? room : ui.column().w);
  const Rect row = ui.place(beside ? std::max(side, head->height) : head->height + ui.mm(2) + side);
  Node group;
  group.id = name, group.role = Role::group, group.label = text.label, group.rect = row;
  group.rect.h = 1;
  ui.record(std::move(group));
  const Rect words = ui.mirrored({row.x, row.y, beside ? room : row.w, row.h}, row);
  text_at(ui, head, words, beside ? row.y + std::round((row.h - head->height) / 2) : row.y, t.ink);
  const float x = beside ? row.right() - controls : row.x, y = row.bottom() - side;
  int step = 0;
  const auto key = [&](const char* part, Icon icon, const std::string& label, float at, int by,
                       bool enabled) {
    Node node;
    node.id = name + part, node.role = Role::button, node.label = label;
    node.rect = ui.mirrored({at, y, side, side}, row);
    node.focusable = enabled, node.state.enabled = enabled;
    const Rect box = node.rect;
    const auto reaction = ui.touch(std::move(node));
    const Rect face = draw_face(
        ui, box, {enabled ? t.card : t.disabled_ground, t.outline, size::outline, enabled},
        reaction);
    ui.icon(icon, face.inset(ui.mm(5)), enabled ? t.accent_text : t.disabled_ink);
    if (reaction.activated)
      step = by;
  };
  key(".less", Icon::minus, text.less, x, -1, value > 0);
  const float bar = std::floor((bars - gap) / static_cast<float>(steps));
  for (int i = 0; i < steps; ++i) {
    const float height = ui.mm(4 + 2.4f * static_cast<float>(i));
    const Rect mark = ui.mirrored({x + side + gap + static_cast<float>(i) * bar,
                                   y + side - ui.mm(2) - height, bar - ui.mm(2), height},
                                  row);
    if (i <= value)
      ui.fill(mark, t.accent_text, ui.mm(0.8f));
    else
      ui.outline(mark, t.outline, ui.mm(size::outline), ui.mm(0.8f));
  }
  key(".more", Icon::plus, text.more, x + side + gap + bars, 1, value < steps - 1);
  ui.gap(size::row_gap);
  return step;
}

} // namespace foyer::ui
