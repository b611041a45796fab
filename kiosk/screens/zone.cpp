// SPDX-License-Identifier: EUPL-1.2
// What opens a passport's chip: number, birth and expiry as it prints them, typed, or read from the
// passport on the scanner and confirmed. It is all on one page of the passport, in large type, and
// in its two lowest lines.
#include "pages.hpp"
#include "parts.hpp"
#include "zone_fields.hpp"

#include <i18n/format.hpp>

namespace foyer::screens {

namespace {

// Why all is there and still cannot be read.
void nothing_to_read(Frame& frame, bool typed) {
  if (reader_notice(frame, "zone.reader") || !typed ||
      frame.state().card == api::CardPresence::present)
    return;
  ui::notice(frame.ui, "zone.absent", ui::Tone::info,
             failure_title(frame, fail(FailureCode::card_absent)));
}

// A wrong letter of what was read is put right in the fields: they hold it once.
void take_over(Frame& frame) {
  const auto& zone = frame.state().optical.zone;
  if (frame.glass.zone_of == zone.get())
    return;
  if (!zone) {
    frame.glass.zone_of = nullptr;
    return;
  }
  frame.glass.zone_of = zone.get();
  const auto parts = [](const std::string& iso) {
    ui::DateParts date;
    date.year = iso.substr(0, 4);
    date.month = iso.size() >= 7 ? iso.substr(5, 2) : "";
    date.day = iso.size() >= 10 ? iso.substr(8, 2) : "";
    return date;
  };
  const auto& facts = zone->facts.reveal();
  frame.glass.zone.wipe();
  frame.glass.zone.number = facts.document_number;
  frame.glass.zone.birth = parts(facts.birth_date);
  frame.glass.zone.expiry = parts(facts.expiry);
}

void scan_instead(Frame& frame) {
  const auto& scanner = frame.state().scanner;
  if (scanner && !scanner->glass)
    return; // a passport is never drawn in by a feeder
  auto& ui = frame.ui;
  ui.gap(ui::size::group_gap);
  scan_told(frame, "zone", "visit.zone.not_read", "visit.zone.not_read_text");
  ui::paragraph(ui, "zone.or_scan", frame.text("visit.zone.or_scan"));
  if (ui::button(ui, "zone.scan", frame.text("visit.zone.scan"), ui::ButtonKind::secondary,
                 ui::Icon::scan))
    frame.say(visit::ScanZone{});
}

void facts_card(Frame& frame, const forms::CardFacts& facts) {
  ui::begin_card(frame.ui, "zone.facts");
  const auto row = [&](std::string_view id, const std::string& key, const std::string& value) {
    if (!value.empty())
      told_row(frame, "zone." + std::string(id), key, value);
  };
  row("surname", "visit.card.surname", facts.surname);
  row("given_names", "visit.card.given_names", facts.given_names);
  row("number", "visit.zone.number", facts.document_number);
  row("birth", "visit.card.birth_date", i18n::german_date(facts.birth_date));
  row("expiry", "visit.zone.expiry", i18n::german_date(facts.expiry));
  ui::end_card(frame.ui);
}

} // namespace

void enter_zone(Frame& frame) {
  take_over(frame);
  ZoneFields fields(frame, frame.glass.zone, "zone");
  ui::PageSpec spec;
  spec.id = "enter_zone";
  spec.question = frame.text("visit.zone.question");
  spec.lead = frame.text("visit.zone.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.zone.read_chip");
  const bool lies_there = frame.state().card == api::CardPresence::present;
  spec.primary_enabled = fields.complete() && lies_there;
  spec.secondary = frame.text("visit.identify.guest");
  const auto happened = frame.begin(spec);
  fields.draw();
  nothing_to_read(frame, fields.complete());
  scan_instead(frame);
  if (happened.secondary)
    frame.say(visit::AsGuest{});
  if (frame.end() && spec.primary_enabled)
    frame.say(visit::SubmitZone{fields.take()});
}

void zone_read(Frame& frame) {
  auto& ui = frame.ui;
  const auto& zone = frame.state().optical.zone;
  if (!zone)
    return;
  ui::PageSpec spec;
  spec.id = "zone_read";
  spec.question = frame.text("visit.zone.read_question");
  spec.lead = frame.text("visit.zone.read_lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.zone.right");
  spec.primary_enabled = frame.state().card == api::CardPresence::present;
  spec.secondary = frame.text("visit.review.again");
  const auto happened = frame.begin(spec);
  if (!zone->sure)
    ui::notice(ui, "zone.unsure", ui::Tone::warning, frame.text("visit.zone.unsure"),
               frame.text("visit.zone.unsure_text"));
  ui.gap(ui::size::group_gap);
  facts_card(frame, zone->facts.reveal());
  nothing_to_read(frame, true);
  ui.gap(ui::size::group_gap);
  ui::paragraph(ui, "zone.without_text", frame.text("visit.zone.without_text"));
  if (ui::button(ui, "without_chip", frame.text("visit.zone.without"), ui::ButtonKind::secondary,
                 ui::Icon::document))
    frame.say(visit::GoWithoutChip{});
  if (happened.secondary)
    frame.say(visit::ScanZone{});
  if (frame.end() && spec.primary_enabled)
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
