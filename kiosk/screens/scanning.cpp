// SPDX-License-Identifier: EUPL-1.2
// A page is being scanned: of a document, for an answer, or a receipt whose code is wanted.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

namespace {

struct Scan {
  std::string id, section, question, alt;
};

void show(Frame& frame, const Scan& scan) {
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = scan.id;
  spec.section = scan.section;
  spec.question = scan.question;
  spec.lead =
      frame.text(frame.state().scanner_warms_up ? "visit.scanning.warm" : "visit.scanning.lead");
  (void)frame.begin(spec);
  ui::picture(ui, "scanning.picture", ui::Icon::scan, scan.alt, picture_mm(ui, 90, 44));
  ui.gap(ui::size::group_gap);
  progress_bar(ui, "scanning.progress", frame.text("visit.scanning.progress"),
               frame.state().scan_progress);
  ui.gap(ui::size::group_gap);
  if (ui::button(ui, "stop_scan", frame.text("visit.scanning.stop"), ui::ButtonKind::secondary,
                 ui::Icon::close))
    frame.say(visit::StopScan{});
  frame.end();
}

} // namespace

void scanning(Frame& frame) {
  const auto question = frame.text("visit.scanning.question");
  if (frame.state().inquiry.opened)
    return show(frame, {"scanning", frame.text("concern.case.title"), question, question});
  const auto& document = frame.state().draft.assistant()->documents[frame.state().document];
  show(frame, {"scanning", document_section(frame), question,
               frame.text("doc." + document.id + ".title")});
}

void zone_scanning(Frame& frame) {
  const auto question = frame.text("visit.zone.scanning");
  show(frame, {"zone_scanning", {}, question, question});
}

void code_scanning(Frame& frame) {
  const auto question = frame.text("visit.code.scanning");
  show(frame, {"code_scanning", {}, question, question});
}

void case_scanning(Frame& frame) {
  const auto question = frame.text("visit.case.scanning");
  show(frame, {"case_scanning", frame.text("concern.case.title"), question, question});
}

} // namespace foyer::screens
