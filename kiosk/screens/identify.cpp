// SPDX-License-Identifier: EUPL-1.2
// Lay the card on the reader, or go on without one. The page goes on by itself when a card lies.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void identify(Frame& frame) {
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "identify";
  spec.question = frame.text("visit.identify.question");
  const bool missing = frame.state().card == api::CardPresence::reader_missing;
  if (!missing)
    spec.lead = frame.text("visit.identify.lead");
  spec.back = frame.text("ui.back");
  (void)frame.begin(spec);
  if (!reader_notice(frame, "identify.reader")) {
    ui::begin_card(ui, "identify.with_card");
    ui::card_picture(ui, "identify.picture", ui::CardPicture::place_on_reader,
                     frame.text("visit.identify.picture"), picture_mm(ui, 150, 56));
    ui::heading(ui, "identify.reader", frame.text("visit.identify.waiting"));
    ui::paragraph(ui, "identify.reader.text", frame.text("visit.identify.waiting_text"));
    ui::end_card(ui);
  }
  ui.gap(ui::size::group_gap);
  ui::begin_card(ui, "identify.guest");
  if (!missing) // the warning has said it
    ui::paragraph(ui, "guest.text", frame.text("visit.identify.guest_text"));
  if (ui::button(ui, "guest", frame.text("visit.identify.guest"),
                 missing ? ui::ButtonKind::primary : ui::ButtonKind::secondary, ui::Icon::guest))
    frame.say(visit::AsGuest{});
  ui::end_card(ui);
  frame.end();
}

} // namespace foyer::screens
