// SPDX-License-Identifier: EUPL-1.2
// "Continue later": the code of a kept draft, and typing it another day.
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>

namespace foyer::screens {

namespace {

constexpr std::size_t code_characters = 16;

std::size_t characters_of(const std::string& code) {
  return static_cast<std::size_t>(
      std::count_if(code.begin(), code.end(), [](char c) { return c != ' ' && c != '-'; }));
}

// What became of the code typed last, as the end of a text's key; nothing while none was.
std::string_view told(visit::Search search) {
  switch (search) {
  case visit::Search::none: return "";
  case visit::Search::running: return "running";
  case visit::Search::mistyped: return "mistyped";
  case visit::Search::unknown: return "unknown";
  case visit::Search::locked: return "locked";
  case visit::Search::outdated: return "outdated";
  case visit::Search::failed: return "failed";
  }
  return "";
}

} // namespace

void enter_draft_code(Frame& frame) {
  auto& ui = frame.ui;
  auto& code = frame.glass.draft_code;
  const auto search = frame.state().search;
  const bool running = search == visit::Search::running;
  ui::PageSpec spec;
  spec.id = "enter_draft_code";
  spec.question = frame.text("visit.draft_code.question");
  const bool locked = search == visit::Search::locked; // nothing typed now would help
  if (!locked)
    spec.lead = frame.text("visit.draft_code.lead");
  spec.back = running ? "" : frame.text("ui.back");
  spec.primary = locked ? "" : frame.text("visit.draft_code.find");
  spec.primary_enabled = !running && characters_of(code) == code_characters;
  (void)frame.begin(spec);
  if (const auto what = told(search); !what.empty()) {
    const auto key = "visit.draft_code." + std::string(what);
    ui::notice(ui, "draft_code.told", running ? ui::Tone::info : ui::Tone::warning, frame.text(key),
               frame.text(key + "_text"));
    ui.gap(ui::size::group_gap);
  }
  if (locked) {
    frame.end();
    return;
  }
  ui::FieldText words;
  words.label = frame.text("visit.draft_code.label");
  words.binding = frame.beside(words.label, frame.german("visit.draft_code.label"));
  ui::TextOptions options;
  options.max_graphemes = 24; // with its hyphens and a few spaces
  options.width_mm = 150;
  options.tabular = true;
  (void)ui::text_field(ui, "draft_code", words, code, options);
  if (frame.end())
    frame.say(visit::SubmitDraftCode{Secret(std::string_view(code))});
}

void keeping(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "keeping";
  spec.question = frame.text("visit.keeping.question");
  spec.lead = frame.text("visit.keeping.lead");
  (void)frame.begin(spec);
  ui::picture(frame.ui, "keeping.picture", ui::Icon::document, frame.text("visit.keeping.question"),
              picture_mm(frame.ui, 120, 56));
  frame.end();
}

void keep_problem(Frame& frame) {
  const auto problem = frame.state().problem.value_or(fail(FailureCode::internal));
  ui::PageSpec spec;
  spec.id = "keep_problem";
  spec.question = frame.text("visit.keep_problem.question");
  spec.back = frame.text("visit.problem.answers");
  spec.primary = frame.text("ui.try_again");
  spec.primary_icon = ui::Icon::retake;
  (void)frame.begin(spec);
  // The advice is for somebody who files, and nobody files here.
  ui::notice(frame.ui, "problem", ui::Tone::error, failure_title(frame, problem));
  ui::paragraph(frame.ui, "problem.kept", frame.text("visit.keep_problem.text"));
  if (needs_somebody(problem.code))
    staff_button(frame);
  if (frame.end())
    frame.say(visit::TryAgain{});
}

void draft_kept(Frame& frame) {
  const auto& kept = frame.state().kept;
  if (!kept)
    return;
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "draft_kept";
  spec.question = frame.text("visit.draft_kept.question");
  spec.primary = frame.text("visit.receipt.done");
  spec.primary_icon = ui::Icon::check;
  spec.primary_waits = frame.state().paper == visit::Paper::printing;
  (void)frame.begin(spec);
  ui::begin_card(ui, "draft_kept.card");
  auto code = in_groups_of_four(as_text(kept->code->reveal()));
  ui::big_number(ui, "draft_kept.code", frame.text("visit.draft_kept.code"), code);
  wipe(code);
  const i18n::Args args{
      {"date", isolated(date_dmy(std::chrono::local_seconds(kept->last_day.time_since_epoch())))}};
  ui::paragraph(ui, "draft_kept.until", frame.text("visit.draft_kept.until", args));
  german_below(frame, "draft_kept.until.german", frame.german("visit.draft_kept.until", args));
  ui::end_card(ui);
  ui.gap(ui::size::row_gap);
  paper_state(
      frame, "draft_kept.paper",
      {"visit.draft_kept.printing", "visit.draft_kept.printed", "visit.draft_kept.failed_text"});
  ui.gap(ui::size::row_gap);
  ui::notice(
      ui, "draft_kept.not_filed", ui::Tone::warning, frame.text("visit.draft_kept.not_filed"),
      frame.text("visit.draft_kept.not_filed_text"), frame.german("visit.draft_kept.not_filed"));
  ui.gap(ui::size::row_gap);
  std::vector<std::string> points;
  for (const auto* key :
       {"visit.draft_kept.key", "visit.draft_kept.here", "visit.draft_kept.again"})
    points.push_back(frame.text(key));
  ui::bullet_list(ui, "draft_kept.points", points);
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
