// SPDX-License-Identifier: EUPL-1.2
// How far a case is, with the day of each step, and what was written about it.
#include "case_parts.hpp"
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::screens {

namespace {

std::string key_of(visit::CaseState state) {
  return "visit.case.state." + std::string(name(state));
}

// Who has answered is not told once more that there is a question.
bool has_answered(const visit::Case& opened) {
  return opened.steps.back().state == visit::CaseState::question && !open_question(opened) &&
         std::any_of(opened.messages.begin(), opened.messages.end(),
                     [](const auto& message) { return message.answered; });
}

// The steps from the top down, each with its day; the last one is where things stand.
void timeline(Frame& frame, const std::vector<visit::CaseStep>& steps) {
  auto& ui = frame.ui;
  const auto& theme = ui.theme();
  const float scale = ui::text_scale(ui.text_size(), ui::size::label);
  const float mark = ui.mm(9 * scale), apart = ui.mm(6), between = ui.mm(6);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& step = steps[i];
    const bool now = i + 1 == steps.size();
    const auto words = frame.text(key_of(step.state));
    const auto day = step.at == WallTime{} ? std::string() : date_and_time(frame, step.at);
    const float room = ui.column().w - mark - apart;
    const auto title = ui.layout(
        words, now ? ui.style(ui::size::title, ui::Weight::bold) : ui.style(ui::size::label), room);
    const auto date = day.empty() ? nullptr : ui.layout(day, ui.style(ui::size::help), room);
    const float first = title->lines.front().height;
    const float height = std::max(mark, title->height + (date ? date->height : 0));
    const auto area = ui.place(height + (now ? 0 : between));
    ui.record({.id = "case.step." + std::to_string(i),
               .role = ui::Role::text,
               .label = words,
               .help = day,
               .rect = {area.x, area.y, area.w, height}});
    const auto ground =
        ui.mirrored({area.x, area.y + std::round((first - mark) / 2), mark, mark}, area);
    const auto centre = ground.centre();
    if (!now) // the way to the next
      ui.line({centre.x, centre.y}, {centre.x, area.bottom() + first / 2}, theme.outline,
              ui.mm(ui::size::selected));
    if (now) {
      ui.circle(centre, mark / 2, theme.paper);
      ui.ring(centre, mark / 2 - 1, theme.accent_text, ui.mm(1.2f * scale));
      ui.circle(centre, ui.mm(2.2f * scale), theme.accent_text);
    } else {
      ui.circle(centre, mark / 2, theme.accent);
      ui.icon(ui::Icon::check, ground.inset(std::round(mark * 0.2f)), theme.on_accent);
    }
    const auto column = ui.mirrored({area.x + mark + apart, area.y, room, height}, area);
    const auto draw = [&](const ui::TextLayout& text, float y, ui::Color color) {
      ui.draw_text(text, {ui.rtl() ? column.right() - text.box_width : column.x, y}, color);
    };
    draw(*title, area.y, theme.ink);
    if (date)
      draw(*date, area.y + title->height, theme.ink_quiet);
  }
  ui.gap(ui::size::group_gap);
}

// The newest first: it is what somebody has come for.
void messages(Frame& frame, const visit::Case& opened) {
  if (opened.messages.empty())
    return;
  ui::heading(frame.ui, "case.messages", frame.text("visit.case.messages"));
  ui::begin_tiles(frame.ui, 1);
  for (std::size_t i = opened.messages.size(); i-- > 0;) {
    const auto& message = opened.messages[i];
    auto note = date_and_time(frame, message.at);
    if (const auto state = message_state(frame, message); !state.empty())
      note += "\n" + state;
    if (ui::tile(frame.ui, "case.message." + std::to_string(i), message_icon(message),
                 message_title(frame, message), {}, note))
      frame.say(visit::ReadMessage{message.id});
  }
  ui::end_tiles(frame.ui);
}

void numbers(Frame& frame, const visit::Case& opened) {
  ui::begin_card(frame.ui, "case.card");
  case_number(frame, opened);
  if (!opened.case_number.empty())
    told_row(frame, "case.file_number", "visit.case.file_number", opened.case_number);
  ui::end_card(frame.ui);
}

} // namespace

void case_number(Frame& frame, const visit::Case& opened) {
  told_row(frame, "case.receipt", "receipt.number", in_groups_of_four(opened.number));
}

void case_shown(Frame& frame) {
  const auto& opened = frame.state().inquiry.opened;
  if (!opened)
    return;
  auto& ui = frame.ui;
  const auto* question = open_question(*opened);
  const auto state = key_of(opened->steps.back().state);
  const bool answered = has_answered(*opened);
  ui::PageSpec spec;
  spec.id = "case_shown";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text(answered ? "visit.case.answered" : state);
  const bool rejected = opened->steps.back().state == visit::CaseState::rejected;
  const auto advice = frame.text(answered ? "visit.case.answered_text" : state + "_text");
  if (!rejected)
    spec.lead = advice;
  spec.back = frame.text("ui.back");
  const bool may_ask = question != nullptr && visit::may_answer(*opened);
  spec.primary = frame.text(may_ask ? "visit.case.read_question" : "visit.receipt.done");
  spec.primary_icon = may_ask ? ui::Icon::forward : ui::Icon::check;
  if (visit::may_answer(*opened))
    spec.secondary = frame.text("visit.case.write");
  const auto happened = frame.begin(spec);
  if (!opened->current) {
    ui::notice(ui, "case.not_current", ui::Tone::warning, frame.text("visit.case.not_current"),
               frame.text("visit.case.not_current_text"));
    ui.gap(ui::size::row_gap);
  }
  if (rejected) { // it looks as serious as it is
    ui::notice(ui, "case.advice", ui::Tone::warning, advice);
    ui.gap(ui::size::row_gap);
  }
  numbers(frame, *opened);
  ui::heading(ui, "case.steps", frame.text("visit.case.steps"));
  timeline(frame, opened->steps);
  messages(frame, *opened);
  if (happened.secondary)
    frame.say(visit::BeginAnswer{{}});
  if (!frame.end())
    return;
  if (may_ask)
    frame.say(visit::ReadMessage{question->id});
  else
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
