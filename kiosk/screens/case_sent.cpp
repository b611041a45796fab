// SPDX-License-Identifier: EUPL-1.2
// An answer is filed: its number, the moment, the paper, and whether the office has it yet.
#include "case_parts.hpp"
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void case_sent(Frame& frame) {
  const auto& filed = frame.state().receipt;
  if (!filed)
    return;
  auto& ui = frame.ui;
  const bool printing = frame.state().paper == visit::Paper::printing;
  ui::PageSpec spec;
  spec.id = "case_sent";
  spec.section = frame.text("concern.case.title");
  spec.question = frame.text("visit.case.sent");
  spec.back = printing ? "" : frame.text("visit.case.back");
  spec.primary = frame.text("visit.receipt.done");
  spec.primary_icon = ui::Icon::check;
  spec.primary_waits = printing; // the paper comes first
  (void)frame.begin(spec);
  receipt_card(frame, *filed, "receipt.answer.number");
  ui.gap(ui::size::row_gap);
  if (const auto& opened = frame.state().inquiry.opened) {
    ui::begin_card(ui, "case.card"); // the number one is asked for
    case_number(frame, *opened);
    ui::end_card(ui);
    ui.gap(ui::size::row_gap);
  }
  paper_state(frame, "receipt.paper",
              {"visit.receipt.printing", "visit.receipt.printed", "visit.case.paper_failed"});
  ui.gap(ui::size::row_gap);
  ui::heading(ui, "receipt.next", frame.text("receipt.next_steps"));
  std::vector<std::string> next;
  if (filed->offline)
    next.push_back(frame.text("receipt.answer.stored_offline"));
  next.push_back(frame.text("receipt.answer.next"));
  next.push_back(frame.text("receipt.next.3"));
  ui::bullet_list(ui, "receipt.next.list", next);
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
