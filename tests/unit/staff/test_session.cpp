// SPDX-License-Identifier: EUPL-1.2
// The staff's session, clause by clause (staff/session.hpp, staff/policy.hpp).
#include <staff/policy.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <random>

using namespace foyer;
using namespace std::chrono_literals;
using api::PinTries;
using api::StaffCard;
using api::StaffRole;
using staff::Action;
using staff::LockReason;
using staff::Place;

namespace {

// Plays events and notes effects as text, in order.
class Play {
 public:
  explicit Play(int remembered = 0) { then(staff::Started{remembered}); }

  template <class E> Play& then(E event) {
    auto next = staff::step(state, std::move(event), now);
    state = std::move(next.state);
    log.clear();
    for (const staff::Effect& effect : next.effects)
      std::visit([this](const auto& one) { note(one); }, effect);
    return *this;
  }
  Play& after(std::chrono::milliseconds time) {
    now += time;
    return *this;
  }
  Play& card(StaffCard card, StaffRole role = StaffRole::staff, PinTries tries = PinTries::all) {
    return then(staff::CardSeen{{.card = card, .role = role, .tries = tries}});
  }
  Play& pin(const char* text = "123456") { return then(staff::PinTyped{Secret(text)}); }
  // How the last login ended, or one begun so many logins before it.
  Play& succeed(StaffRole role = StaffRole::staff, std::uint64_t before = 0) {
    return then(staff::LoginEnded{state.attempt - before, api::StaffLogin{role, {}, {}}});
  }
  Play& fail(FailureCode code = FailureCode::staff_pin_wrong, std::uint64_t before = 0) {
    return then(staff::LoginEnded{state.attempt - before, foyer::fail(code)});
  }
  Play& log_in(StaffRole role = StaffRole::staff) {
    return card(StaffCard::ready, role).pin().succeed(role);
  }

  staff::State state;
  SteadyTime now{1h};
  std::string log;

 private:
  void note(const staff::Remember& one) { log += "remember " + std::to_string(one.failures) + ";"; }
  void note(const staff::LogIn& one) { log += "login " + std::to_string(one.pin.size()) + ";"; }
  void note(const staff::Opened& one) {
    log += one.role == StaffRole::staff ? "open staff;" : "open technician;";
  }
  void note(const staff::Locked& one) {
    log += one.reason == LockReason::card   ? "lock card;"
           : one.reason == LockReason::idle ? "lock idle;"
                                            : "lock asked;";
  }
};

constexpr std::array all_cards{
    StaffCard::reader_missing, StaffCard::absent,       StaffCard::mute,
    StaffCard::looking,        StaffCard::foreign,      StaffCard::not_yet_valid,
    StaffCard::expired,        StaffCard::revoked,      StaffCard::list_missing,
    StaffCard::roleless,       StaffCard::module_failed};

} // namespace

TEST_CASE("S1: only a card that is ready takes a PIN") {
  for (const StaffCard card : all_cards) {
    Play play;
    play.card(card).pin();
    CHECK(play.state.place == Place::locked);
    CHECK(play.log.empty());
  }
  Play play;
  play.card(StaffCard::ready);
  CHECK(play.state.place == Place::pin);
  CHECK(play.pin().log == "remember 1;login 6;");
  CHECK(play.state.place == Place::checking);
  CHECK(play.pin().log.empty()); // one at a time
}

TEST_CASE("S1: a locked PIN is not tried, the last try wants a confirmation") {
  Play locked;
  CHECK(locked.card(StaffCard::ready, StaffRole::staff, PinTries::locked).pin().log.empty());
  CHECK(locked.state.place == Place::pin);

  Play last;
  last.card(StaffCard::ready, StaffRole::staff, PinTries::last_one);
  CHECK(last.pin().log.empty());
  last.then(staff::LastTryConfirmed{});
  CHECK(last.pin().log == "remember 1;login 6;");
  // The confirmation is for one try, and of one card.
  last.fail(FailureCode::cancelled);
  CHECK(last.pin().log.empty());
  last.then(staff::LastTryConfirmed{}).card(StaffCard::absent);
  last.card(StaffCard::ready, StaffRole::staff, PinTries::last_one);
  CHECK(last.pin().log.empty());
}

TEST_CASE("S1: an empty PIN is only for readers with a pad, and they take no other") {
  Play play;
  CHECK(play.card(StaffCard::ready).pin("").log.empty());
  play.then(staff::CardSeen{{.card = StaffCard::ready, .pin_pad = true}});
  CHECK(play.pin("123456").log.empty());
  CHECK(play.pin("").log == "remember 1;login 0;");
}

TEST_CASE("S2: each failure doubles the wait up to a quarter of an hour") {
  CHECK(staff::wait_after(0) == 0s);
  CHECK(staff::wait_after(1) == 5s);
  CHECK(staff::wait_after(2) == 10s);
  CHECK(staff::wait_after(3) == 20s);
  CHECK(staff::wait_after(8) == 640s);
  CHECK(staff::wait_after(9) == 15min);
  CHECK(staff::wait_after(1'000'000) == 15min);

  Play play;
  play.card(StaffCard::ready);
  for (int failures = 1; failures <= 12; ++failures) {
    CHECK(play.pin().log == "remember " + std::to_string(failures) + ";login 6;");
    play.fail();
    CHECK(play.state.failure == FailureCode::staff_pin_wrong);
    CHECK(play.state.not_before == play.now + staff::wait_after(failures));
    play.after(staff::wait_after(failures) - 1ms);
    CHECK(play.pin().log.empty());
    play.after(1ms);
  }
  play.pin().succeed();
  CHECK(play.log == "remember 0;open staff;");
  play.then(staff::LockAsked{});
  CHECK(play.pin().log == "remember 1;login 6;");
}

TEST_CASE("S2: another card does not shorten the wait, and each failure but a cancel counts") {
  Play play;
  play.card(StaffCard::ready).pin().fail();
  play.card(StaffCard::absent).card(StaffCard::ready, StaffRole::technician);
  CHECK(play.pin().log.empty());
  play.after(5s);
  for (const FailureCode code : {FailureCode::staff_pin_locked, FailureCode::staff_card_refused,
                                 FailureCode::card_removed, FailureCode::staff_module_broken}) {
    Play one;
    one.card(StaffCard::ready).pin().fail(code);
    CHECK(one.state.failures == 1);
    CHECK(one.state.failure == code);
  }
  Play cancelled;
  cancelled.card(StaffCard::ready).pin().fail(FailureCode::cancelled);
  CHECK(cancelled.log == "remember 0;");
  CHECK(cancelled.pin().log == "remember 1;login 6;");
}

TEST_CASE("S3: a try is remembered before it is made, and a restart begins the wait anew") {
  Play cut;
  CHECK(cut.card(StaffCard::ready).pin().log.rfind("remember 1;", 0) == 0);
  // The power fails here; the terminal starts with what was remembered.
  Play again(1);
  again.card(StaffCard::ready);
  CHECK(again.pin().log.empty());
  CHECK(again.after(5s).pin().log == "remember 2;login 6;");
  Play odd(-7);
  CHECK(odd.state.failures == 0);
}

TEST_CASE("S4: a card that leaves or is not ready any more locks at once") {
  for (const StaffRole role : {StaffRole::staff, StaffRole::technician})
    for (const StaffCard card : all_cards) {
      Play play;
      play.log_in(role);
      CHECK(play.state.place == Place::open);
      play.card(card, role);
      CHECK(play.log == "lock card;");
      CHECK(play.state.place == Place::locked);
      CHECK_FALSE(play.state.role.has_value());
    }
}

TEST_CASE("S4: a login that ends after its card has left opens nothing") {
  Play play;
  play.card(StaffCard::ready).pin().card(StaffCard::absent).succeed();
  CHECK(play.state.place == Place::locked);
  CHECK(play.log == "remember 0;");
  Play next;
  next.card(StaffCard::ready).pin().card(StaffCard::absent);
  next.card(StaffCard::ready, StaffRole::technician).succeed();
  CHECK(next.state.place == Place::pin);
  CHECK_FALSE(next.state.role.has_value());
}

TEST_CASE("S4: the late answer to a login opens nothing for the card and the PIN that came after") {
  Play play;
  play.card(StaffCard::ready).pin().card(StaffCard::absent);
  play.card(StaffCard::ready).after(5s).pin();
  CHECK(play.log == "remember 2;login 6;"); // the first counts, though nobody has answered yet
  play.succeed(StaffRole::staff, 1);
  CHECK(play.state.place == Place::checking);
  CHECK(play.log.empty());
  play.fail(FailureCode::cancelled, 1); // nor does it take back what S3 remembers
  CHECK(play.log.empty());
  play.fail(FailureCode::staff_pin_wrong, 1);
  CHECK(play.state.place == Place::checking);
  CHECK(play.state.failures == 2);
  CHECK_FALSE(play.state.failure.has_value());
  CHECK(play.succeed().log == "remember 0;open staff;");
  CHECK(play.fail(FailureCode::cancelled).log.empty()); // one answer each
  CHECK(play.state.failures == 0);
}

TEST_CASE("S2: a card pulled while its PIN is checked does not shorten the wait") {
  Play play;
  play.card(StaffCard::ready).pin().card(StaffCard::absent).card(StaffCard::ready);
  CHECK(play.after(5s - 1ms).pin().log.empty());
  CHECK(play.after(1ms).pin().log == "remember 2;login 6;");
}

TEST_CASE("S5: a session that nobody touches locks, and asks for the PIN again") {
  struct Case {
    StaffRole role;
    std::chrono::seconds idle;
  };
  for (const Case& one : {Case{StaffRole::staff, staff::staff_idle},
                          Case{StaffRole::technician, staff::technician_idle}}) {
    Play play;
    play.log_in(one.role);
    play.after(one.idle - 1s).then(staff::Touched{});
    play.after(one.idle - 1s).then(staff::Ticked{});
    CHECK(play.state.place == Place::open);
    play.after(1s).then(staff::Ticked{});
    CHECK(play.log == "lock idle;");
    CHECK(play.state.place == Place::pin);
    // Touching the lock page opens nothing.
    play.then(staff::Touched{}).then(staff::Ticked{});
    CHECK(play.state.place == Place::pin);
  }
  Play asked;
  asked.log_in().then(staff::LockAsked{});
  CHECK(asked.log == "lock asked;");
  CHECK(asked.then(staff::LockAsked{}).log.empty());
}

TEST_CASE("S6: the session has the role that was shown and proved") {
  Play play;
  play.card(StaffCard::ready, StaffRole::staff).pin().succeed(StaffRole::technician);
  CHECK(play.state.place == Place::pin);
  CHECK(play.state.failure == FailureCode::staff_card_refused);
  Play changed;
  changed.log_in(StaffRole::staff).card(StaffCard::ready, StaffRole::technician);
  CHECK(changed.log == "lock card;");
  Play counted;
  counted.log_in().card(StaffCard::ready, StaffRole::staff, PinTries::some_used);
  CHECK(counted.state.place == Place::open);
}

TEST_CASE("P1: nothing is allowed without an open session") {
  Play play;
  const auto nothing = [&] {
    for (const Action action : {Action::show_face, Action::read_on_site, Action::serve})
      CHECK_FALSE(allowed(play.state, action));
  };
  nothing();
  play.card(StaffCard::ready);
  nothing();
  play.pin();
  nothing();
  play.succeed().then(staff::PhotoCompared{}).then(staff::LockAsked{});
  nothing();
}

TEST_CASE("P2: a face is shown to staff and not to a technician") {
  CHECK(allowed(Play().log_in().state, Action::show_face));
  CHECK_FALSE(allowed(Play().log_in(StaffRole::technician).state, Action::show_face));
}

TEST_CASE("P3: on-site reading wants staff and the comparison with the photo, once each") {
  Play play;
  play.then(staff::PhotoCompared{}).log_in();
  CHECK_FALSE(allowed(play.state, Action::read_on_site));
  CHECK(allowed(play.then(staff::PhotoCompared{}).state, Action::read_on_site));
  CHECK_FALSE(allowed(play.then(staff::OnSiteReadingEnded{}).state, Action::read_on_site));
  CHECK(allowed(play.then(staff::PhotoCompared{}).state, Action::read_on_site));
  CHECK_FALSE(allowed(play.then(staff::VisitEnded{}).state, Action::read_on_site));
  play.then(staff::PhotoCompared{}).then(staff::LockAsked{}).pin().succeed();
  CHECK(play.state.place == Place::open);
  CHECK_FALSE(allowed(play.state, Action::read_on_site));
  Play technician;
  technician.log_in(StaffRole::technician).then(staff::PhotoCompared{});
  CHECK_FALSE(allowed(technician.state, Action::read_on_site));
}

TEST_CASE("P4: service is for the technician") {
  CHECK(allowed(Play().log_in(StaffRole::technician).state, Action::serve));
  CHECK_FALSE(allowed(Play().log_in().state, Action::serve));
}

TEST_CASE("any sequence of events keeps the session's promises") {
  std::mt19937 random(20261126);
  Play play;
  for (int i = 0; i < 200'000; ++i) {
    const bool was_open = play.state.place == Place::open;
    const bool checking = play.state.place == Place::checking;
    const auto failures = play.state.failures;
    const int which = static_cast<int>(random() % 14);
    const auto role = random() % 2 ? StaffRole::staff : StaffRole::technician;
    switch (which) {
    case 0: play.card(all_cards[random() % all_cards.size()], role); break;
    case 1:
    case 2:
    case 3: play.card(StaffCard::ready, role, static_cast<PinTries>(random() % 4)); break;
    case 4: play.pin(); break;
    case 5: play.succeed(role); break;
    case 6: play.fail(); break;
    case 7: play.then(staff::LastTryConfirmed{}); break;
    case 8: play.then(staff::Touched{}); break;
    case 9: play.then(staff::Ticked{}); break;
    case 10: play.then(staff::LockAsked{}); break;
    case 11: play.then(staff::PhotoCompared{}); break;
    case 12: play.succeed(role, 1 + random() % 3); break; // too late
    default: play.then(staff::VisitEnded{}); break;
    }
    play.after(std::chrono::milliseconds(random() % 60'000));
    const bool open = play.state.place == Place::open;
    REQUIRE(open == play.state.role.has_value());
    REQUIRE((!open || play.state.card.card == StaffCard::ready));
    REQUIRE((!open || was_open || (checking && which == 5)));
    REQUIRE((was_open == open || !play.log.empty()));
    REQUIRE((play.state.failures >= failures || which == 5));
    REQUIRE((open || !play.state.photo_compared));
  }
}
