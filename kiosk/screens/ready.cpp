// SPDX-License-Identifier: EUPL-1.2
// The last page before the act: what it does, and that nothing has been filed yet.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void ready(Frame& frame) {
  auto& ui = frame.ui;
  const auto& assistant = frame.state().draft.assistant();
  if (!assistant)
    return;
  ui::PageSpec spec;
  spec.id = "ready";
  spec.section = frame.text(assistant->title_key());
  spec.question = frame.text("visit.ready.question");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.ready.file");
  spec.primary_icon = ui::Icon::check;
  (void)frame.begin(spec);
  if (!ui.profile().landscape())
    ui::picture(ui, "ready.picture", concern_icon(frame, assistant->id),
                frame.text(assistant->title_key()), 80);
  ui::notice(ui, "ready.draft", ui::Tone::warning, frame.text("visit.ready.draft"),
             frame.text("visit.ready.draft_text"));
  ui.gap(ui::size::group_gap);
  ui::heading(ui, "ready.next", frame.text("visit.ready.next"));
  const std::vector<std::string> next = {frame.text("visit.ready.next.1"),
                                         frame.text("visit.ready.next.2"),
                                         frame.text("visit.ready.next.3")};
  ui::bullet_list(ui, "ready.next.list", next);
  ui.gap(ui::size::group_gap);
  fee_fact(frame, "ready.fee", true);
  if (frame.end())
    frame.say(visit::FileNow{});
}

} // namespace foyer::screens
