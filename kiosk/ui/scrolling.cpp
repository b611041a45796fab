// SPDX-License-Identifier: EUPL-1.2
#include "scrolling.hpp"

#include <ui/onlooker.hpp>

#include <cmath>

namespace foyer::ui {

using namespace std::chrono_literals;

float Ui::Impl::Scroll::most() const {
  return std::max(0.f, content - viewport.h);
}

std::string Ui::Impl::scroll_at(Vec2 at) const {
  for (const auto& [id, scroll] : scrolls)
    if (scroll.viewport.contains(at) && scroll.content > scroll.viewport.h &&
        (!last_modal || scroll.layer >= *last_modal))
      return id;
  return {};
}

// Inertia: speed falls to a third in a quarter of a second.
void Ui::Impl::coast() {
  for (auto& [id, scroll] : scrolls) {
    if (scroll.velocity == 0)
      continue;
    constexpr float frame = 0.016f;
    scroll.offset += scroll.velocity * frame;
    scroll.velocity *= 0.93f;
    if (std::abs(scroll.velocity) < 30 || scroll.offset <= 0 || scroll.offset >= scroll.most())
      scroll.velocity = 0;
    else
      wake_in(16ms);
  }
}

float scroll_air(const Ui& ui, const Rect& viewport) {
  return std::min(ui.mm(size::fade), std::floor(viewport.h / 4));
}

float longest_step(const Ui& ui, const Rect& viewport) {
  const float clear = viewport.h - 2 * scroll_air(ui, viewport);
  const float line = 1.5f * ui.style(size::question).em_px;
  return std::min(viewport.h * 0.8f, std::max(clear - line, clear / 2));
}

bool scroll_to(Ui& ui, Ui::Impl::Scroll& scroll, float offset) {
  const float to = std::round(std::clamp(offset, 0.f, scroll.most()));
  if (to == scroll.offset)
    return false;
  scroll.offset = to;
  scroll.velocity = 0;
  ui.impl().unsettled = true;
  return true;
}

void begin_scroll(Ui& ui, const std::string& id, Rect viewport) {
  auto& self = ui.impl();
  auto& scroll = self.scrolls[id];
  if (scroll.viewport != viewport) {
    scroll.reveal_focus = true; // the keyboard came: what is being edited stays in sight
    if (scroll.viewport.h > 0)
      self.unsettled = true;
  }
  scroll.viewport = viewport;
  scroll.layer = self.layer();
  scroll.seen = true;
  scroll.first_node = self.nodes.size();
  scroll.offset = std::round(std::clamp(scroll.offset, 0.f, scroll.most()));
  self.scroll_stack.push_back(id);
  ui.push_clip(viewport);
  ui.push_column(viewport.moved(0, -scroll.offset));
}

namespace {

// A line across the edge with an arrow that points on, where nothing may be grey. The arrow stands
// in the margin, clear of any words.
void mark_edge(Ui& ui, Rect view, bool below) {
  const Theme& t = ui.theme();
  const float line = ui.mm(size::selected), w = ui.mm(9), h = ui.mm(6);
  const float edge = below ? view.bottom() : view.y;
  const Rect tab =
      ui.mirrored({view.right() - w - ui.mm(1.5f), below ? edge - h : edge, w, h}, view);
  const Rect strip{view.x, below ? edge - line : edge, view.w, line};
  ui.fill(strip, t.ink);
  ui.fill(tab, t.ink);
  // Words that the line cuts through count as those beyond it: not yet in sight.
  if (const auto& self = ui.impl(); self.onlooker != nullptr)
    self.onlooker->faded(strip, {self.clip(), self.layer(), self.fixed});
  const float wing = ui.mm(2.6f), rise = ui.mm(1.1f) * (below ? 1.f : -1.f);
  const Vec2 c = tab.centre();
  ui.polyline({{c.x - wing, c.y - rise}, {c.x, c.y + rise}, {c.x + wing, c.y - rise}}, t.paper,
              ui.mm(0.9f));
}

// Beyond which edges of the area it goes on.
void mark_what_goes_on(Ui& ui, Rect view, float above, float below) {
  const float high = scroll_air(ui, view);
  const auto mark = [&](float hidden, bool down) {
    if (hidden <= 2)
      return;
    const Rect part{view.x, down ? view.bottom() - high : view.y, view.w, high};
    if (ui.theme().high_contrast)
      return mark_edge(ui, view, down);
    const float strength = std::min(1.f, hidden / ui.mm(size::group_gap));
    ui.fade(part, ui.theme().paper.with_alpha(static_cast<std::uint8_t>(255 * strength)), down);
  };
  ui.push_clip(view);
  mark(above, false);
  mark(below, true);
  ui.pop_clip();
}

} // namespace

namespace {

// What is edited, or has the focus, comes into view.
void reveal_focus(Ui& ui, Ui::Impl::Scroll& scroll) {
  auto& self = ui.impl();
  const std::string& wanted = self.editing.empty() ? self.focus : self.editing;
  if (wanted.empty()) {
    scroll.reveal_focus = false;
    return;
  }
  const Rect& view = scroll.viewport;
  for (std::size_t i = scroll.first_node; i < self.nodes.size(); ++i) {
    const Node& node = self.nodes[i];
    if (node.id != wanted || node.fixed || node.layer != scroll.layer)
      continue;
    const float above = ui.mm(size::group_gap + size::help * 2), below = scroll_air(ui, view);
    const float down = node.rect.bottom() + below - view.bottom();
    float delta = std::max(0.f, down);
    if (node.rect.y - above - delta < view.y) { // its label too, when there is room
      delta = std::max(node.rect.y - above - view.y, down);
      if (node.rect.h + below > view.h)
        delta = node.rect.y - view.y;
    }
    if (scroll_to(ui, scroll, scroll.offset + delta))
      return; // look again next frame: the content may have grown
  }
  if (!self.unsettled)
    scroll.reveal_focus = false;
}

} // namespace

void end_scroll(Ui& ui) {
  auto& self = ui.impl();
  auto& scroll = self.scrolls[self.scroll_stack.back()];
  self.scroll_stack.pop_back();
  const float used = ui.pop_column() + ui.mm(size::grid);
  ui.pop_clip();
  mark_what_goes_on(ui, scroll.viewport, scroll.offset, used - scroll.viewport.h - scroll.offset);
  if (std::abs(used - scroll.content) > 0.5f) {
    scroll.content = used;
    self.unsettled = true;
  }
  if (scroll.reveal_focus)
    reveal_focus(ui, scroll);
}

void scroll_on(Ui& ui, const std::string& id, int direction) {
  auto& self = ui.impl();
  auto& scroll = self.scrolls[id];
  const Rect view = scroll.viewport;
  const float air = scroll_air(ui, view);
  float step = longest_step(ui, view);
  for (const Node& node : self.last_nodes) {
    if (node.fixed || node.layer != scroll.layer || node.role == Role::group ||
        node.visible.empty() || node.rect.h > view.h - 2 * air)
      continue;
    if (direction > 0 && node.rect.bottom() > view.bottom())
      step = std::min(step, node.rect.y - view.y - air);
    if (direction < 0 && node.rect.y < view.y)
      step = std::min(step, view.bottom() - node.rect.bottom() - air);
  }
  (void)scroll_to(ui, scroll, scroll.offset + static_cast<float>(direction) * std::max(step, air));
}

} // namespace foyer::ui
