// SPDX-License-Identifier: EUPL-1.2
// Somebody with a service card comes to the terminal: in the middle of a visit, and when nobody is
// there.
#include "scenarios.hpp"

#include <staff/session.hpp>

namespace foyer::player {

namespace {

using staff::Page;
using visit::Place;

void wait_for_page(Visitor& visitor, const char* what, Page page) {
  visitor.wait_until(what, [&] { return visitor.staff().page == page; });
}

void type_pin(Visitor& visitor, std::string_view pin) {
  visitor.wait_until("the keys for the PIN", [&] { return visitor.sees("staff.pin.digit.1"); });
  for (const char digit : pin)
    visitor.tap(std::string("staff.pin.digit.") + digit);
  visitor.tap("page.primary");
}

void sign_in(Scene& scene, const char* card) {
  auto& visitor = scene.visitor;
  scene.ask(std::string("card ") + card + " insert");
  wait_for_page(visitor, "the entrance", Page::entrance);
  type_pin(visitor, "123456");
  wait_for_page(visitor, "the desk", Page::desk);
}

void take_card(Scene& scene) {
  scene.ask("card staff remove");
  scene.visitor.wait_until("the card to be missed", [&] {
    return scene.visitor.staff().session.card.card == api::StaffCard::absent;
  });
  expect(scene.visitor.staff().page == Page::none &&
             scene.visitor.staff().session.place == staff::Place::locked,
         "no card, no session, and the visitor's page is there");
}

// The member of staff looks at the photo in the visitor's passport.
void look_at_photo(Scene& scene) {
  auto& visitor = scene.visitor;
  scene.hands.card("remove");
  scene.hands.card("insert passport");
  visitor.tap("staff.face");
  wait_for_page(visitor, "the fields for the passport", Page::face_key);
  visitor.write("staff.zone.number", "FA1234567");
  const struct {
    const char *field, *day, *month, *year;
  } dates[] = {{"staff.zone.birth", "14", "03", "1988"}, {"staff.zone.expiry", "31", "08", "2033"}};
  for (const auto& date : dates) {
    visitor.write(std::string(date.field) + ".day", date.day);
    visitor.write(std::string(date.field) + ".month", date.month);
    visitor.write(std::string(date.field) + ".year", date.year);
  }
  visitor.wait_until("the passport on the reader",
                     [&] { return visitor.state().card == api::CardPresence::present; });
  visitor.look("staff_face_key");
  visitor.tap("page.primary");
  wait_for_page(visitor, "the photo", Page::face);
  visitor.look("staff_face");
  expect(visitor.staff().face != nullptr, "there is a photo");
  visitor.tap("page.primary");
  expect(visitor.staff().page == Page::desk && !visitor.staff().face, "closed, it is gone");
  scene.hands.card("remove");
}

} // namespace

// In the middle of the questions: a wrong PIN, the wait, the right one; the photo; the visit goes
// on under a band; the session locks itself; the card leaves; the application is filed as ever.
void staff_helps(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = oksana();
  visitor.begin(persona);
  scene.hands.card("insert");
  visitor.wait_for(Place::enter_can);
  visitor.use_card(persona);
  visitor.wait_for(Place::card_read);
  visitor.tap("page.primary");
  visitor.wait_for(Place::question);
  visitor.look("before");
  const auto answered = visitor.state().draft;
  const auto stop = visitor.state().stop;

  scene.ask("card staff insert");
  wait_for_page(visitor, "the entrance", Page::entrance);
  expect(!visitor.sees("field.karte.grund"), "the visitor's page is covered");
  expect(visitor.state().resting.has_value(), "the visit waits below");
  type_pin(visitor, "999999");
  visitor.wait_until("the wrong PIN", [&] { return visitor.sees("staff.failure"); });
  visitor.look("staff_wrong_pin");
  expect(visitor.staff().session.card.tries == api::PinTries::some_used ||
             visitor.sees("staff.wait"),
         "it says so, and has to wait");
  visitor.walk_away(staff::first_wait);
  type_pin(visitor, "123456");
  wait_for_page(visitor, "the desk", Page::desk);
  visitor.look("staff_desk");
  look_at_photo(scene);

  visitor.tap("staff.visit");
  expect(visitor.staff().page == Page::none && visitor.sees("bar.staff"), "a band says so");
  visitor.look("staff_band");
  expect(visitor.state().place == Place::question && visitor.state().stop == stop &&
             visitor.state().draft == answered && !visitor.state().resting,
         "the visit is where it was");
  visitor.tap("bar.staff");
  wait_for_page(visitor, "the desk", Page::desk);
  visitor.tap("staff.visit");
  visitor.walk_away(staff::staff_idle);
  visitor.wait_until("the session to lock itself",
                     [&] { return visitor.staff().session.place == staff::Place::pin; });
  expect(visitor.staff().page == Page::none && !visitor.sees("bar.lock"),
         "and the visitor's page stays");
  if (visitor.sees("idle.0"))
    visitor.tap("idle.0");
  take_card(scene);
  expect(visitor.state().draft == answered, "the answers are still there");

  visitor.answer_all(persona);
  visitor.hand_in(persona);
  visitor.declare(persona);
  visitor.tap("page.primary");
  visitor.wait_for(Place::receipt);
}

// Nobody is there: the technician looks at the machine, confirms its clock, takes it out of order
// and back; the visitors' page says so meanwhile, and the card's leaving ends it all.
void technician_serves(Scene& scene) {
  auto& visitor = scene.visitor;
  visitor.wait_for(Place::attract);
  sign_in(scene, "technician");
  expect(!visitor.sees("staff.face"), "a technician opens no document");
  visitor.tap("staff.condition");
  visitor.wait_until("the machine's condition",
                     [&] { return visitor.staff().condition.has_value(); });
  visitor.look("staff_condition");
  expect(!visitor.staff().condition->store && !visitor.staff().condition->scanner, "all is well");
  visitor.tap("staff.test_page");
  visitor.wait_until("the test page", [&] {
    return visitor.staff().test_paper == staff::Paper::printed ||
           visitor.staff().test_paper == staff::Paper::failed;
  });
  expect(visitor.staff().test_paper == staff::Paper::printed,
         std::string(name(visitor.staff().test_paper_failure.value_or(FailureCode::internal)))
             .c_str());
  visitor.tap("page.back");
  visitor.tap("staff.clock");
  visitor.tap("page.primary");
  visitor.wait_until("the clock", [&] { return visitor.staff().clock_confirmed; });
  visitor.look("staff_clock");
  visitor.tap("page.back");
  visitor.tap("staff.service");
  visitor.wait_until("out of order", [&] { return visitor.state().out_of_service.has_value(); });
  expect(visitor.state().out_of_service->code == FailureCode::out_of_order, "by a technician");
  take_card(scene);
  visitor.look("out_of_order");
  expect(!visitor.sees("start"), "nobody can begin a visit");
  sign_in(scene, "technician");
  visitor.tap("staff.service");
  visitor.wait_until("service", [&] { return !visitor.state().out_of_service.has_value(); });
  visitor.tap("bar.lock");
  wait_for_page(visitor, "the entrance", Page::entrance);
  visitor.walk_away(staff::entrance_lasts);
  wait_for_page(visitor, "a forgotten card to keep nobody out", Page::none);
  expect(visitor.sees("start"), "a visit can begin");
  take_card(scene);
}

} // namespace foyer::player
