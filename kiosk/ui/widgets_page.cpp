// SPDX-License-Identifier: EUPL-1.2
// A scanned page in large: to look at, and to draw black bars on.
#include "scrolling.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

constexpr float least_preview_mm = 90;
constexpr float slip_mm = 4; // a finger that moved less drew nothing
constexpr float bar_mm = 5;  // across a line of print a finger goes in no more than a line

// Where the picture lies: all of it in sight at once where that is possible, since nobody judges
// half a page.
Rect place_page(Ui& ui, const Image& image, float below_mm) {
  ui.gap(size::row_gap);
  const Rect at = ui.column();
  const float ratio = static_cast<float>(image.height) / static_cast<float>(image.width);
  const auto& scroll = ui.impl().scrolls[body_scroll];
  const float rest = ui.mm(size::group_gap + 2 * size::grid + below_mm); // below it, up to the edge
  // With or without the strip that scrolls on: a page that fits because of it would lose it again.
  const float edge = ui.impl().page_body.bottom() + ui.impl().page_strip.h;
  const float room = edge - (at.y + scroll.offset) - rest;
  const float height = std::round(std::min(at.w * ratio, std::max(room, ui.mm(least_preview_mm))));
  const float width = std::min(at.w, std::round(height / ratio));
  const Rect row = ui.place(height);
  return {row.x + std::round((row.w - width) / 2), row.y, width, height};
}

void draw_bar(Ui& ui, Rect bar) {
  ui.fill(bar, Color::rgb(0x000000));
  ui.outline(bar, Color::rgb(0xFFFFFF), 1, 0); // beside black print and black bars
}

void draw_page(Ui& ui, const ImagePtr& image, Rect box) {
  ui.shadow(box, ui.mm(0.6f));
  const Rect shown = ui.image(image, box);
  ui.outline(shown.inset(-1), ui.theme().outline, 1, 0);
}

Rect on_page(const Rect& bar, Rect box) {
  return {box.x + bar.x * box.w, box.y + bar.y * box.h, bar.w * box.w, bar.h * box.h};
}

void draw_bars(Ui& ui, std::span<const Rect> bars, Rect box) {
  ui.push_clip(box);
  for (const Rect& bar : bars)
    draw_bar(ui, on_page(bar, box));
  ui.pop_clip();
}

// In the middle of the page, on a ground of its own that may be wider than the page.
void say_across(Ui& ui, std::string_view id, std::string_view words, Rect box) {
  const Theme& t = ui.theme();
  const float pad = ui.mm(5);
  const TextStyle style = ui.style(size::label, Weight::bold, Align::centre);
  const float room = std::max(std::min(ui.mm(75), ui.column().w - 2 * pad), box.w - 4 * pad);
  const auto text =
      fitted(ui, words, style, std::min(room, std::ceil(ui.layout(words, style)->width) + 1));
  const Rect card{std::round(box.centre().x - text->box_width / 2 - pad),
                  std::round(box.centre().y - text->height / 2 - pad), text->box_width + 2 * pad,
                  std::round(text->height + 2 * pad)};
  ui.fill(card, t.ink, ui.mm(size::radius)); // no button looks like this
  ui.draw_text(*text, {card.x + pad, card.y + pad}, t.paper);
  Node node;
  node.id = std::string(id) + ".busy", node.role = Role::notice, node.label = words;
  node.rect = card;
  ui.record(std::move(node));
}

// What the finger has drawn, in pixels; nothing where it only slipped.
std::optional<Rect> drawn(const Ui& ui, const BarDrawing& drawing, Rect box) {
  const Vec2 a = *drawing.from, b = drawing.to;
  Rect bar{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
  if (std::max(bar.w, bar.h) < ui.mm(slip_mm))
    return std::nullopt;
  const auto widen = [&](float& from, float& length) {
    const float more = std::max(0.f, ui.mm(bar_mm) - length);
    from -= more / 2;
    length += more;
  };
  widen(bar.x, bar.w);
  widen(bar.y, bar.h);
  bar = bar.intersect(box);
  return bar.empty() ? std::nullopt : std::optional(bar);
}

} // namespace

void scan_preview(Ui& ui, std::string_view id, const ImagePtr& image, std::string_view alt,
                  std::span<const Rect> bars, std::string_view busy) {
  if (!image)
    return;
  const Rect box = place_page(ui, *image, 0);
  Node node;
  node.id = id, node.role = Role::image, node.label = alt, node.rect = box;
  ui.record(std::move(node));
  draw_page(ui, image, box);
  draw_bars(ui, bars, box);
  if (!busy.empty())
    say_across(ui, id, busy, box);
  ui.gap(size::group_gap);
}

std::optional<Rect> blacken_page(Ui& ui, std::string_view id, const ImagePtr& image,
                                 std::string_view alt, std::span<const Rect> bars,
                                 BarDrawing& drawing, float below_mm) {
  if (!image)
    return std::nullopt;
  auto& self = ui.impl();
  const std::string name(id);
  const Rect box = place_page(ui, *image, below_mm);
  Node node;
  node.id = name, node.role = Role::image, node.label = alt, node.rect = box;
  self.captures.insert(name); // a finger on it draws, and does not scroll
  (void)ui.touch(std::move(node));
  const auto press = std::find_if(self.presses.begin(), self.presses.end(),
                                  [&](const auto& entry) { return entry.second.id == name; });
  const bool held = press != self.presses.end();
  if (held && self.trace_began && !self.trace.empty())
    drawing.from = self.trace.front();
  if (drawing.from && !self.trace.empty())
    drawing.to = self.trace.back();
  else if (held && drawing.from)
    drawing.to = press->second.last;

  draw_page(ui, image, box);
  draw_bars(ui, bars, box);
  if (!bars.empty()) // the one that buttons move
    ui.focus_ring(on_page(bars.back(), box), 0);
  std::optional<Rect> made;
  if (drawing.from)
    made = drawn(ui, drawing, box);
  if (made)
    draw_bar(ui, *made); // within the page
  ui.gap(size::group_gap);
  if (held)
    return std::nullopt;
  drawing.from.reset();
  if (!made)
    return std::nullopt;
  return Rect{(made->x - box.x) / box.w, (made->y - box.y) / box.h, made->w / box.w,
              made->h / box.h};
}

} // namespace foyer::ui
