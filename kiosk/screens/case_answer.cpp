// SPDX-License-Identifier: EUPL-1.2
// An answer to the office: words, scanned pages or both; looked at once more, and filed.
#include "case_parts.hpp"
#include "pages.hpp"
#include "parts.hpp"

#include <i18n/format.hpp>

#include <algorithm>

namespace foyer::screens {

namespace {

constexpr std::int64_t longest_text = 1'000; // letters
constexpr std::int64_t few_left = 100;       // from here on the room that is left is told

// What is answered, to look at while one writes.
void asked(Frame& frame, const visit::Inquiry& inquiry) {
  const auto* message = find_message(*inquiry.opened, inquiry.answers);
  if (message == nullptr)
    return;
  ui::begin_card(frame.ui, "case.asked.card");
  ui::own_words(frame.ui, "case.asked", message_title(frame, *message), message->text.reveal());
  ui::end_card(frame.ui);
}

void text_box(Frame& frame, const visit::Inquiry& inquiry) {
  auto& line = frame.glass.lines["case.text"];
  const forms::Value said = inquiry.text.reveal();
  if (line.stands_for != said) {
    line.wipe();
    line = {};
    line.stands_for = said;
    line.text = inquiry.text.reveal();
  }
  ui::FieldText words;
  words.label = frame.text("visit.case.text");
  words.binding = frame.beside(words.label, frame.german("visit.case.text"));
  words.help = frame.text("visit.case.text_help");
  words.optional = true;
  ui::TextOptions options;
  options.keyboard = ui::Keyboard::any_script;
  options.max_graphemes = longest_text;
  options.rows = 5;
  if (ui::text_field(frame.ui, "case.text", words, line.text, options)) {
    auto text = own_words_of(line.text, longest_text);
    line.stands_for = text;
    frame.say(visit::SetAnswerText{Personal(std::move(text))});
  }
  const auto left =
      longest_text - static_cast<std::int64_t>(i18n::characters(line.text).value_or(0));
  if (left <= few_left)
    ui::paragraph(frame.ui, "case.text.left",
                  frame.text("ui.characters_left", {{"n", std::max<std::int64_t>(left, 0)}}), true);
}

void papers(Frame& frame, const visit::Inquiry& inquiry) {
  auto& ui = frame.ui;
  ui.gap(ui::size::group_gap);
  ui::heading(ui, "case.papers", frame.text("visit.check.documents"));
  if (!inquiry.pages.empty())
    scanned_pages(frame, inquiry.pages);
  if (inquiry.pages.size() >= visit::most_answer_pages)
    return;
  ui::paragraph(ui, "case.papers.how",
                frame.text(visit::only_draws_in(frame.state()) ? "visit.document.how_feeder"
                                                               : "visit.document.how"));
  ui::paragraph(
      ui, "case.papers.range",
      frame.text("visit.document.range", {{"max", std::int64_t{visit::most_answer_pages}}}), true);
  const auto* scan =
      inquiry.pages.empty() ? "visit.document.scan_first" : "visit.document.scan_next";
  if (ui::button(ui, "scan", frame.text(scan), ui::ButtonKind::secondary, ui::Icon::scan))
    frame.say(visit::ScanPage{});
  stack_offer(frame, forms::PaperKind::any);
}

// Why it does not go on; nobody is told off before they have tried.
void missing(Frame& frame, const visit::Inquiry& inquiry) {
  if (!frame.state().tried_to_go_on || (inquiry.says_something() && !inquiry.too_long()))
    return;
  const bool long_one = inquiry.too_long();
  ui::notice(frame.ui, "case.missing", ui::Tone::error,
             frame.text(long_one ? "visit.case.too_long" : "visit.case.nothing"),
             frame.text(long_one ? "visit.case.too_long_text" : "visit.case.nothing_text"));
  frame.ui.gap(ui::size::group_gap);
}

} // namespace

void case_answer(Frame& frame) {
  const auto& inquiry = frame.state().inquiry;
  if (!inquiry.opened)
    return;
  ui::PageSpec spec;
  spec.id = "case_answer";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text("visit.case.say");
  spec.lead = frame.text("visit.case.say_lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("ui.continue");
  turn_page(frame, spec.id);
  (void)frame.begin(spec);
  missing(frame, inquiry);
  only_with_headset(frame);
  asked(frame, inquiry);
  text_box(frame, inquiry);
  papers(frame, inquiry);
  if (frame.end())
    frame.say(visit::GoOn{});
}

void case_check(Frame& frame) {
  const auto& inquiry = frame.state().inquiry;
  if (!inquiry.opened)
    return;
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "case_check";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text("visit.case.check");
  spec.lead = frame.text("visit.case.check_lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.case.send");
  spec.primary_icon = ui::Icon::check;
  (void)frame.begin(spec);
  only_with_headset(frame);
  asked(frame, inquiry);
  if (!inquiry.text.reveal().empty()) {
    ui::begin_card(ui, "case.check.card");
    ui::own_words(ui, "case.check.text", frame.text("visit.case.text"), inquiry.text.reveal());
    ui::end_card(ui);
  }
  if (!inquiry.pages.empty()) {
    ui::heading(ui, "case.papers", frame.text("visit.check.documents"));
    scanned_pages(frame, inquiry.pages, false);
  }
  if (frame.end())
    frame.say(visit::FileNow{});
}

void case_filing(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "case_filing";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text("visit.case.sending");
  spec.lead = frame.text("visit.filing.lead");
  (void)frame.begin(spec);
  ui::picture(frame.ui, "filing.picture", ui::Icon::message, spec.question,
              picture_mm(frame.ui, 120, 56));
  const std::vector<ui::Step> steps = {{frame.text("visit.filing.step.1"), ui::Step::State::doing},
                                       {frame.text("visit.filing.step.2"), ui::Step::State::todo}};
  ui::step_list(frame.ui, "filing.steps", steps);
  frame.end();
}

void case_problem(Frame& frame) {
  const auto problem = frame.state().problem.value_or(fail(FailureCode::internal));
  ui::PageSpec spec;
  spec.id = "case_problem";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text("visit.case.not_sent");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("ui.try_again");
  spec.primary_icon = ui::Icon::retake;
  const bool somebody = needs_somebody(problem.code);
  if (somebody)
    lead_to_somebody(frame, spec);
  const auto happened = frame.begin(spec);
  ui::notice(frame.ui, "problem", ui::Tone::error, failure_title(frame, problem),
             frame.text(somebody ? "visit.case.not_sent_help" : "visit.case.not_sent_text"));
  frame.ui.gap(ui::size::row_gap);
  ui::paragraph(frame.ui, "problem.kept", frame.text("visit.problem.kept"), true);
  if (happened.secondary)
    frame.say(visit::Rest{true});
  if (frame.end())
    frame.say(visit::TryAgain{});
}

} // namespace foyer::screens
