// SPDX-License-Identifier: EUPL-1.2
#include "staff_pages.hpp"

namespace foyer::screens {

void staff_page(Frame& frame) {
  switch (frame.model.staff->page) {
  case staff::Page::none: return;
  case staff::Page::entrance: return staff_entrance(frame);
  case staff::Page::desk: return staff_desk(frame);
  case staff::Page::face_key: return staff_face_key(frame);
  case staff::Page::face_reading: return staff_face_reading(frame);
  case staff::Page::face: return staff_face(frame);
  case staff::Page::face_problem: return staff_face_problem(frame);
  case staff::Page::clock: return staff_clock(frame);
  case staff::Page::condition: return staff_condition(frame);
  }
}

ui::PageEvents begin_staff_page(Frame& frame, ui::PageSpec spec) {
  const auto& session = frame.model.staff->session;
  const bool open = session.place == staff::Place::open;
  const bool technician = (open ? *session.role : session.card.role) == api::StaffRole::technician;
  const bool known = open || session.card.card == api::StaffCard::ready;
  spec.band = {.text = frame.text(
                   open ? technician ? "ui.staff.signed_in.technician" : "ui.staff.signed_in.staff"
                   : known ? technician ? "ui.staff.card.technician" : "ui.staff.card.staff"
                           : "ui.staff.entrance"),
               .end = open ? frame.text("ui.staff.lock") : std::string(),
               .icon = technician && known ? ui::Icon::wrench : ui::Icon::guest,
               .language = staff_language,
               .opens = false};
  const auto happened = ui::begin_page(frame.ui, spec);
  if (happened.band_end)
    frame.wish(staff::Event{staff::LockAsked{}});
  if (happened.listen)
    frame.say(visit::SetSpeech{!frame.state().presentation.speech});
  return happened;
}

} // namespace foyer::screens
