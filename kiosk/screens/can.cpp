// SPDX-License-Identifier: EUPL-1.2
// The six digits printed on the card. They are not a secret like a PIN: they are shown, large, so
// that a person can compare them with the card.
#include "number_pad.hpp"
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

namespace {

constexpr std::size_t can_digits = 6;

} // namespace

void enter_can(Frame& frame) {
  auto& ui = frame.ui;
  auto& can = frame.glass.can;
  ui::PageSpec spec;
  spec.id = "enter_can";
  spec.question = frame.text("visit.can.question");
  spec.lead = frame.text("visit.can.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.can.read");
  spec.primary_enabled = can.size() == can_digits;
  spec.secondary = frame.text("visit.identify.guest");
  const auto happened = frame.begin(spec);
  const NumberPad pad{.id = "can", .label = frame.text("visit.can.label"), .digits = can_digits};
  card_and_keys(frame, pad, can, "can.picture");
  ui.gap(ui::size::group_gap);
  if (ui::button(ui, "can.passport", frame.text("visit.can.passport"), ui::ButtonKind::secondary,
                 ui::Icon::travel_document))
    frame.say(visit::HasNoCan{});
  if (happened.secondary)
    frame.say(visit::AsGuest{});
  if (frame.end() && can.size() == can_digits) {
    frame.say(visit::SubmitCan{Secret(std::string_view(can))});
    wipe(can);
    can.clear();
  }
}

} // namespace foyer::screens
