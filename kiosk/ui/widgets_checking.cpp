// SPDX-License-Identifier: EUPL-1.2
// The error summary and the rows of the check-answers page.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

void error_summary(Ui& ui, std::string_view id, std::string_view title,
                   std::span<const ErrorItem> items) {
  if (items.empty())
    return;
  auto& self = ui.impl();
  const Theme& t = ui.theme();
  ui.gap(size::group_gap);
  const float pad = ui.mm(5), icon = icon_px(ui, 9), apart = ui.mm(4);
  const Rect at = ui.column();
  const float room = at.w - 2 * pad - icon - apart;
  const auto head = ui.layout(title, ui.style(size::label, Weight::bold), room);
  std::vector<LayoutPtr> rows;
  float height = std::max(head->height, icon) + ui.mm(2);
  const float arrow = icon_px(ui, 6);
  for (const ErrorItem& item : items) {
    rows.push_back(ui.layout(item.text, ui.style(size::label), room - arrow - ui.mm(3)));
    height += std::max(ui.mm(14), rows.back()->height + ui.mm(4)) + ui.mm(2.6f);
  }
  const Rect r = ui.place(height + 2 * pad - ui.mm(2.6f));
  Node node;
  node.id = id, node.role = Role::alert, node.label = title, node.rect = r;
  ui.record(std::move(node));
  // Anew for each try: what is listed may have been told before.
  must_see(ui, std::string(id) + "/" + std::to_string(items.size()), r, true);
  const float radius = ui.mm(size::radius);
  ui.fill(r, t.error_ground, radius);
  ui.outline(r, t.error, ui.mm(size::selected), radius);
  ui.icon(Icon::error, ui.mirrored({r.x + pad, r.y + pad, icon, icon}, r), t.error);
  const Rect words = ui.mirrored({r.x + pad + icon + apart, r.y, room, r.h}, r);
  float y = r.y + pad;
  text_at(ui, head, words, y + std::max(0.f, std::round((icon - head->height) / 2)), t.error);
  y += std::max(head->height, icon) + ui.mm(2);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const float row_height = std::max(ui.mm(14), rows[i]->height + ui.mm(4));
    const Rect row{words.x, y, words.w, row_height};
    Node link;
    link.id = std::string(id) + "." + std::to_string(i), link.role = Role::link,
    link.label = items[i].text;
    link.value = items[i].field_id, link.rect = row, link.focusable = true;
    const Reaction reaction = ui.touch(std::move(link));
    if (reaction.pressed)
      ui.fill(row.inset(-ui.mm(2), 0), mix(t.error_ground, t.error, 0.12f), radius);
    if (reaction.focus_visible)
      ui.focus_ring(row.inset(-ui.mm(1), ui.mm(0.5f)), radius);
    const Rect text = ui.mirrored({row.x, row.y, row.w - arrow - ui.mm(3), row.h}, row);
    const float top = row.y + std::round((row.h - rows[i]->height) / 2);
    text_at(ui, rows[i], text, top, t.error);
    for (const TextLine& line : rows[i]->lines) { // underlined: it leads somewhere
      const float under = top + std::round(line.baseline + ui.mm(0.9f));
      const float x = ui.rtl() ? text.right() - line.width : text.x;
      ui.fill({x, under, line.width, std::max(1.f, ui.mm(0.3f))}, t.error);
    }
    ui.icon(Icon::forward,
            ui.mirrored(
                {row.right() - arrow, row.y + std::round((row.h - arrow) / 2), arrow, arrow}, row),
            t.error);
    if (reaction.activated) {
      // The field itself, or the first part that can take the focus ("birth.day", "sex.f").
      std::string target = items[i].field_id;
      for (const Node& candidate : self.last_nodes)
        if (candidate.focusable &&
            (candidate.id == target || candidate.id.rfind(target + ".", 0) == 0)) {
          target = candidate.id;
          break;
        }
      ui.focus(target);
    }
    y += row_height + ui.mm(2.6f);
  }
  ui.gap(size::group_gap);
}

bool summary_row(Ui& ui, std::string_view id, const SummaryRow& row) {
  const Theme& t = ui.theme();
  const float pad = ui.mm(3.4f), apart = ui.mm(6);
  const Rect at = ui.column();
  const TextStyle link_style = ui.style(size::help, Weight::bold);
  const auto link = row.change.empty() ? nullptr : ui.layout(row.change, link_style);
  const float icon = icon_px(ui, 6), link_w = link ? link->width + icon + ui.mm(2) + ui.mm(8) : 0;
  const float room = at.w - (link ? link_w + apart : 0);
  // Question and answer side by side where there is width, below each other where there is not.
  const bool wide = room > ui.mm(200 * text_scale(ui.text_size(), size::label));
  const float left = wide ? std::floor(room * 0.44f) : room,
              right = wide ? room - left - apart : room;
  const auto label = fitted(ui, row.label, ui.style(size::help), left);
  const auto german =
      row.binding.empty() ? nullptr : fitted(ui, row.binding, ui.german_style(size::help), left);
  const auto value = ui.layout(
      row.value, own_direction(ui, ui.style(size::label, Weight::bold), row.value), right);
  const auto value_german = row.value_binding.empty()
                                ? nullptr
                                : fitted(ui, row.value_binding, ui.german_style(size::help), right);
  const auto source =
      row.source.empty() ? nullptr : fitted(ui, row.source, ui.style(size::help), right);
  const float label_h = label->height + (german ? german->height : 0);
  const float value_h =
      value->height + (value_german ? value_german->height : 0) + (source ? source->height : 0);
  const float control = std::max(ui.mm(14), link ? link->height + ui.mm(4) : 0);
  // The words begin in the middle of the button, so that it stands on their first line.
  const LayoutPtr& first_words = wide ? value : label;
  const float lead =
      link ? std::max(0.f, std::round((control - first_words->lines.front().height) / 2)) : 0;
  const float words_h = lead + (wide ? std::max(label_h, value_h) : label_h + value_h);
  const Rect r = ui.place(std::max(words_h, link ? control : 0) + 2 * pad);
  Node node;
  node.id = id, node.role = Role::text, node.label = row.label, node.value = row.value,
  node.help = row.source;
  node.rect = r, node.state.invalid = row.open, node.personal = true;
  ui.record(std::move(node));
  // A line between two rows, none at the card's edge.
  if (auto& cards = ui.impl().cards; !cards.empty()) {
    if (cards.back().row_above)
      ui.fill({r.x, r.y, r.w, ui.mm(size::hairline)}, t.hairline);
    cards.back().row_above = true;
  }

  float y = r.y + pad + lead;
  const Rect first = ui.mirrored({r.x, r.y, left, r.h}, r);
  text_at(
      ui, label, first,
      y + (wide ? std::round(value->lines.front().baseline - label->lines.front().baseline) : 0),
      t.ink_quiet);
  if (german)
    text_at(ui, german, first, y + label->height, t.ink_quiet);
  const Rect second = ui.mirrored({wide ? r.x + left + apart : r.x, r.y, right, r.h}, r);
  if (!wide)
    y += label_h;
  text_at(ui, value, second, y, row.open ? t.warning : t.ink);
  y += value->height;
  if (value_german)
    text_at(ui, value_german, second, y, t.ink_quiet), y += value_german->height;
  if (source)
    text_at(ui, source, second, y, t.ink_quiet);
  if (!link)
    return false;
  const Rect box = ui.mirrored({r.right() - link_w, r.y + pad, link_w, control}, r);
  Node button;
  button.id = std::string(id) + ".change", button.role = Role::link,
  button.label = row.change + ": " + row.label;
  button.rect = box, button.focusable = true;
  const Reaction reaction = ui.touch(std::move(button));
  const float radius = ui.mm(size::radius);
  ui.fill(box, reaction.pressed ? pressed_ground(ui, t.accent_ground) : t.accent_ground, radius);
  if (t.high_contrast)
    ui.outline(box, t.ink, ui.mm(size::outline), radius);
  if (reaction.focus_visible)
    ui.focus_ring(box, radius);
  const float x = box.x + ui.mm(4);
  ui.icon(Icon::pencil, ui.mirrored({x, box.y + std::round((box.h - icon) / 2), icon, icon}, box),
          t.accent_text);
  const Rect words = ui.mirrored({x + icon + ui.mm(2), box.y, link->width, box.h}, box);
  ui.draw_text(*link, {words.x, box.y + std::round((box.h - link->height) / 2)}, t.accent_text);
  return reaction.activated;
}

} // namespace foyer::ui
