// SPDX-License-Identifier: EUPL-1.2
// What opens a case: the receipt's number and code, typed or scanned.
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>
#include <cctype>

namespace foyer::screens {

namespace {

using Why = visit::CaseNotOpened::Why;

constexpr std::size_t code_characters = 16;
constexpr std::size_t shortest_number = 10; // a terminal's name of one letter

std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; }));
}

void tell(Frame& frame, const std::string& title, const std::string& text) {
  ui::notice(frame.ui, "case.told", ui::Tone::warning, title, text);
  frame.ui.gap(ui::size::group_gap);
}

// Another try does not mend it, and what is advised is for who files.
bool scanner_is_off(FailureCode code) {
  return code == FailureCode::scanner_missing || code == FailureCode::scanner_denied ||
         code == FailureCode::scanner_unsuitable;
}

void scanner_told(Frame& frame, const Failure& problem) {
  tell(frame, failure_title(frame, problem),
       scanner_is_off(problem.code)
           ? std::string()
           : frame.text("failure." + std::string(name(problem.code)) + ".advice"));
  stuck_offer(frame, problem.code);
  frame.ui.gap(ui::size::group_gap);
}

// The first whole minute in which codes are taken again.
WallTime open_again(const visit::Inquiry& inquiry) {
  return std::chrono::floor<std::chrono::minutes>(inquiry.again_at) + std::chrono::minutes{1};
}

bool locked(const Frame& frame) {
  const auto& inquiry = frame.state().inquiry;
  return inquiry.refused && inquiry.refused->why == Why::locked &&
         frame.model.wall < open_again(inquiry);
}

// What became of the last try, and what now. Nobody is told whether there is such a number.
void told(Frame& frame) {
  const auto& state = frame.state();
  const auto say = [&](const char* title, const char* text, const i18n::Args& args = {}) {
    tell(frame, frame.text(title), frame.text(text, args));
  };
  if (state.problem) // of the scanner
    return scanner_told(frame, *state.problem);
  if (!state.inquiry.refused)
    return;
  switch (state.inquiry.refused->why) {
  case Why::mistyped: return say("visit.case.mistyped", "visit.case.mistyped_text");
  case Why::unknown: return say("visit.case.unknown", "visit.case.unknown_text");
  case Why::locked:
    if (locked(frame))
      say("visit.draft_code.locked", "visit.case.locked_text",
          {{"time", isolated(clock_hm(local_time(open_again(state.inquiry))))}});
    return;
  case Why::line_down: return say("visit.case.line_down", "visit.case.line_down_text");
  case Why::no_code: return tell(frame, frame.text("visit.case.no_code"), {}); // how stands above
  case Why::failed: return say("visit.case.failed", "visit.draft_code.failed_text");
  }
}

// Fewer faults than with typing; but not while nothing is to be had, or the scanner is no help.
bool helps_to_scan(const visit::State& state) {
  if (state.problem)
    return !is_stuck(state.problem->code) && !scanner_is_off(state.problem->code);
  return !state.inquiry.refused || state.inquiry.refused->why != Why::line_down;
}

void field(Frame& frame, const char* node, std::string_view label, std::string& typed,
           std::size_t most) {
  ui::FieldText words;
  words.label = frame.text(label);
  words.binding = frame.beside(words.label, frame.german(label));
  ui::TextOptions options;
  options.max_graphemes = most;
  options.width_mm = 150;
  options.tabular = true;
  (void)ui::text_field(frame.ui, node, words, typed, options);
}

} // namespace

void case_key(Frame& frame) {
  auto& key = frame.glass.case_key;
  const bool waits = locked(frame), scans = helps_to_scan(frame.state());
  ui::PageSpec spec;
  spec.id = "case_key";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text("visit.case.key");
  spec.back = frame.text("ui.back");
  if (!waits) {
    spec.lead = frame.text(!scans                                ? "visit.case.key_lead"
                           : visit::only_draws_in(frame.state()) ? "visit.case.how_feeder"
                                                                 : "visit.case.how");
    spec.primary = frame.text("visit.case.open");
    spec.primary_enabled =
        characters_of(key.number) >= shortest_number && characters_of(key.code) == code_characters;
    spec.secondary = frame.text("visit.case.scan");
    const bool stuck = frame.state().problem && is_stuck(frame.state().problem->code);
    spec.primary_waits = !spec.primary_enabled || stuck;
    spec.secondary_leads = !spec.primary_enabled && scans;
  }
  const auto happened = frame.begin(spec);
  told(frame);
  constexpr float none = 0;
  if (const float side = picture_mm(frame.ui, 80, none); side != none)
    ui::picture(frame.ui, "case.picture", ui::Icon::receipt, frame.text("receipt.title"), side);
  if (waits) {
    frame.ui.wake_at(frame.model.now + (open_again(frame.state().inquiry) - frame.model.wall));
    frame.end();
    return;
  }
  if (scans) // else it stands above
    ui::paragraph(frame.ui, "case.lead", frame.text("visit.case.key_lead"), true);
  frame.ui.gap(ui::size::row_gap);
  field(frame, "case.number", "receipt.number", key.number, 30); // with hyphens and spaces
  frame.ui.gap(ui::size::group_gap);
  field(frame, "case.code", "visit.draft_code.label", key.code, 24);
  if (happened.secondary)
    frame.say(visit::ScanTicket{});
  if (frame.end())
    frame.say(visit::SubmitCase{key.number, Secret(std::string_view(key.code))});
}

void case_opening(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "case_opening";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text("visit.case.opening");
  spec.lead = frame.text("visit.draft_code.running_text");
  spec.back = frame.text("ui.back");
  (void)frame.begin(spec);
  ui::picture(frame.ui, "case.picture", ui::Icon::progress, spec.question,
              picture_mm(frame.ui, 120, 56));
  frame.end();
}

} // namespace foyer::screens
