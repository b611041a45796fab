// SPDX-License-Identifier: EUPL-1.2
// A code on paper: asked for beside its field, and shown before it becomes the answer.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void scan_told(Frame& frame, const std::string& node, const char* nothing, const char* advice) {
  const auto& optical = frame.state().optical;
  if (optical.problem)
    ui::notice(frame.ui, node + ".problem", ui::Tone::warning,
               failure_title(frame, *optical.problem),
               frame.text("failure." + std::string(name(optical.problem->code)) + ".advice"));
  else if (optical.nothing)
    ui::notice(frame.ui, node + ".nothing", ui::Tone::warning, frame.text(nothing),
               frame.text(advice));
}

void code_offer(Frame& frame, const std::string& field, std::size_t row) {
  auto& ui = frame.ui;
  const auto& optical = frame.state().optical;
  if (optical.field == field && optical.row == row)
    scan_told(frame, "code", "visit.code.none", "visit.code.none_text");
  ui::paragraph(ui, "code.how", frame.text("visit.code.how"));
  if (ui::button(ui, "code.scan", frame.text("visit.code.scan"), ui::ButtonKind::secondary,
                 ui::Icon::scan))
    frame.say(visit::ScanCode{field, row});
}

void code_read(Frame& frame) {
  auto& ui = frame.ui;
  const auto& codes = frame.state().optical.codes;
  ui::PageSpec spec;
  spec.id = "code_read";
  spec.question = frame.text("visit.code.question");
  spec.lead = frame.text("visit.code.lead");
  spec.back = frame.text("ui.back");
  spec.secondary = frame.text("visit.review.again");
  const bool only_one = codes.size() == 1;
  if (only_one) {
    spec.primary = frame.text("visit.code.use");
    spec.primary_icon = ui::Icon::check;
  }
  const auto happened = frame.begin(spec);
  for (std::size_t n = 0; n < codes.size(); ++n) {
    const auto id = "code." + std::to_string(n);
    ui::begin_card(ui, id + ".card");
    ui::own_words(ui, id, frame.text("visit.code.read"), as_text(codes[n]->reveal()));
    if (!only_one && ui::button(ui, id + ".take", frame.text("visit.code.use"),
                                ui::ButtonKind::secondary, ui::Icon::check))
      frame.say(visit::TakeCode{n});
    ui::end_card(ui);
  }
  if (happened.secondary)
    frame.say(visit::ScanCode{frame.state().optical.field, frame.state().optical.row});
  if (frame.end() && only_one)
    frame.say(visit::TakeCode{0});
}

} // namespace foyer::screens
