// SPDX-License-Identifier: EUPL-1.2
#include "staff_scenes.hpp"

#include <stdexcept>

namespace foyer::screens_test {

namespace {

using api::PinTries;
using api::StaffCard;
using api::StaffRole;
using staff::Page;
using namespace std::chrono_literals;

constexpr SteadyTime noon{1000s};

staff::Workplace with_card(StaffCard card, StaffRole role = StaffRole::staff) {
  staff::Workplace work;
  work.visitor_there = true;
  work.session.card = {.card = card, .role = role};
  work.session.place = card == StaffCard::ready ? staff::Place::pin : staff::Place::locked;
  work.page = Page::entrance;
  work.shown = noon;
  return work;
}

staff::Workplace signed_in(StaffRole role, Page page) {
  auto work = with_card(StaffCard::ready, role);
  work.session.place = staff::Place::open;
  work.session.role = role;
  work.session.touched = noon;
  work.page = page;
  return work;
}

// A drawn head, not anybody's face.
std::shared_ptr<const staff::Portrait> head() {
  auto face = std::make_shared<staff::Portrait>();
  face->width = 413; // 35 mm by 45 mm at 300 dpi
  face->height = 531;
  for (int y = 0; y < face->height; ++y)
    for (int x = 0; x < face->width; ++x) {
      const int hx = x - 206, hy = y - 220, sx = x - 206, sy = y - 560;
      const bool skin = hx * hx * 10 + hy * hy * 6 < 150'000;
      const bool coat = sx * sx + sy * sy * 2 < 42'000;
      const auto shade = static_cast<std::uint8_t>(y / 16);
      const std::uint8_t r = skin   ? 196
                             : coat ? 62
                                    : 226,
                         g = skin   ? 168
                             : coat ? 84
                                    : 232,
                         b = skin   ? 148
                             : coat ? 108
                                    : 238;
      for (const std::uint8_t part : {r, g, b})
        face->rgba.push_back(static_cast<std::uint8_t>(part - shade));
      face->rgba.push_back(255);
    }
  return face;
}

staff::Condition condition() {
  staff::Condition condition;
  condition.waiting = 3;
  condition.office_key = staff::OfficeKey::good;
  condition.office_key_days = 411;
  condition.free_mb = 24'512;
  condition.version = "5.0.0";
  condition.assistants = 8;
  condition.trust_list_signers = 588;
  return condition;
}

void entrance_scenes(std::vector<StaffScene>& all, const visit::State& visit) {
  for (const auto& [name, card] :
       {std::pair{"looking", StaffCard::looking}, std::pair{"mute", StaffCard::mute},
        std::pair{"foreign", StaffCard::foreign}, std::pair{"expired", StaffCard::expired},
        std::pair{"revoked", StaffCard::revoked}, std::pair{"roleless", StaffCard::roleless}})
    all.push_back({std::string("staff-card-") + name, visit, with_card(card)});
  all.push_back({"staff-pin", visit, with_card(StaffCard::ready)});
  all.push_back(
      {"staff-pin-technician", visit, with_card(StaffCard::ready, StaffRole::technician)});
  auto wrong = with_card(StaffCard::ready);
  wrong.session.card.tries = PinTries::some_used;
  wrong.session.failure = FailureCode::staff_pin_wrong;
  wrong.session.failures = 2;
  wrong.session.not_before = noon + 10s;
  all.push_back({"staff-pin-waiting", visit, wrong});
  wrong.session.not_before = noon;
  all.push_back({"staff-pin-again", visit, wrong});
  auto last = with_card(StaffCard::ready);
  last.session.card.tries = PinTries::last_one;
  all.push_back({"staff-pin-last", visit, last});
  last.session.last_try_confirmed = true;
  all.push_back({"staff-pin-last-confirmed", visit, last});
  last.session.card.tries = PinTries::locked;
  all.push_back({"staff-pin-locked", visit, last});
  auto pad = with_card(StaffCard::ready);
  pad.session.card.pin_pad = true;
  all.push_back({"staff-pin-pad", visit, pad});
  auto checking = with_card(StaffCard::ready);
  checking.session.place = staff::Place::checking;
  all.push_back({"staff-pin-checking", visit, checking});
}

void face_scenes(std::vector<StaffScene>& all, const visit::State& visit) {
  all.push_back({"staff-face-key", visit, signed_in(StaffRole::staff, Page::face_key)});
  all.push_back({"staff-face-reading", visit, signed_in(StaffRole::staff, Page::face_reading)});
  auto face = signed_in(StaffRole::staff, Page::face);
  face.face = head();
  face.authentic = staff::Authentic::yes;
  all.push_back({"staff-face", visit, face});
  face.authentic = staff::Authentic::no;
  all.push_back({"staff-face-doubt", visit, face});
  auto none = signed_in(StaffRole::staff, Page::face_problem);
  none.no_face = staff::NoFace::residence_title;
  all.push_back({"staff-face-title", visit, none});
  none.no_face = staff::NoFace::failed;
  none.face_failure = FailureCode::zone_wrong;
  all.push_back({"staff-face-failed", visit, none});
}

void service_scenes(std::vector<StaffScene>& all, const visit::State& visit) {
  auto clock = signed_in(StaffRole::technician, Page::clock);
  all.push_back({"staff-clock", visit, clock});
  clock.clock_confirmed = true;
  all.push_back({"staff-clock-confirmed", visit, clock});
  auto machine = signed_in(StaffRole::technician, Page::condition);
  all.push_back({"staff-condition-looking", visit, machine});
  machine.condition = condition();
  all.push_back({"staff-condition", visit, machine});
  machine.condition->scanner = FailureCode::scanner_missing;
  machine.condition->clock = FailureCode::clock_unknown;
  machine.condition->office_key = staff::OfficeKey::emergency;
  machine.test_paper = staff::Paper::failed;
  machine.test_paper_failure = FailureCode::printer_out_of_paper;
  all.push_back({"staff-condition-bad", visit, machine});
}

} // namespace

std::vector<StaffScene> staff_scenes() {
  std::vector<StaffScene> all;
  const auto visit = scene("question-adresse.strasse");
  entrance_scenes(all, visit);
  all.push_back({"staff-desk", visit, signed_in(StaffRole::staff, Page::desk)});
  auto technician = signed_in(StaffRole::technician, Page::desk);
  technician.visitor_there = false;
  all.push_back({"staff-desk-technician", scene("attract"), technician});
  technician.out_of_order = true;
  all.push_back({"staff-desk-out-of-order", scene("attract"), technician});
  face_scenes(all, visit);
  service_scenes(all, visit);
  all.push_back({"staff-band-open", visit, signed_in(StaffRole::staff, Page::none)});
  auto waits = with_card(StaffCard::ready);
  waits.page = Page::none;
  all.push_back({"staff-band-card", visit, waits});
  return all;
}

StaffScene staff_scene(const std::string& name) {
  for (auto& scene : staff_scenes())
    if (scene.name == name)
      return std::move(scene);
  throw std::runtime_error("no such scene: " + name);
}

std::vector<visit::Event> draw_staff(screens::Screens& screens, ui::Ui& ui,
                                     const visit::State& state, const staff::Workplace& work,
                                     SteadyTime now, std::vector<staff::WorkEvent>& wishes) {
  std::vector<visit::Event> events;
  int frames = 0;
  do {
    for (auto& event : draw_once(screens, ui, state, now, &work))
      if (!std::holds_alternative<visit::Touched>(event))
        events.push_back(std::move(event));
    for (auto& wish : screens.take_wishes())
      wishes.push_back(std::move(wish));
    if (++frames > 200)
      throw std::runtime_error("the page does not come to rest");
  } while (ui.wants_frame() && wishes.empty() && events.empty());
  return events;
}

} // namespace foyer::screens_test
