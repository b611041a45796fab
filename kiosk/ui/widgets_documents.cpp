// SPDX-License-Identifier: EUPL-1.2
// Document slots, the signature pad.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

// A button inside a card: answers whether it was used.
bool small_button(Ui& ui, const std::string& id, const std::string& label, bool primary, Icon icon,
                  Rect r) {
  const Theme& t = ui.theme();
  Node node;
  node.id = id, node.role = Role::button, node.label = label, node.rect = r, node.focusable = true;
  const Reaction reaction = ui.touch(std::move(node));
  Face face{t.card, t.outline, size::outline, true};
  if (primary)
    face.ground = face.outline_color = t.accent;
  r = draw_face(ui, r, face, reaction);
  const Color ink = primary ? t.on_accent : t.accent_text;
  const float side = icon == Icon::none ? 0 : icon_px(ui, 7), apart = side > 0 ? ui.mm(3) : 0;
  const auto text =
      ui.layout(label, ui.style(size::help, Weight::bold), r.w - side - apart - ui.mm(6));
  const float x = r.x + std::round((r.w - text->width - side - apart) / 2);
  ui.icon(icon, ui.mirrored({x, r.y + std::round((r.h - side) / 2), side, side}, r), ink);
  const Rect words = ui.mirrored({x + side + apart, r.y, text->box_width, r.h}, r);
  ui.draw_text(*text, {words.x, r.y + std::round((r.h - text->height) / 2)}, ink);
  return reaction.activated;
}

float small_button_width(Ui& ui, const std::string& label, bool icon) {
  return std::max(ui.mm(44), ui.layout(label, ui.style(size::help, Weight::bold))->width +
                                 ui.mm(12) + (icon ? icon_px(ui, 10) : 0));
}

} // namespace

SlotEvent document_slot(Ui& ui, std::string_view id, const DocumentSlot& slot) {
  const Theme& t = ui.theme();
  ui.gap(size::row_gap);
  const std::string name(id);
  const float pad = ui.mm(6), thumb_w = ui.mm(32), thumb_h = ui.mm(42), apart = ui.mm(6);
  const Rect at = ui.column();
  const float room = at.w - 2 * pad - thumb_w - apart;
  const auto label = ui.layout(slot.text.label, ui.style(size::label, Weight::bold), room);
  const auto maybe = [&](const std::string& words, TextStyle style) {
    return words.empty() ? nullptr : ui.layout(words, style, room);
  };
  const auto german = maybe(slot.text.binding, ui.german_style(size::help * 0.92f));
  const auto help = maybe(slot.text.help, ui.style(size::help));
  const bool bad = slot.state == DocumentSlot::State::failed;
  const auto status =
      slot.status.empty()
          ? nullptr
          : ui.layout(slot.status, ui.style(size::help, Weight::bold), room - icon_px(ui, 9));
  const auto error =
      slot.text.error.empty()
          ? nullptr
          : ui.layout(slot.text.error, ui.style(size::help, Weight::bold), room - icon_px(ui, 9));
  float words_height = label->height;
  for (const auto& part : {german, help})
    if (part)
      words_height += part->height;
  for (const auto& part : {status, error})
    if (part)
      words_height += ui.mm(2) + part->height;

  const float control =
      std::max(ui.mm(16), ui.layout("Hg", ui.style(size::help, Weight::bold))->height + ui.mm(6));
  const float action_w =
      slot.action.empty() ? 0 : std::min(small_button_width(ui, slot.action, true), room);
  const float second_w =
      slot.second.empty() ? 0 : std::min(small_button_width(ui, slot.second, false), room);
  const bool one_row = action_w + second_w + ui.mm(size::grid) <= room;
  float buttons_height = 0;
  if (action_w > 0 || second_w > 0)
    buttons_height =
        ui.mm(4) + (one_row || action_w == 0 || second_w == 0 ? control : 2 * control + ui.mm(3));

  const Rect r = ui.place(std::max(words_height + buttons_height, thumb_h) + 2 * pad);
  const float radius = ui.mm(size::radius);
  ui.fill(r, t.card, radius);
  ui.outline(r,
             bad || error      ? t.error
             : t.high_contrast ? t.ink
                               : t.hairline,
             ui.mm(bad || error ? size::selected : size::outline), radius);
  Node node;
  node.id = name, node.role = Role::slot, node.label = slot.text.label, node.value = slot.status;
  node.help = slot.text.help, node.error = slot.text.error, node.rect = r;
  node.state.invalid = bad || error,
  node.state.checked = slot.state == DocumentSlot::State::scanned;
  ui.record(std::move(node));

  const Rect thumb = ui.mirrored({r.x + pad, r.y + pad, thumb_w, thumb_h}, r);
  if (slot.thumbnail) {
    const Rect shown = ui.image(slot.thumbnail, thumb);
    ui.outline(shown.inset(-1), t.outline, 1, 0);
  } else {
    ui.fill(thumb, t.accent_ground, radius);
    if (t.high_contrast)
      ui.outline(thumb, t.ink, ui.mm(size::outline), radius);
    const float side = ui.mm(18);
    ui.icon(slot.state == DocumentSlot::State::later ? Icon::clock : Icon::document,
            {thumb.x + std::round((thumb.w - side) / 2), thumb.y + std::round((thumb.h - side) / 2),
             side, side},
            t.accent_text);
  }

  const Rect words = ui.mirrored({r.x + pad + thumb_w + apart, r.y, room, r.h}, r);
  float y = r.y + pad;
  text_at(ui, label, words, y, t.ink);
  y += label->height;
  if (german)
    text_at(ui, german, words, y, t.ink_quiet), y += german->height;
  if (help)
    text_at(ui, help, words, y, t.ink_quiet), y += help->height;
  const auto marked = [&](const LayoutPtr& text, Icon icon, Color ink) {
    if (!text)
      return;
    y += ui.mm(2);
    const float side = icon_px(ui, 7), line = text->lines.front().height;
    ui.icon(icon, ui.mirrored({words.x, y + std::round((line - side) / 2), side, side}, words),
            ink);
    const Rect rest =
        ui.mirrored({words.x + icon_px(ui, 9), y, words.w - icon_px(ui, 9), text->height}, words);
    text_at(ui, text, rest, y, ink);
    y += text->height;
  };
  const bool done = slot.state == DocumentSlot::State::scanned;
  marked(status,
         done                                       ? Icon::check
         : bad                                      ? Icon::error
         : slot.state == DocumentSlot::State::later ? Icon::clock
                                                    : Icon::info,
         done  ? t.success
         : bad ? t.error
               : t.ink_quiet);
  marked(error, Icon::error, t.error);

  SlotEvent event = SlotEvent::none;
  y = std::max(y + ui.mm(4), r.bottom() - pad - buttons_height + ui.mm(4));
  const bool fresh = slot.state == DocumentSlot::State::empty || bad;
  if (action_w > 0 &&
      small_button(ui, name + ".action", slot.action, fresh, fresh ? Icon::scan : Icon::retake,
                   ui.mirrored({words.x, y, action_w, control}, words)))
    event = SlotEvent::action;
  if (second_w > 0) {
    const float x = one_row && action_w > 0 ? words.x + action_w + ui.mm(size::grid) : words.x;
    if (!one_row && action_w > 0)
      y += control + ui.mm(3);
    if (small_button(ui, name + ".second", slot.second, false, Icon::none,
                     ui.mirrored({x, y, second_w, control}, words)))
      event = SlotEvent::second;
  }
  ui.gap(size::row_gap + 1);
  return event;
}

bool signature_pad(Ui& ui, std::string_view id, const FieldText& text, Strokes& strokes) {
  auto& self = ui.impl();
  const Theme& t = ui.theme();
  field_head(ui, id, text);
  const std::string name(id);
  const Rect r = ui.place(ui.mm(64));
  Node node;
  node.id = name, node.role = Role::signature, node.label = text.label, node.help = text.help;
  node.error = text.error, node.value = strokes.empty() ? "" : "signed", node.rect = r;
  node.state.invalid = !text.error.empty(), node.state.checked = !strokes.empty();
  self.captures.insert(name);
  const Reaction reaction = ui.touch(std::move(node));
  const float radius = ui.mm(size::radius), scale = ui.profile().px_per_mm;
  ui.fill(r, t.card, radius);
  ui.outline(r, text.error.empty() ? t.outline : t.error,
             ui.mm(text.error.empty() ? size::outline : size::selected), radius);
  const float base = r.bottom() - ui.mm(14);
  ui.fill({r.x + ui.mm(10), base, r.w - ui.mm(20), ui.mm(size::hairline)}, t.outline);
  ui.icon(Icon::pencil,
          ui.mirrored({r.x + ui.mm(11), base - icon_px(ui, 9), ui.mm(7), ui.mm(7)}, r),
          t.ink_quiet);

  bool changed = false;
  if (!self.trace.empty() &&
      (reaction.pressed || !self.trace_began || r.contains(self.trace.front()))) {
    const auto owner = std::find_if(self.presses.begin(), self.presses.end(),
                                    [&](const auto& p) { return p.second.id == name; });
    if (owner != self.presses.end() || (!strokes.empty() && !self.trace_began)) {
      if (self.trace_began)
        strokes.emplace_back();
      for (const Vec2 p : self.trace)
        if (!strokes.empty()) {
          const Vec2 inside{std::clamp(p.x, r.x, r.right()), std::clamp(p.y, r.y, r.bottom())};
          strokes.back().push_back({(inside.x - r.x) / scale, (inside.y - r.y) / scale});
          changed = true;
        }
    }
  }
  ui.push_clip(r);
  for (const auto& stroke : strokes) {
    std::vector<Vec2> points;
    for (const Vec2 p : stroke)
      points.push_back({r.x + p.x * scale, r.y + p.y * scale});
    if (points.size() == 1)
      ui.circle(points.front(), ui.mm(0.6f), t.ink);
    else
      ui.polyline(points, t.ink, ui.mm(0.8f));
  }
  ui.pop_clip();
  if (!strokes.empty() && !ui.labels().clear.empty()) {
    ui.gap(3);
    const float height = ui.mm(16), width = small_button_width(ui, ui.labels().clear, true);
    const Rect row = ui.place(height);
    if (small_button(ui, name + ".clear", ui.labels().clear, false, Icon::trash,
                     ui.mirrored({row.x, row.y, width, height}, row))) {
      strokes.clear();
      changed = true;
      self.unsettled = true;
    }
  }
  ui.gap(size::group_gap);
  return changed;
}

} // namespace foyer::ui
