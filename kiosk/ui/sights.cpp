// SPDX-License-Identifier: EUPL-1.2
// What nobody should miss: parts of a page that must have been in view before it is left.
#include "scrolling.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::ui {

void Ui::Impl::forget_sights() {
  sights.clear();
  last_sights.clear();
  seen.clear();
  summoned.clear();
  sights_language.clear();
}

void must_see(Ui& ui, std::string key, Rect part, bool comes) {
  auto& self = ui.impl();
  if (ui.impl().layer() == Layer::page)
    self.sights.push_back({std::move(key), part, comes});
}

namespace {

// How far to scroll until it stands in view, its top first.
float way_into_view(Ui& ui, const Rect& part, const Rect& view) {
  const float apart = scroll_air(ui, view);
  const float down = std::max(0.f, part.bottom() + apart - view.bottom());
  const float up = std::min(0.f, part.y - apart - view.y);
  return up < 0 ? up : std::min(down, std::max(0.f, part.y - apart - view.y));
}

void summon(Ui& ui, const Rect& part, float drawn_offset) {
  auto& self = ui.impl();
  auto& scroll = self.scrolls[body_scroll];
  // It is looked at again: the body may get smaller by the strip that scrolls.
  if (!scroll_to(ui, scroll, drawn_offset + way_into_view(ui, part, scroll.viewport)) &&
      !self.unsettled)
    self.summoned.clear();
}

} // namespace

Sights look_at_sights(Ui& ui, float drawn_offset) {
  auto& self = ui.impl();
  const auto& scroll = self.scrolls[body_scroll];
  const Rect view = scroll.viewport;
  // At the end of the page nothing lies below, whatever it says of its size: nobody gets stuck.
  const bool at_end = drawn_offset >= scroll.content - view.h - 1;
  // In another language everything is new, but nothing has just appeared.
  const bool stands = self.sights_language == ui.language();
  Sights found;
  std::unordered_map<std::string, bool> now;
  for (const auto& sight : self.sights) {
    const bool in_view = at_end || sight.part.bottom() <= view.bottom() + 1;
    now.insert_or_assign(sight.key, in_view);
    const auto before = self.last_sights.find(sight.key);
    const bool is_new = before == self.last_sights.end();
    // Twice: what appears in the frame of a touch was not there for the person who touched.
    if (in_view && !is_new && before->second)
      self.seen.insert(sight.key);
    if (stands && is_new && sight.comes && !self.seen.contains(sight.key)) {
      self.summoned = sight.key;
      for (auto& [id, each] : self.scrolls)
        each.reveal_focus = false;
    }
    if (self.seen.contains(sight.key))
      continue;
    found.held = true;
    found.below = found.below || !in_view;
    found.last_below = std::max(found.last_below, in_view ? 0.f : sight.part.bottom());
  }
  self.last_sights = std::move(now);
  self.sights_language = ui.language();
  const auto coming = std::find_if(self.sights.begin(), self.sights.end(),
                                   [&](const auto& sight) { return sight.key == self.summoned; });
  if (coming == self.sights.end())
    self.summoned.clear();
  else
    summon(ui, coming->part, drawn_offset);
  return found;
}

} // namespace foyer::ui
