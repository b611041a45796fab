// SPDX-License-Identifier: EUPL-1.2
// Black bars over what the office does not need: drawn with a finger, or put and shaped with
// buttons. What lies beneath is destroyed when the visitor says so, not before.
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace foyer::screens {

namespace {

// Of the page's sides: about a line of print on A4.
constexpr visit::PageArea fresh_bar{.x = 0.25, .y = 0.48, .width = 0.5, .height = 0.03};
constexpr double step_across = 0.04, step_down = 0.02, step_width = 0.04, step_height = 0.01;
constexpr float knobs_mm = 72; // two rows of buttons and two lines

std::int64_t percent(double share) {
  return std::lround(share * 100);
}

struct Knob {
  const char *id, *label;
  double visit::PageArea::* part;
  double by;
};

// The last bar, moved and sized in steps: by keys, and where a finger cannot draw.
void shape(Frame& frame, const visit::PageArea& bar) {
  using Area = visit::PageArea;
  std::array<Knob, 8> knobs{
      {{"blacken.left", "visit.blacken.left", &Area::x, -step_across},
       {"blacken.right", "visit.blacken.right", &Area::x, step_across},
       {"blacken.up", "visit.blacken.up", &Area::y, -step_down},
       {"blacken.lower", "visit.blacken.lower", &Area::y, step_down},
       {"blacken.narrower", "visit.blacken.narrower", &Area::width, -step_width},
       {"blacken.wider", "visit.blacken.wider", &Area::width, step_width},
       {"blacken.thinner", "visit.blacken.thinner", &Area::height, -step_height},
       {"blacken.thicker", "visit.blacken.thicker", &Area::height, step_height}}};
  if (frame.ui.rtl())
    std::swap(knobs[0], knobs[1]); // each stands on the side that it moves to
  // As far as the page goes, and no smaller than a step.
  const auto moved = [&](const Knob& knob) {
    auto changed = bar;
    const bool place = knob.part == &Area::x || knob.part == &Area::y;
    const bool across = knob.part == &Area::x || knob.part == &Area::width;
    const double room =
        across ? (place ? 1 - bar.width : 1 - bar.x) : (place ? 1 - bar.height : 1 - bar.y);
    const double least = place ? 0 : std::abs(knob.by);
    changed.*knob.part =
        std::clamp(bar.*knob.part + knob.by, std::min(least, room), std::max(least, room));
    return changed;
  };
  std::vector<ui::RowButton> buttons;
  for (const auto& knob : knobs)
    buttons.push_back({knob.id, frame.text(knob.label), ui::Icon::none, moved(knob) != bar});
  if (const auto used = ui::button_row(frame.ui, buttons))
    frame.say(visit::ShapeBar{moved(knobs[*used])});
  ui::paragraph(frame.ui, "blacken.where",
                frame.text("visit.blacken.where", {{"left", percent(bar.x)},
                                                   {"top", percent(bar.y)},
                                                   {"width", percent(bar.width)},
                                                   {"height", percent(bar.height)}}),
                true);
}

void tools(Frame& frame, const visit::PageLook& look) {
  auto& ui = frame.ui;
  if (look.bars.empty())
    ui::notice(ui, "blacken.forever", ui::Tone::info, frame.text("visit.blacken.forever"),
               frame.text("visit.blacken.forever_text"));
  else // said at length before; now the page wants the room
    ui::paragraph(ui, "blacken.forever", frame.text("visit.blacken.forever"));
  std::vector<ui::RowButton> buttons{{"blacken.add", frame.text("visit.blacken.add"),
                                      ui::Icon::plus, look.bars.size() < visit::most_bars}};
  if (!look.bars.empty())
    buttons.push_back({"blacken.undo", frame.text("visit.blacken.undo"), ui::Icon::undo, true});
  if (const auto used = ui::button_row(ui, buttons))
    frame.say(*used == 0 ? visit::Event{visit::DrawBar{fresh_bar}}
                         : visit::Event{visit::TakeBackBar{}});
}

void page(Frame& frame, const visit::PageLook& look, float below_mm) {
  const auto made = ui::blacken_page(
      frame.ui, "blacken.page", large_picture(frame, look.page->page),
      frame.text("visit.blacken.picture", {{"n", static_cast<std::int64_t>(look.bars.size())}}),
      rects_of(look.bars), frame.glass.drawing, below_mm);
  if (made)
    frame.say(visit::DrawBar{{.x = made->x, .y = made->y, .width = made->w, .height = made->h}});
}

} // namespace

std::vector<ui::Rect> rects_of(const std::vector<visit::PageArea>& bars) {
  std::vector<ui::Rect> rects;
  for (const auto& bar : bars)
    rects.push_back({static_cast<float>(bar.x), static_cast<float>(bar.y),
                     static_cast<float>(bar.width), static_cast<float>(bar.height)});
  return rects;
}

void blacken(Frame& frame) {
  auto& ui = frame.ui;
  const auto& look = frame.state().look;
  ui::PageSpec spec;
  spec.id = "blacken";
  spec.question = frame.text("visit.blacken.question");
  spec.lead = frame.text("visit.blacken.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text(look.bars.empty() ? "visit.blacken.without" : "visit.blacken.do");
  if (!look.bars.empty())
    spec.primary_icon = ui::Icon::blacken;
  (void)frame.begin(spec);
  if (look.page)
    large_page(ui, {.above = [&] { tools(frame, look); },
                    .picture = [&](float below_mm) { page(frame, look, below_mm); },
                    .below =
                        [&] {
                          if (!look.bars.empty())
                            shape(frame, look.bars.back());
                        },
                    .below_mm = knobs_mm});
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
