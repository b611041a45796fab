// SPDX-License-Identifier: EUPL-1.2
// What the holder of the card may do now.
#include "staff_pages.hpp"

#include <staff/policy.hpp>

namespace foyer::screens {

namespace {

void for_staff(Frame& frame) {
  if (ui::tile(frame.ui, "staff.face", ui::Icon::travel_document, frame.text("ui.staff.face.tile"),
               {}, frame.text("ui.staff.face.note")))
    frame.wish(staff::AskFace{});
}

void for_technicians(Frame& frame) {
  const bool out = frame.model.staff->out_of_order;
  if (ui::tile(frame.ui, "staff.condition", ui::Icon::wrench, frame.text("ui.staff.condition.tile"),
               {}, frame.text("ui.staff.condition.note")))
    frame.wish(staff::AskCondition{});
  if (ui::tile(frame.ui, "staff.clock", ui::Icon::clock, frame.text("ui.staff.clock.tile"), {},
               frame.text("ui.staff.clock.note")))
    frame.wish(staff::AskClock{});
  if (ui::tile(frame.ui, "staff.service", out ? ui::Icon::check : ui::Icon::pause,
               frame.text(out ? "ui.staff.service.on" : "ui.staff.service.off"), {},
               frame.text(out ? "ui.staff.service.on.note" : "ui.staff.service.off.note")))
    frame.wish(staff::SetOutOfOrder{!out});
}

} // namespace

void staff_desk(Frame& frame) {
  const auto& work = *frame.model.staff;
  ui::PageSpec spec;
  spec.id = "staff_desk";
  spec.question = frame.text("ui.staff.desk");
  spec.lead = frame.text("ui.staff.desk.text");
  (void)begin_staff_page(frame, spec);
  if (work.out_of_order)
    ui::notice(frame.ui, "staff.out", ui::Tone::warning, frame.text("ui.staff.service.is_off"),
               frame.text("ui.staff.service.is_off.text"));
  ui::begin_tiles(frame.ui, 1);
  if (staff::allowed(work.session, staff::Action::show_face))
    for_staff(frame);
  if (staff::allowed(work.session, staff::Action::serve))
    for_technicians(frame);
  if (work.visitor_there &&
      ui::tile(frame.ui, "staff.visit", ui::Icon::forward, frame.text("ui.staff.visit.tile"), {},
               frame.text("ui.staff.visit.note")))
    frame.wish(staff::Uncover{});
  ui::end_tiles(frame.ui);
  frame.end();
}

} // namespace foyer::screens
