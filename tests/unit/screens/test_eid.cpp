// SPDX-License-Identifier: EUPL-1.2
// The pages of the online ID function: what is typed there is seen by nobody and stays nowhere.
#include "lobby.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::screens_test;

namespace {

// Types all but looks at every event: nothing happens before the primary button.
void type(Lobby& lobby, const visit::State& state, std::string_view digits) {
  for (const char digit : digits)
    CHECK(lobby.tap(state, std::string("eid.digit.") + digit).empty());
}

std::string submitted(const std::vector<visit::Event>& events) {
  const auto* said = only<visit::SubmitEidNumber>(events);
  return said != nullptr ? std::string(as_text(said->digits.reveal())) : "nothing";
}

} // namespace

TEST_CASE("a PIN is told as stars only, and handed over as it was typed") {
  Lobby lobby;
  const auto state = scene("eid_number-letter");
  type(lobby, state, "271");
  CHECK(lobby.node("eid.digits").value == "***");
  CHECK_FALSE(lobby.node("page.primary").state.enabled);
  for (const auto& node : lobby.ui->nodes())
    CHECK(node.value.find("271") == std::string::npos);
  CHECK(lobby.node("eid.digit.7").personal);
  type(lobby, state, "82");
  CHECK(lobby.tap(state, "eid.digit.9").empty()); // there is no sixth place
  CHECK(submitted(lobby.tap(state, "page.primary")) == "27182");
}

TEST_CASE("a digit too many is taken back by the key") {
  Lobby lobby;
  const auto state = scene("eid_number-new");
  type(lobby, state, "271829");
  CHECK(lobby.tap(state, "eid.delete").empty());
  CHECK(lobby.node("eid.digits").value == "*****");
  type(lobby, state, "8");
  CHECK(submitted(lobby.tap(state, "page.primary")) == "271828");
}

TEST_CASE("what was typed for one question is gone at the next, also when it looks the same") {
  Lobby lobby;
  auto state = scene("eid_number-new");
  type(lobby, state, "27182");
  ++state.eid.asked;
  lobby.show(state);
  CHECK(lobby.node("eid.digits").value.empty());
  type(lobby, state, "2");
  lobby.show(scene("eid_working"));
  lobby.show(state);
  CHECK(lobby.node("eid.digits").value.empty());
}

TEST_CASE("the access number is printed on the card, so it may be seen") {
  Lobby lobby;
  const auto state = scene("eid_number-can");
  type(lobby, state, "500540");
  CHECK(lobby.node("eid.digits").value == "500540");
  CHECK(lobby.node("eid.picture").role == ui::Role::image);
  CHECK(submitted(lobby.tap(state, "page.primary")) == "500540");
}

TEST_CASE("without a headset the page says that digits are not read out") {
  Lobby lobby;
  auto state = scene("eid_number-new");
  state.presentation.speech = true;
  lobby.show(state);
  CHECK(lobby.node("eid.care").label == house().texts.text("de", "visit.eid.headset"));
  state.headset = true;
  lobby.show(state);
  CHECK(lobby.node("eid.care").label == house().texts.text("de", "visit.eid.care"));
}

TEST_CASE("a card that lies badly cannot be sent a number") {
  Lobby lobby;
  const auto state = scene("eid_number-lost");
  type(lobby, state, "12345");
  CHECK_FALSE(lobby.node("page.primary").state.enabled);
  CHECK(lobby.node("eid.told").label == house().texts.text("de", "visit.eid.lost"));
}

TEST_CASE("what shall be done is a touch, and so is the other kind of PIN") {
  Lobby lobby;
  const auto choose = scene("eid_choose");
  const auto choices = lobby.tap(choose, "eid.unblock");
  const auto* chosen = only<visit::ChooseEid>(choices);
  CHECK((chosen != nullptr && chosen->wish == visit::EidWish::unblock));
  CHECK(only<visit::EnterEid>(lobby.tap(scene("concern"), "concern.eid")));
  const auto others = lobby.tap(scene("eid_number-letter"), "page.secondary");
  const auto* digits = only<visit::SetPinDigits>(others);
  CHECK((digits != nullptr && !digits->five));
}

TEST_CASE("while a new PIN is on its way, nothing is there to touch but the bar") {
  Lobby lobby;
  lobby.show(scene("eid_working"));
  CHECK(lobby.ui->find("page.back") == nullptr);
  CHECK(lobby.ui->find("page.primary") == nullptr);
}

TEST_CASE("a terminal that cannot look after the PIN says why, and where it is done") {
  Lobby lobby;
  const auto name = GENERATE("eid_choose-missing", "eid_choose-not_here");
  const auto state = scene(name);
  lobby.show(state);
  CHECK(lobby.ui->find("eid.set") == nullptr);
  CHECK(lobby.node("eid.desk").role == ui::Role::text);
  CHECK(only<visit::GoBack>(lobby.tap(state, "page.primary")));
}

TEST_CASE("a problem offers another try only where that can help") {
  Lobby lobby;
  CHECK(only<visit::TryAgain>(lobby.tap(scene("eid_problem-removed"), "page.primary")));
  CHECK(only<visit::GoOn>(lobby.tap(scene("eid_problem-deactivated"), "page.primary")));
  CHECK(only<visit::Rest>(lobby.tap(scene("eid_problem-deactivated"), "staff")));
  CHECK(lobby.ui->find("eid.desk") == nullptr); // no new PIN is wanted
  // After a new PIN was on its way nobody is told that nothing has changed.
  lobby.show(scene("eid_problem-removed"));
  CHECK(lobby.node("problem").label.find(house().texts.text("de", "visit.eid.unsure")) == 0);
}
