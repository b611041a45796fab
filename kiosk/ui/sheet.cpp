// SPDX-License-Identifier: EUPL-1.2
// A panel that comes up from the lower edge with any widgets in it; the page stays in sight above,
// so that what is changed can be seen at once.
#include "scrolling.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

constexpr float pad_mm = 12, title_apart_mm = 4, close_mm = 20;

std::string scroll_of(std::string_view id) {
  return std::string(id) + ".body";
}

} // namespace

void begin_sheet(Ui& ui, std::string_view id, std::string_view title) {
  auto& self = ui.impl();
  const Theme& t = ui.theme();
  const std::string name(id);
  ui.push_layer(Layer::dialog, true);
  const Rect screen = ui.screen();
  Node veil;
  veil.id = name + ".veil", veil.role = Role::group, veil.label = title, veil.rect = screen;
  ui.touch(std::move(veil));
  ui.fill(screen, t.high_contrast ? t.paper.with_alpha(160) : Color{10, 18, 26, 110});

  const float pad = ui.mm(pad_mm), close = ui.mm(close_mm) + ui.mm(size::grid) * 2;
  const float width = std::min(ui.mm(330), screen.w);
  const auto head = ui.layout(title, ui.style(size::question, Weight::bold), width - 2 * pad);
  const float fixed = pad + head->height + ui.mm(title_apart_mm) + close + pad;
  const float content = self.scrolls[scroll_of(id)].content;
  const float height = std::min(fixed + std::max(content, ui.mm(40)), std::round(screen.h * 0.9f));
  const float radius = ui.mm(size::radius * 2);
  const Rect r{std::round((screen.w - width) / 2), screen.bottom() - height, width, height};
  ui.shadow(r, radius);
  ui.push_clip({r.x, r.y - ui.mm(1), r.w, r.h + ui.mm(1)});
  const Rect face{r.x, r.y, r.w, r.h + radius}; // its lower corners lie below the edge
  ui.fill(face, t.paper, radius);
  if (t.high_contrast || t.name == ThemeName::dark)
    ui.outline(face, t.outline, ui.mm(size::outline), radius);
  ui.pop_clip();

  Node node;
  node.id = name, node.role = Role::dialog, node.label = title;
  node.rect = {r.x + pad, r.y + pad, r.w - 2 * pad, head->height};
  ui.record(std::move(node));
  text_at(ui, head, {r.x + pad, r.y + pad, r.w - 2 * pad, head->height}, r.y + pad, t.ink);
  self.sheet_panel = r;
  // Cut at the panel's sides, not at the words'.
  const Rect body{r.x, r.y + pad + head->height + ui.mm(title_apart_mm), r.w, height - fixed};
  begin_scroll(ui, scroll_of(id), body);
  ui.push_column({r.x + pad, ui.column().y, r.w - 2 * pad, 0});
}

bool end_sheet(Ui& ui, std::string_view id, std::string_view close) {
  auto& self = ui.impl();
  const float used = ui.pop_column();
  ui.place(used);
  end_scroll(ui);
  const Theme& t = ui.theme();
  const Rect r = self.sheet_panel;
  const float pad = ui.mm(pad_mm);
  ui.set_fixed(true);
  const auto text = ui.layout(close, ui.style(size::label, Weight::bold, Align::centre));
  const float height = ui.mm(close_mm);
  const float width = std::min(r.w - 2 * pad, std::max(ui.mm(64), text->width + ui.mm(24)));
  const Rect row{r.x + pad, r.bottom() - pad - height, r.w - 2 * pad, height};
  const auto& scroll = self.scrolls[scroll_of(id)];
  const float most = scroll.most();
  // What does not fit is reached by buttons, too, not by swiping alone.
  if (most > 2) {
    const float side = ui.mm(close_mm), apart = ui.mm(size::grid);
    const auto arrow = [&](const char* part, Icon icon, const std::string& label, float x,
                           int direction, bool enabled) {
      Node node;
      node.id = std::string(id) + part, node.role = Role::button;
      node.label = label.empty() ? std::string(icon_name(icon)) : label;
      node.rect = ui.mirrored({x, row.y, side, height}, row);
      node.focusable = enabled, node.state.enabled = enabled;
      const Rect box = node.rect;
      const auto reaction = ui.touch(std::move(node));
      const Rect face = draw_face(
          ui, box, {enabled ? t.card : t.disabled_ground, t.outline, size::outline, enabled},
          reaction);
      ui.icon(icon, face.inset(ui.mm(6)), enabled ? t.accent_text : t.disabled_ink);
      if (reaction.activated)
        scroll_on(ui, scroll_of(id), direction);
    };
    arrow(".less", Icon::up, ui.labels().more_above, row.x, -1, scroll.offset > 2);
    arrow(".more", Icon::down, ui.labels().more_below, row.x + side + apart, 1,
          scroll.offset < most - 2);
  }
  Node node;
  node.id = std::string(id) + ".close", node.role = Role::button, node.label = close;
  node.rect = ui.mirrored({row.right() - width, row.y, width, height}, row);
  node.focusable = true;
  Rect box = node.rect;
  const auto reaction = ui.touch(std::move(node));
  box = draw_face(ui, box, {t.accent, t.accent, size::outline, true}, reaction);
  ui.draw_text(*text,
               {box.x + std::round((box.w - text->width) / 2),
                box.y + std::round((box.h - text->height) / 2)},
               t.on_accent);
  ui.set_fixed(false);
  ui.pop_layer();
  return reaction.activated;
}

} // namespace foyer::ui
