// SPDX-License-Identifier: EUPL-1.2
// When something did not work: what happened, what to do, and that the answers are still there.
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>
#include <iterator>

namespace foyer::screens {

namespace {

ui::PageSpec problem_page(const Frame& frame, std::string id, std::string_view primary) {
  ui::PageSpec spec;
  spec.id = std::move(id);
  spec.question = failure_title(frame, frame.state().problem.value_or(fail(FailureCode::internal)));
  spec.back = frame.text("ui.back");
  spec.primary = frame.text(primary);
  spec.primary_icon = ui::Icon::retake;
  return spec;
}

// The advice is to get somebody.
constexpr FailureCode not_mended[] = {
    FailureCode::disk_full,         FailureCode::store_broken,         FailureCode::store_failed,
    FailureCode::store_mismatch,    FailureCode::office_key_missing,   FailureCode::seal_failed,
    FailureCode::container_invalid, FailureCode::office_key_untrusted, FailureCode::clock_unknown};

void kept(Frame& frame) {
  frame.ui.gap(ui::size::row_gap);
  ui::paragraph(frame.ui, "problem.kept", frame.text("visit.problem.kept"), true);
}

// One advice a page, and nothing twice.
void advice(Frame& frame, ui::Tone tone) {
  failure_notice(frame, frame.state().problem.value_or(fail(FailureCode::internal)), tone);
  kept(frame);
}

} // namespace

bool needs_somebody(FailureCode code) {
  return std::find(std::begin(not_mended), std::end(not_mended), code) != std::end(not_mended);
}

void lead_to_somebody(const Frame& frame, ui::PageSpec& spec) {
  spec.secondary = frame.text("ui.help.staff");
  spec.secondary_leads = spec.primary_waits = true;
  spec.back = frame.text("ui.back"); // three buttons: the shortest words
}

void staff_button(Frame& frame, ui::ButtonKind kind) {
  frame.ui.gap(ui::size::row_gap);
  if (ui::button(frame.ui, "staff", frame.text("ui.help.staff"), kind, ui::Icon::hand))
    frame.say(visit::Rest{true});
}

bool is_stuck(FailureCode code) {
  return code == FailureCode::scanner_jam;
}

void stuck_offer(Frame& frame, FailureCode code) {
  if (is_stuck(code))
    staff_button(frame, ui::ButtonKind::primary);
}

void card_problem(Frame& frame) {
  (void)frame.begin(problem_page(frame, "card_problem", "visit.problem.card_again"));
  advice(frame, ui::Tone::warning);
  frame.ui.gap(ui::size::group_gap);
  ui::card_picture(frame.ui, "problem.picture", ui::CardPicture::place_on_reader,
                   frame.text("visit.identify.picture"), picture_mm(frame.ui, 130, 56));
  frame.ui.gap(ui::size::group_gap);
  if (ui::button(frame.ui, "guest", frame.text("visit.identify.guest"), ui::ButtonKind::secondary,
                 ui::Icon::guest))
    frame.say(visit::AsGuest{});
  if (frame.state().by_zone && frame.state().optical.zone &&
      ui::button(frame.ui, "without_chip", frame.text("visit.zone.without"),
                 ui::ButtonKind::secondary, ui::Icon::document))
    frame.say(visit::GoWithoutChip{});
  if (frame.end())
    frame.say(visit::TryAgain{});
}

void scan_problem(Frame& frame) {
  const auto code = frame.state().problem.value_or(fail(FailureCode::internal)).code;
  auto spec = problem_page(frame, "scan_problem", "visit.problem.scan_again");
  spec.primary_waits = is_stuck(code);
  (void)frame.begin(spec);
  advice(frame, ui::Tone::warning);
  stuck_offer(frame, code);
  frame.ui.gap(ui::size::group_gap);
  const bool for_answer = frame.state().inquiry.opened.has_value(); // which may do without pages
  if (!for_answer && ui::button(frame.ui, "later", frame.text("visit.document.later"),
                                ui::ButtonKind::secondary, ui::Icon::clock))
    frame.say(visit::HandInLater{});
  if (frame.end())
    frame.say(visit::TryAgain{});
}

void filing_problem(Frame& frame) {
  auto spec = problem_page(frame, "filing_problem", "ui.try_again");
  const auto what = spec.question;
  spec.question = frame.text("visit.problem.not_filed");
  spec.back = frame.text("visit.problem.answers");
  const auto code = frame.state().problem.value_or(fail(FailureCode::internal)).code;
  const bool somebody = needs_somebody(code);
  if (somebody)
    lead_to_somebody(frame, spec);
  const auto happened = frame.begin(spec);
  ui::notice(frame.ui, "problem", ui::Tone::error, what,
             frame.text(somebody ? "failure." + std::string(name(code)) + ".advice"
                                 : "visit.problem.not_filed_text"));
  kept(frame);
  if (happened.secondary)
    frame.say(visit::Rest{true});
  if (frame.end())
    frame.say(visit::TryAgain{});
}

void filing_unproven(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "filing_unproven";
  const bool of_answer = frame.state().inquiry.opened.has_value();
  spec.question = frame.text(of_answer ? "visit.case.unproven" : "visit.problem.unproven");
  spec.primary = frame.text("ui.help.staff");
  spec.primary_icon = ui::Icon::hand;
  (void)frame.begin(spec);
  ui::notice(frame.ui, "problem", ui::Tone::error,
             frame.text(of_answer ? "visit.case.unproven_text" : "failure.store_mismatch.advice"));
  if (frame.end())
    frame.say(visit::Rest{true});
}

} // namespace foyer::screens
