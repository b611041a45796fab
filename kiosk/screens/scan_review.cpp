// SPDX-License-Identifier: EUPL-1.2
// The page as it will be filed: look at it, keep it or scan again. Advice never refuses.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void scan_review(Frame& frame) {
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "scan_review";
  spec.question = frame.text("visit.review.question");
  spec.lead = frame.text("visit.review.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.review.keep");
  spec.primary_icon = ui::Icon::check;
  spec.secondary = frame.text("visit.review.again");
  const auto happened = frame.begin(spec);
  if (const auto& fresh = frame.state().fresh_page) {
    if (fresh->advice.looks_empty)
      ui::notice(ui, "review.empty", ui::Tone::warning, frame.text("visit.review.empty"),
                 frame.text("visit.review.empty_text"));
    else if (fresh->advice.very_dark)
      ui::notice(ui, "review.dark", ui::Tone::warning, frame.text("visit.review.dark"),
                 frame.text("visit.review.dark_text"));
    ui::scan_preview(ui, "review.page", large_picture(frame, fresh->page),
                     frame.text("visit.review.picture"));
  }
  if (happened.secondary)
    frame.say(visit::ScanPage{});
  if (frame.end())
    frame.say(visit::KeepPage{});
}

} // namespace foyer::screens
