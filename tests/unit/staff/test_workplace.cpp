// SPDX-License-Identifier: EUPL-1.2
// What stands on the screen for the holder of a service card, clause by clause
// (staff/workplace.hpp).
#include <staff/policy.hpp>
#include <staff/workplace.hpp>

#include <catch2/catch.hpp>

#include <random>

using namespace foyer;
using namespace std::chrono_literals;
using api::StaffCard;
using api::StaffRole;
using staff::Page;

namespace {

// Plays events and notes the effects that reach beyond the session, in order.
class Play {
 public:
  explicit Play(bool visitor = true, bool known = false) {
    then(staff::Event{staff::Started{}});
    then(staff::VisitChanged{visitor, known});
  }
  template <class E> Play& then(E event) {
    auto next = staff::step(std::move(work), staff::WorkEvent(std::move(event)), now);
    work = std::move(next.workplace);
    log.clear();
    for (const auto& effect : next.effects)
      note(effect);
    return *this;
  }
  Play& session(staff::Event event) { return then(std::move(event)); }
  Play& after(std::chrono::milliseconds time) {
    now += time;
    return *this;
  }
  Play& card(StaffCard card, StaffRole role = StaffRole::staff) {
    return session(staff::CardSeen{{.card = card, .role = role}});
  }
  Play& log_in(StaffRole role = StaffRole::staff) {
    card(StaffCard::ready, role).session(staff::PinTyped{Secret(std::string_view("123456"))});
    return session(staff::LoginEnded{work.session.attempt, api::StaffLogin{role, {}, {}}});
  }
  static staff::FaceKey key() {
    return {Secret(std::string_view("C01X00T47")), Secret(std::string_view("640812")),
            Secret(std::string_view("311031"))};
  }
  // The answer to the last question.
  [[nodiscard]] staff::FaceRead face() const {
    return {work.asked, std::make_shared<const staff::Portrait>()};
  }
  [[nodiscard]] staff::FaceNotRead no_face(FailureCode why) const {
    return {work.asked, staff::NoFace::failed, why};
  }

  staff::Workplace work;
  SteadyTime now{1h};
  std::string log;

 private:
  void note(const staff::WorkEffect& effect) {
    if (const auto* face = std::get_if<staff::ReadFace>(&effect))
      log += face->key ? "read face by key;" : "read face;";
    if (std::holds_alternative<staff::StopFace>(effect))
      log += "stop face;";
    if (std::holds_alternative<staff::StoreConfirmation>(effect))
      log += "confirm clock;";
    if (std::holds_alternative<staff::LookAround>(effect))
      log += "look around;";
    if (std::holds_alternative<staff::PrintTestPage>(effect))
      log += "print;";
    if (const auto* service = std::get_if<staff::KeepOutOfOrder>(&effect))
      log += service->out_of_order ? "out;" : "back;";
  }
};

} // namespace

TEST_CASE("W1 a card that comes covers the visitor's page, one that leaves uncovers it") {
  Play play;
  CHECK(play.work.page == Page::none);
  for (const auto card : {StaffCard::looking, StaffCard::mute, StaffCard::foreign,
                          StaffCard::expired, StaffCard::ready}) {
    CHECK(play.card(card).work.page == Page::entrance);
    CHECK(play.card(StaffCard::absent).work.page == Page::none);
  }
  CHECK(play.log_in().work.page == Page::desk);
  CHECK(play.card(StaffCard::absent).work.page == Page::none);
  CHECK(play.log_in().work.page == Page::desk);
  CHECK(play.card(StaffCard::reader_missing).work.page == Page::none);
}

TEST_CASE("W2 an entrance that nobody touches goes away, and comes back when it is asked for") {
  Play play;
  play.card(StaffCard::ready);
  CHECK(staff::next_tick(play.work) == play.now + staff::entrance_lasts);
  play.after(40s).session(staff::Touched{}).after(40s).session(staff::Ticked{});
  CHECK(play.work.page == Page::entrance);
  play.after(20s).session(staff::Ticked{});
  CHECK(play.work.page == Page::none);
  CHECK(staff::next_tick(play.work) == std::nullopt);
  CHECK(play.then(staff::ShowDesk{}).work.page == Page::entrance);
  CHECK(play.then(staff::Uncover{}).work.page == Page::none);
  // A PIN that the card is checking is not interrupted.
  play.then(staff::ShowDesk{}).session(staff::PinTyped{Secret(std::string_view("123456"))});
  CHECK(play.after(staff::entrance_lasts).session(staff::Ticked{}).work.page == Page::entrance);
  // Nor does what became of it go unseen, however long the card and its holder took.
  play.after(90s).session(
      staff::LoginEnded{play.work.session.attempt, fail(FailureCode::staff_pin_wrong)});
  CHECK(play.session(staff::Ticked{}).work.page == Page::entrance);
  CHECK(play.after(staff::entrance_lasts).session(staff::Ticked{}).work.page == Page::none);
}

TEST_CASE("W2 whoever confirms the last try is there") {
  Play play;
  play.session(staff::CardSeen{{.card = StaffCard::ready, .tries = api::PinTries::last_one}});
  play.after(40s).session(staff::LastTryConfirmed{}).after(40s).session(staff::Ticked{});
  CHECK(play.work.page == Page::entrance);
}

TEST_CASE(
    "W3 a photo is gone with its page: closed, locked, card taken, session idle, visit over") {
  const auto shown = [] {
    Play play;
    play.log_in().then(staff::AskFace{}).then(staff::SubmitKey{Play::key()});
    play.then(play.face());
    REQUIRE(play.log.empty()); // nothing runs that could be stopped
    REQUIRE(play.work.page == Page::face);
    REQUIRE(play.work.face);
    return play;
  };
  CHECK_FALSE(shown().then(staff::ShowDesk{}).work.face);
  CHECK_FALSE(shown().session(staff::LockAsked{}).work.face);
  CHECK_FALSE(shown().card(StaffCard::absent).work.face);
  CHECK_FALSE(shown().after(staff::staff_idle).session(staff::Ticked{}).work.face);
  CHECK_FALSE(shown().then(staff::VisitChanged{}).work.face);
}

TEST_CASE("W3 a photo that comes after its page has gone is not taken, and its reading is ended") {
  Play play;
  play.log_in().then(staff::AskFace{}).then(staff::SubmitKey{Play::key()});
  CHECK(play.log == "read face by key;");
  CHECK(play.work.page == Page::face_reading);
  play.card(StaffCard::absent);
  CHECK(play.log == "stop face;");
  const auto late = play.face();
  CHECK_FALSE(play.then(late).work.face);
  play.log_in().then(staff::AskFace{});
  CHECK_FALSE(play.then(late).work.face);
  // Nor is it taken for what is being read now.
  play.then(staff::SubmitKey{Play::key()});
  CHECK_FALSE(play.then(late).work.face);
  CHECK(play.work.page == Page::face_reading);
  CHECK(play.then(play.face()).work.face);
}

TEST_CASE("a reading that was refused or is over is not stopped: another's may run") {
  Play play;
  play.log_in().then(staff::AskFace{}).then(staff::SubmitKey{Play::key()});
  play.then(play.no_face(FailureCode::reader_busy));
  CHECK(play.work.page == Page::face_problem);
  CHECK(play.log.empty());
  CHECK(play.card(StaffCard::absent).log.empty());
}

TEST_CASE("a passport that the visit's data do not open is asked for its own") {
  Play child(true, true);
  child.log_in().then(staff::AskFace{});
  CHECK(child.log == "read face;");
  child.then(child.no_face(FailureCode::zone_wrong)).then(staff::AskFace{});
  CHECK(child.log.empty());
  CHECK(child.work.page == Page::face_key);
  CHECK(child.then(staff::SubmitKey{Play::key()}).log == "read face by key;");
  // What failed for another reason may just be tried again.
  child.then(child.no_face(FailureCode::card_removed)).then(staff::AskFace{});
  CHECK(child.log == "read face;");
}

TEST_CASE("W6 an answer counts where it was asked for") {
  Play play;
  play.log_in(StaffRole::technician).then(staff::AskClock{}).then(staff::ConfirmClock{});
  const staff::ClockConfirmed confirmed{play.work.asked, std::nullopt};
  CHECK(play.then(staff::ConfirmClock{}).log.empty()); // once is enough
  play.card(StaffCard::absent).log_in(StaffRole::technician).then(staff::AskClock{});
  CHECK_FALSE(play.then(confirmed).work.clock_confirmed);
  play.then(staff::ConfirmClock{});
  CHECK_FALSE(play.then(confirmed).work.clock_confirmed);
  CHECK(play.then(staff::ClockConfirmed{play.work.asked, std::nullopt}).work.clock_confirmed);

  play.then(staff::AskCondition{});
  const staff::LookedAround looked{play.work.asked, {}};
  play.then(staff::PrintTest{});
  const staff::TestPrinted printed{play.work.asked, std::nullopt};
  play.then(staff::ShowDesk{}).then(staff::AskCondition{}).then(staff::PrintTest{});
  CHECK_FALSE(play.then(looked).work.condition);
  CHECK(play.then(printed).work.test_paper == staff::Paper::printing);
  CHECK(play.then(staff::TestPrinted{play.work.asked, std::nullopt}).work.test_paper ==
        staff::Paper::printed);
  CHECK(play.then(staff::LookedAround{play.work.asked - 1, {}}).work.condition);
}

TEST_CASE("W4 a photo is for staff; what opens the passport is typed, or the visit knows it") {
  Play unknown;
  unknown.log_in().then(staff::AskFace{});
  CHECK(unknown.log.empty());
  CHECK(unknown.work.page == Page::face_key);
  CHECK(unknown.then(staff::SubmitKey{Play::key()}).log == "read face by key;");
  unknown.then(
      staff::FaceNotRead{unknown.work.asked, staff::NoFace::residence_title, std::nullopt});
  CHECK(unknown.work.page == Page::face_problem);

  Play passport(true, true);
  CHECK(passport.log_in().then(staff::AskFace{}).log == "read face;");

  Play technician;
  technician.log_in(StaffRole::technician).then(staff::AskFace{});
  CHECK(technician.log.empty());
  CHECK(technician.work.page == Page::desk);
}

TEST_CASE("W4 service is for technicians only") {
  const auto served = [](StaffRole role) {
    Play play;
    std::string all;
    const auto add = [&](auto event) { all += play.then(event).log; };
    play.log_in(role);
    add(staff::SetOutOfOrder{true});
    add(staff::SetOutOfOrder{true}); // once is enough
    add(staff::SetOutOfOrder{false});
    add(staff::AskClock{});
    add(staff::ConfirmClock{});
    add(staff::AskCondition{});
    add(staff::PrintTest{});
    add(staff::PrintTest{}); // while it prints
    return all;
  };
  CHECK(served(StaffRole::staff).empty());
  CHECK(served(StaffRole::technician) == "out;back;confirm clock;look around;print;");
}

TEST_CASE("W5 an open session is in sight: by a band over a visit, by its desk where none is") {
  Play play;
  play.log_in().then(staff::Uncover{});
  CHECK(play.work.page == Page::none);
  CHECK(play.work.session.place == staff::Place::open);
  CHECK(play.then(staff::ShowDesk{}).work.page == Page::desk);
  play.then(staff::Uncover{}).then(staff::VisitChanged{});
  CHECK(play.work.page == Page::desk);
  CHECK(play.then(staff::Uncover{}).work.page == Page::desk); // there is no visit to go on with
}

TEST_CASE("staff's touches keep the session open, a visitor's do not") {
  Play play;
  play.log_in().after(2min).then(staff::ShowDesk{}).after(2min).session(staff::Ticked{});
  CHECK(play.work.session.place == staff::Place::open);
  play.then(staff::Uncover{}).after(staff::staff_idle).session(staff::Ticked{});
  CHECK(play.work.session.place == staff::Place::pin);
  CHECK(play.work.page == Page::none); // the visitor is not disturbed
}

TEST_CASE("no photo is ever read without an open session of staff, whatever happens") {
  std::mt19937 dice(20'261'126); // the same course each time
  const auto roll = [&dice](int sides) { return static_cast<int>(dice() % unsigned(sides)); };
  int reads = 0;
  for (int course = 0; course < 300; ++course) {
    Play play(roll(2) == 0, roll(2) == 0);
    for (int i = 0; i < 60; ++i) {
      switch (roll(16)) {
      case 0: play.card(static_cast<StaffCard>(roll(12)), static_cast<StaffRole>(roll(2))); break;
      case 1: play.card(StaffCard::ready, static_cast<StaffRole>(roll(2))); break;
      case 2: play.log_in(static_cast<StaffRole>(roll(2))); break;
      case 3:
        play.session(
            staff::LoginEnded{play.work.session.attempt, fail(FailureCode::staff_pin_wrong)});
        break;
      case 4: play.after(std::chrono::seconds(roll(300))).session(staff::Ticked{}); break;
      case 5: play.session(staff::LockAsked{}); break;
      case 6:
      case 7: play.then(staff::AskFace{}); break;
      case 8: play.then(staff::SubmitKey{Play::key()}); break;
      case 9: play.then(play.no_face(FailureCode::zone_wrong)); break;
      case 10: play.then(play.face()); break;
      case 11: play.then(play.no_face(FailureCode::card_removed)); break;
      case 12: play.then(staff::ShowDesk{}); break;
      case 13: play.then(staff::Uncover{}); break;
      case 14: play.then(staff::VisitChanged{roll(2) == 0, roll(2) == 0}); break;
      case 15: play.session(staff::Touched{}); break;
      }
      const bool open = play.work.session.place == staff::Place::open &&
                        play.work.session.role == StaffRole::staff;
      if (play.log.find("read face") != std::string::npos) {
        ++reads;
        REQUIRE(open);
      }
      REQUIRE((open || !play.work.face));
    }
  }
  CHECK(reads > 50); // the dice did try
}
