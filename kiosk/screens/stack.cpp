// SPDX-License-Identifier: EUPL-1.2
// A stack in the feeder: offered, drawn in page by page, looked at as a whole, and what to do where
// it stops.
#include "pages.hpp"
#include "parts.hpp"

#include <ui/fitted.hpp>

#include <algorithm>
#include <cmath>

namespace foyer::screens {

namespace {

using Sheets = std::vector<visit::Stack::Sheet>;

std::int64_t count(const Sheets& sheets) {
  return static_cast<std::int64_t>(sheets.size());
}

// The pages of a stack side by side, each with what may be better about it and a box that leaves
// it out.
class SheetCards {
 public:
  SheetCards(Frame& frame, const Sheets& sheets, bool choosable)
      : frame_(frame), ui_(frame.ui), sheets_(sheets), choosable_(choosable),
        bold_(ui_.style(ui::size::help, ui::Weight::bold)), small_(ui_.style(ui::size::help)) {
    for (std::size_t n = 0; n < sheets_.size(); ++n)
      title_height_ = std::max(title_height_, title(n)->height);
    if (!choosable_)
      return;
    out_ = ui::fitted(ui_, frame_.text("visit.stack.out"), bold_, width_ - mark_ - 3 * pad_);
    for (std::size_t n = 0; n < sheets_.size(); ++n)
      if (const auto words = fault(n))
        fault_height_ = std::max(fault_height_, words->height + ui_.mm(1));
  }

  void draw(std::size_t from) {
    small_pages(ui_, from, sheets_.size(), below(),
                [this](std::size_t n, ui::Rect box) { card(n, box); });
  }

 private:
  // In large type on a small panel it takes two lines.
  ui::LayoutPtr title(std::size_t n) {
    return ui::fitted(ui_, words("visit.document.page", n), bold_, width_);
  }
  [[nodiscard]] float control() { return std::max(ui_.mm(16), out_->height + ui_.mm(5)); }
  [[nodiscard]] float below() {
    return ui_.mm(6) + title_height_ + fault_height_ + (choosable_ ? control() : 0);
  }
  std::string words(const char* key, std::size_t n) {
    return frame_.text(key, {{"n", static_cast<std::int64_t>(n + 1)}});
  }
  ui::LayoutPtr fault(std::size_t n) {
    const auto found = sheets_[n].page.advice.first();
    if (!found)
      return nullptr;
    return ui::fitted(ui_, frame_.text("visit.fault." + std::string(name(*found))), small_, width_);
  }

  void card(std::size_t n, ui::Rect box) {
    const auto& theme = ui_.theme();
    ui_.fill(box, theme.card, ui_.mm(1));
    ui_.image(small_picture(frame_, sheets_[n].page.page), box.inset(ui_.mm(1)));
    if (sheets_[n].left_out) {
      ui_.fill(box, theme.paper.with_alpha(200), ui_.mm(1));
      const float side = ui_.mm(24);
      ui_.icon(ui::Icon::close,
               {std::round(box.centre().x - side / 2), std::round(box.centre().y - side / 2), side,
                side},
               theme.ink);
    }
    ui_.outline(box, theme.outline, ui_.mm(ui::size::hairline), ui_.mm(1));
    const auto heading = title(n);
    float y = box.bottom() + ui_.mm(2);
    ui_.draw_text(*heading, {box.x, y}, theme.ink_quiet);
    y += heading->height;
    const auto about = choosable_ ? fault(n) : nullptr;
    if (about) {
      ui_.draw_text(*about, {box.x, y}, theme.warning);
      y += about->height;
    }
    ui_.record({.id = "page." + std::to_string(n),
                .role = ui::Role::image,
                .label = words("visit.document.page", n),
                .value = about ? frame_.text("visit.fault." +
                                             std::string(name(*sheets_[n].page.advice.first())))
                               : "",
                .rect = {box.x, box.y, box.w, y - box.y}});
    if (choosable_)
      leave_out(n, {box.x, box.bottom() + below() - control() - ui_.mm(1), width_, control()});
  }

  void leave_out(std::size_t n, ui::Rect box) {
    const auto& theme = ui_.theme();
    const bool out = sheets_[n].left_out;
    ui::Node node{.id = "leave_out." + std::to_string(n),
                  .role = ui::Role::checkbox,
                  .label = words("visit.stack.leave_out", n),
                  .rect = box,
                  .focusable = true};
    node.state.checked = out;
    const auto reaction = ui_.touch(std::move(node));
    const float radius = ui_.mm(ui::size::radius);
    ui_.fill(box, out || reaction.pressed ? theme.accent_ground : theme.card, radius);
    ui_.outline(box, out ? theme.accent : theme.outline,
                ui_.mm(out ? ui::size::selected : ui::size::outline), radius);
    const auto tick =
        ui_.mirrored({box.x + pad_, std::round(box.centre().y - mark_ / 2), mark_, mark_}, box);
    ui_.fill(tick, out ? theme.accent : theme.card, ui_.mm(1));
    ui_.outline(tick, out ? theme.accent : theme.outline, ui_.mm(ui::size::outline), ui_.mm(1));
    if (out)
      ui_.icon(ui::Icon::check, tick.inset(ui_.mm(1)), theme.on_accent);
    const auto place = ui_.mirrored({box.x + mark_ + 2 * pad_, box.y, out_->box_width, box.h}, box);
    ui_.draw_text(*out_, {place.x, box.centre().y - out_->height / 2}, theme.accent_text);
    if (reaction.focus_visible)
      ui_.focus_ring(box, radius);
    if (reaction.activated)
      frame_.say(visit::LeaveOut{n, !out});
  }

  Frame& frame_;
  ui::Ui& ui_;
  const Sheets& sheets_;
  bool choosable_;
  ui::TextStyle bold_, small_;
  ui::LayoutPtr out_; // what stands on the box that leaves a page out
  float width_ = ui_.mm(small_page_width), title_height_ = 0, fault_height_ = 0;
  float mark_ = ui_.mm(7), pad_ = ui_.mm(3);
};

bool room_for_more(const Frame& frame) {
  const auto& scanner = frame.state().scanner;
  return !frame.state().stack.full && scanner && scanner->feeder;
}

} // namespace

void stack_offer(Frame& frame, forms::PaperKind kind) {
  const auto& state = frame.state();
  if (!visit::may_stack(kind) || !state.scanner || !state.scanner->feeder)
    return;
  auto& ui = frame.ui;
  ui.gap(ui::size::group_gap);
  ui::paragraph(ui, "stack.how", frame.text("visit.stack.how"));
  if (state.scanner->both_sides) {
    bool both = state.both_sides;
    if (ui::tick_box(
            ui, "stack.both",
            {"stack.both", frame.text("visit.stack.both"), frame.german("visit.stack.both"), {}},
            both))
      frame.say(visit::SetBothSides{both});
  }
  if (ui::button(ui, "stack", frame.text("visit.stack.scan"), ui::ButtonKind::secondary,
                 ui::Icon::stack))
    frame.say(visit::ScanStack{});
}

void stack_scanning(Frame& frame) {
  auto& ui = frame.ui;
  const auto& state = frame.state();
  const auto& sheets = state.stack.pages;
  ui::PageSpec spec;
  spec.id = "stack_scanning";
  spec.question = frame.text("visit.stack.question");
  spec.lead = frame.text(state.scanner_warms_up ? "visit.scanning.warm" : "visit.stack.lead");
  (void)frame.begin(spec);
  ui::paragraph(ui, "stack.count", frame.text("visit.stack.count", {{"n", count(sheets)}}));
  if (sheets.empty()) {
    ui::picture(ui, "stack.picture", ui::Icon::stack, spec.question, picture_mm(ui, 90, 44));
  } else { // those that came last
    constexpr std::size_t shown = 4;
    SheetCards(frame, sheets, false).draw(sheets.size() > shown ? sheets.size() - shown : 0);
  }
  ui.gap(ui::size::group_gap);
  progress_bar(ui, "scanning.progress", frame.text("visit.scanning.progress"), state.scan_progress);
  ui.gap(ui::size::group_gap);
  if (ui::button(ui, "stop_scan", frame.text("visit.stack.stop"), ui::ButtonKind::secondary,
                 ui::Icon::close, !state.stack.stopping))
    frame.say(visit::StopScan{});
  frame.end();
}

void stack_review(Frame& frame) {
  auto& ui = frame.ui;
  const auto& stack = frame.state().stack;
  const auto taken =
      std::count_if(stack.pages.begin(), stack.pages.end(),
                    [](const visit::Stack::Sheet& sheet) { return !sheet.left_out; });
  ui::PageSpec spec;
  spec.id = "stack_review";
  spec.question = frame.text("visit.stack.review");
  spec.lead = frame.text("visit.stack.review_lead");
  spec.back = frame.text("visit.stack.discard");
  spec.back_icon = ui::Icon::trash;
  spec.primary = frame.text("visit.stack.keep", {{"n", std::int64_t{taken}}});
  spec.primary_icon = ui::Icon::check;
  if (room_for_more(frame))
    spec.secondary = frame.text("visit.stack.more");
  const auto happened = frame.begin(spec);
  if (stack.full)
    ui::notice(ui, "stack.full", ui::Tone::info, frame.text("visit.document.full"),
               frame.text("visit.stack.rest"));
  SheetCards(frame, stack.pages, true).draw(0);
  if (happened.secondary)
    frame.say(visit::ScanStack{});
  if (frame.end())
    frame.say(visit::KeepPage{});
}

void stack_problem(Frame& frame) {
  auto& ui = frame.ui;
  const auto& sheets = frame.state().stack.pages;
  const auto problem = frame.state().problem.value_or(fail(FailureCode::internal));
  ui::PageSpec spec;
  spec.id = "stack_problem";
  spec.question = failure_title(frame, problem);
  spec.back = frame.text(sheets.empty() ? "ui.back" : "visit.stack.discard");
  if (!sheets.empty())
    spec.back_icon = ui::Icon::trash;
  spec.primary = frame.text(sheets.empty() ? "visit.problem.scan_again" : "visit.stack.go_on");
  spec.primary_icon = ui::Icon::retake;
  if (!sheets.empty())
    spec.secondary = frame.text("visit.stack.look");
  spec.primary_waits = is_stuck(problem.code);
  const auto happened = frame.begin(spec);
  failure_notice(frame, problem, ui::Tone::warning);
  stuck_offer(frame, problem.code);
  if (!sheets.empty()) {
    ui::notice(ui, "stack.before", ui::Tone::success,
               frame.text("visit.stack.before", {{"n", count(sheets)}}));
    // So that one finds where to go on in what the feeder has left.
    ui::paragraph(ui, "stack.last", frame.text("visit.stack.last"));
    SheetCards(frame, sheets, false).draw(sheets.size() - 1);
  } else if (!frame.state().inquiry.opened &&
             ui::button(ui, "later", frame.text("visit.document.later"), ui::ButtonKind::secondary,
                        ui::Icon::clock))
    frame.say(visit::HandInLater{});
  if (happened.secondary)
    frame.say(visit::GoOn{});
  if (frame.end())
    frame.say(visit::TryAgain{});
}

} // namespace foyer::screens
