// SPDX-License-Identifier: EUPL-1.2
// What opens a passport's chip: number, birth and expiry as it prints them. It is all on one page
// of the passport, in large type, and in its two lowest lines.
#include "pages.hpp"
#include "parts.hpp"
#include "zone_fields.hpp"

namespace foyer::screens {

namespace {

// Why all is typed and still cannot be read.
void nothing_to_read(Frame& frame, bool typed) {
  if (reader_notice(frame, "zone.reader") || !typed ||
      frame.state().card == api::CardPresence::present)
    return;
  ui::notice(frame.ui, "zone.absent", ui::Tone::info,
             failure_title(frame, fail(FailureCode::card_absent)));
}

} // namespace

void enter_zone(Frame& frame) {
  ZoneFields fields(frame, frame.glass.zone, "zone");
  ui::PageSpec spec;
  spec.id = "enter_zone";
  spec.question = frame.text("visit.zone.question");
  spec.lead = frame.text("visit.zone.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.can.read");
  const bool lies_there = frame.state().card == api::CardPresence::present;
  spec.primary_enabled = fields.complete() && lies_there;
  spec.secondary = frame.text("visit.identify.guest");
  const auto happened = frame.begin(spec);
  fields.draw();
  nothing_to_read(frame, fields.complete());
  if (happened.secondary)
    frame.say(visit::AsGuest{});
  if (frame.end() && spec.primary_enabled)
    frame.say(visit::SubmitZone{fields.take()});
}

} // namespace foyer::screens
