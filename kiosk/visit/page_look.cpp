// SPDX-License-Identifier: EUPL-1.2
// A page is looked at: turned, cut, blacked out. While a change is under way nothing of the old
// page can be kept: what the visitor has covered must not be filed.
#include "stepper.hpp"

#include <algorithm>
#include <utility>

namespace foyer::visit {

namespace {

constexpr double least_bar = 0.005; // of the page's side: a millimetre or two, a tap that slipped

// Inside the page, and large enough to be seen.
PageArea on_page(PageArea area) {
  area.width = std::clamp(area.width, least_bar, 1.0);
  area.height = std::clamp(area.height, least_bar, 1.0);
  area.x = std::clamp(area.x, 0.0, 1.0 - area.width);
  area.y = std::clamp(area.y, 0.0, 1.0 - area.height);
  return area;
}

} // namespace

void Stepper::on(const LookAtPage& event) {
  if (!at_scan_home())
    return;
  const auto& pages = scan_target().pages;
  if (event.number >= pages.size())
    return;
  s_.look = {};
  s_.look.page = pages[event.number];
  s_.look.kept = event.number;
  go(Place::scan_review);
}

void Stepper::on(const AskChange& event) {
  if (!at(Place::scan_review) || !s_.look.page || s_.look.changing)
    return;
  // Under bars lies what the visitor must see to judge: they are drawn on a page of their own.
  if (std::holds_alternative<BlackOut>(event.change))
    return;
  change_page(event.change);
}

void Stepper::change_page(PageChange change) {
  s_.look.changing = true;
  s_.look.not_changed = false;
  emit(ChangePage{++s_.changes, *s_.look.page, std::move(change)});
}

void Stepper::on(const PageChanged& event) {
  if (!s_.look.page || !s_.look.changing || event.asked != s_.changes)
    return;
  s_.look.changing = false;
  s_.look.bars.clear();
  s_.look.page = event.page;
  if (!s_.look.kept)
    return;
  // What is filed is what was seen last, whichever way the visitor leaves.
  if (auto& pages = scan_target().pages; *s_.look.kept < pages.size())
    pages[*s_.look.kept] = event.page;
}

void Stepper::on(const PageNotChanged& event) {
  if (!s_.look.changing || event.asked != s_.changes)
    return;
  s_.look.changing = false;
  s_.look.bars.clear();
  s_.look.not_changed = true;
}

void Stepper::on(const BeginBlacken&) {
  if (!at(Place::scan_review) || !s_.look.page || s_.look.changing)
    return;
  s_.look.bars.clear();
  go(Place::blacken);
}

void Stepper::on(const DrawBar& event) {
  if (at(Place::blacken) && s_.look.bars.size() < most_bars)
    s_.look.bars.push_back(on_page(event.area));
}

void Stepper::on(const ShapeBar& event) {
  if (at(Place::blacken) && !s_.look.bars.empty())
    s_.look.bars.back() = on_page(event.area);
}

void Stepper::on(const TakeBackBar&) {
  if (at(Place::blacken) && !s_.look.bars.empty())
    s_.look.bars.pop_back();
}

// The bars stay over the page until what lies beneath is gone.
void Stepper::destroy_under_bars() {
  if (s_.look.bars.empty())
    return to_review();
  change_page(BlackOut{s_.look.bars});
  go(Place::scan_review);
}

void Stepper::to_review() {
  s_.look.bars.clear();
  go(Place::scan_review);
}

} // namespace foyer::visit
