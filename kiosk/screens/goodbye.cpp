// SPDX-License-Identifier: EUPL-1.2
// Take everything along; loudest when the card still lies there.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void goodbye(Frame& frame) {
  auto& ui = frame.ui;
  const bool card_there = frame.state().card == api::CardPresence::present;
  ui::PageSpec spec;
  spec.id = "goodbye";
  spec.question = frame.text(card_there ? "visit.goodbye.card_there" : "visit.goodbye.question");
  spec.lead = frame.text(card_there ? "visit.goodbye.card_there_text" : "visit.goodbye.lead");
  spec.primary = frame.text("visit.goodbye.done");
  spec.primary_icon = ui::Icon::check;
  (void)frame.begin(spec);
  if (card_there) {
    ui::card_picture(ui, "goodbye.picture", ui::CardPicture::remove,
                     frame.text("visit.goodbye.card_there_text"), picture_mm(ui, 150, 60));
  } else {
    const auto taken =
        frame.state().scanned != visit::Scanned::nothing ? ui::Icon::scan : ui::Icon::receipt;
    ui::picture(ui, "goodbye.picture", frame.state().called_off ? taken : ui::Icon::check,
                frame.text("visit.goodbye.question"), picture_mm(ui, 110, 50));
  }
  icon_line(ui, "goodbye.card", ui::Icon::card, frame.text("visit.goodbye.card"));
  if (frame.state().scanned != visit::Scanned::nothing) {
    const bool glass = frame.state().scanned == visit::Scanned::laid_on_glass;
    icon_line(ui, "goodbye.papers", ui::Icon::scan,
              frame.text(glass ? "visit.goodbye.glass" : "visit.goodbye.papers"));
  }
  const auto paper = frame.state().paper;
  if (paper == visit::Paper::failed)
    icon_line(ui, "goodbye.not_printed", ui::Icon::warning, frame.text("visit.receipt.failed"));
  else if (paper != visit::Paper::not_asked)
    icon_line(ui, "goodbye.receipt", ui::Icon::receipt,
              frame.text(frame.state().kept ? "visit.goodbye.code" : "visit.goodbye.receipt"));
  ui.gap(ui::size::group_gap);
  if (frame.state().called_off) // nothing is said of filing: it may not be proven
    icon_line(ui, "goodbye.deleted", ui::Icon::trash, frame.text("visit.goodbye.deleted"));
  ui::paragraph(ui, "goodbye.wiped", frame.text("visit.goodbye.wiped"), true);
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
