// SPDX-License-Identifier: EUPL-1.2
// The signature pad.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

bool clear_button(Ui& ui, const std::string& id, const std::string& label, Rect r) {
  const Theme& t = ui.theme();
  Node node;
  node.id = id, node.role = Role::button, node.label = label, node.rect = r, node.focusable = true;
  const Reaction reaction = ui.touch(std::move(node));
  r = draw_face(ui, r, {t.card, t.outline, size::outline, true}, reaction);
  const float side = icon_px(ui, 7), apart = ui.mm(3);
  const auto text =
      ui.layout(label, ui.style(size::help, Weight::bold), r.w - side - apart - ui.mm(6));
  const float x = r.x + std::round((r.w - text->width - side - apart) / 2);
  ui.icon(Icon::trash, ui.mirrored({x, r.y + std::round((r.h - side) / 2), side, side}, r),
          t.accent_text);
  const Rect words = ui.mirrored({x + side + apart, r.y, text->box_width, r.h}, r);
  ui.draw_text(*text, {words.x, r.y + std::round((r.h - text->height) / 2)}, t.accent_text);
  return reaction.activated;
}

float clear_button_width(Ui& ui, const std::string& label) {
  return std::max(ui.mm(44), ui.layout(label, ui.style(size::help, Weight::bold))->width +
                                 ui.mm(12) + icon_px(ui, 10));
}

} // namespace

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
    const float height = ui.mm(16), width = clear_button_width(ui, ui.labels().clear);
    const Rect row = ui.place(height);
    if (clear_button(ui, name + ".clear", ui.labels().clear,
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
