// SPDX-License-Identifier: EUPL-1.2
// Cards of a list of things of one kind, each to change or to remove.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

struct CardButton {
  std::string id;
  Icon icon;
  std::string_view label;
  std::string spoken; // names the card, too
  bool filled;
};

TextStyle button_style(const Ui& ui) {
  return ui.style(size::help, Weight::bold);
}

float button_width(Ui& ui, const CardButton& button) {
  const auto label = ui.layout(button.label, button_style(ui));
  return std::max(ui.mm(44), label->width + icon_px(ui, 6) + ui.mm(12));
}

bool card_button(Ui& ui, const CardButton& button, Rect box) {
  const Theme& t = ui.theme();
  Node node;
  node.id = button.id, node.role = Role::button, node.label = button.spoken;
  node.rect = box, node.focusable = true;
  const Reaction reaction = ui.touch(std::move(node));
  Face face{t.card, t.high_contrast ? t.ink : t.outline, size::outline, false};
  if (button.filled)
    face.ground = t.accent_ground, face.outline_color = t.high_contrast ? t.ink : t.accent_ground;
  box = draw_face(ui, box, face, reaction);
  const auto label = ui.layout(button.label, button_style(ui));
  const float icon = icon_px(ui, 6), apart = ui.mm(2);
  const float x = box.x + std::round((box.w - icon - apart - label->width) / 2);
  ui.icon(button.icon, ui.mirrored({x, box.y + std::round((box.h - icon) / 2), icon, icon}, box),
          t.accent_text);
  const Rect words = ui.mirrored({x + icon + apart, box.y, label->width, box.h}, box);
  ui.draw_text(*label, {words.x, box.y + std::round((box.h - label->height) / 2)}, t.accent_text);
  return reaction.activated;
}

struct Line {
  LayoutPtr text;
  Color color;
};

std::vector<Line> lines_of(Ui& ui, const EntryCard& card, float room) {
  const Theme& t = ui.theme();
  std::vector<Line> lines;
  const auto add = [&](const std::string& text, const TextStyle& style, Color color) {
    if (!text.empty())
      lines.push_back({ui.layout(text, style, room), color});
  };
  const bool named = !card.summary.empty(); // then the title only says which one it is
  add(card.title, ui.style(named ? size::help : size::label, Weight::bold),
      named ? t.accent_text : t.ink);
  add(card.binding, ui.german_style(size::help), t.ink_quiet);
  add(card.summary, own_direction(ui, ui.style(size::label, Weight::bold), card.summary), t.ink);
  add(card.missing, ui.style(size::help), t.warning);
  return lines;
}

} // namespace

EntryEvent entry_card(Ui& ui, std::string_view id, const EntryCard& card) {
  const Theme& t = ui.theme();
  const std::string name(id);
  const CardButton change{name + ".change", Icon::pencil, card.change,
                          card.change + ": " + card.title, true};
  const CardButton remove{name + ".remove", Icon::trash, card.remove,
                          card.remove + ": " + card.title, false};
  const float pad = ui.mm(6), apart = ui.mm(size::grid), between = ui.mm(1);
  const float width = std::max(button_width(ui, change), button_width(ui, remove));
  const float inner = ui.column().w - 2 * pad;
  // Beside the words where there is room for both, below them where there is not.
  const float rest = inner - 2 * (width + apart);
  const bool beside = rest > ui.mm(110) && ui.text_size() <= TextSize::standard;
  const float room = beside ? rest : inner;
  const auto lines = lines_of(ui, card, room);
  float words = -between;
  for (const Line& line : lines)
    words += line.text->height + between;
  const float button =
      std::max(ui.mm(16), ui.layout(card.change, button_style(ui))->height + ui.mm(6));
  const float height = beside ? std::max(words, button) : words + ui.mm(5) + button;
  const Rect r = ui.place(height + 2 * pad);
  Node node;
  node.id = name, node.role = Role::group, node.label = card.title, node.value = card.summary;
  node.help = card.missing, node.rect = r, node.state.invalid = !card.missing.empty();
  node.personal = true;
  ui.record(std::move(node));
  const float radius = ui.mm(size::radius);
  const bool whole = card.missing.empty();
  ui.fill(r, t.card, radius);
  ui.outline(r,
             !whole            ? t.warning
             : t.high_contrast ? t.ink
                               : t.hairline,
             ui.mm(whole ? size::hairline : size::outline), radius);

  const Rect area = r.inset(pad);
  const Rect column = ui.mirrored({area.x, area.y, room, area.h}, area);
  float y = beside ? area.y + std::round((area.h - words) / 2) : area.y;
  for (const Line& line : lines) {
    text_at(ui, line.text, column, y, line.color);
    y += line.text->height + between;
  }
  const float top = beside ? area.y + std::round((area.h - button) / 2) : area.bottom() - button;
  const float first = beside ? area.right() - 2 * width - apart : area.x;
  EntryEvent event = EntryEvent::none;
  if (card_button(ui, change, ui.mirrored({first, top, width, button}, area)))
    event = EntryEvent::change;
  if (card_button(ui, remove, ui.mirrored({first + width + apart, top, width, button}, area)))
    event = EntryEvent::remove;
  ui.gap(size::row_gap);
  return event;
}

} // namespace foyer::ui
