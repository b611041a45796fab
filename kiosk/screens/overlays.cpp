// SPDX-License-Identifier: EUPL-1.2
// What may lie over any page: still there?, end the visit?, another language, help.
#include "pages.hpp"
#include "parts.hpp"
#include "sheets.hpp"

#include <visit/timeouts.hpp>

#include <algorithm>

namespace foyer::screens {

namespace {

using namespace std::chrono_literals;

// What is lost, and what is not.
const char* idle_text(const visit::State& state) {
  const auto& inquiry = state.inquiry;
  if (state.receipt)
    return inquiry.filed ? "visit.case.idle_sent" : "ui.idle_text_filed";
  if (state.kept)
    return "ui.idle_text_kept";
  const bool only_reads = inquiry.opened && !inquiry.says_something();
  return only_reads ? "visit.case.idle" : "ui.idle_text";
}

void idle(Frame& frame) {
  const auto since = frame.model.now - *frame.state().idle_warning;
  const auto left = std::clamp(visit::idle_response - since, SteadyTime::duration{0},
                               SteadyTime::duration{visit::idle_response});
  ui::DialogSpec spec;
  spec.title = frame.text("ui.idle_title");
  spec.text = frame.text(idle_text(frame.state()));
  spec.tone = ui::Tone::warning;
  spec.covers = true; // who was here may have gone, and left a name on the page
  spec.seconds = static_cast<int>((left + 999ms) / 1000ms);
  spec.seconds_label = frame.text("ui.idle_seconds", {{"n", std::int64_t{spec.seconds}}});
  spec.buttons = {frame.text("ui.idle_stay")};
  if (ui::dialog(frame.ui, "idle", spec))
    frame.say(visit::Stay{});
  const auto into_second = left % 1000ms;
  frame.ui.wake_at(frame.model.now + (into_second == 0ms ? 1000ms : into_second));
}

void leaving(Frame& frame) {
  ui::DialogSpec spec;
  spec.title = frame.text("ui.leaving_title");
  const auto& inquiry = frame.state().inquiry;
  const bool of_answer =
      inquiry.says_something() || (inquiry.opened && !frame.state().draft.assistant());
  spec.text = frame.text(of_answer ? "visit.case.leaving" : "ui.leaving_text");
  spec.tone = ui::Tone::warning;
  // Staying first, then what keeps the answers, last what wipes them.
  std::vector<visit::Event> answers;
  const auto offer = [&](std::string_view key, visit::Event answer) {
    spec.buttons.push_back(frame.text(key));
    answers.push_back(std::move(answer));
  };
  offer("ui.leaving_stay", visit::Stay{});
  if (visit::may_keep(frame.state())) {
    spec.text += "\n" + frame.text("ui.leaving_later_text");
    offer("ui.leaving_later", visit::KeepForLater{});
  }
  offer("ui.leaving_leave", visit::LeaveConfirmed{});
  spec.last_destroys = true;
  if (const auto tapped = ui::dialog(frame.ui, "leaving", spec))
    frame.say(std::move(answers[*tapped]));
}

void removing(Frame& frame) {
  const auto asked = *frame.glass.removing;
  const auto row = row_title(frame, asked.repeat, asked.row);
  ui::DialogSpec spec;
  spec.title = frame.text("ui.rows.remove_title", {{"row", row}});
  spec.text = frame.text("ui.rows.remove_text");
  spec.tone = ui::Tone::warning;
  spec.buttons = {frame.text("ui.rows.remove_no"), frame.text("ui.rows.remove_yes")};
  spec.last_destroys = true;
  const auto tapped = ui::dialog(frame.ui, "removing", spec);
  if (!tapped)
    return;
  if (*tapped == 1)
    frame.say(
        visit::RemoveRow{frame.state().draft.assistant()->repeats[asked.repeat].id, asked.row});
  frame.glass.removing.reset();
}

} // namespace

void overlays(Frame& frame) {
  if (frame.state().idle_warning)
    return idle(frame);
  if (frame.state().leaving)
    return leaving(frame);
  if (frame.state().resting)
    return resting(frame);
  if (frame.glass.removing && frame.state().stop.is_overview() &&
      frame.state().stop.repeat == frame.glass.removing->repeat &&
      frame.state().place == visit::Place::question)
    return removing(frame);
  switch (frame.glass.overlay) {
  case Overlay::none: return;
  case Overlay::language: return language_sheet(frame);
  case Overlay::display: return display_sheet(frame);
  case Overlay::help: return help_sheet(frame);
  }
}

} // namespace foyer::screens
