// SPDX-License-Identifier: EUPL-1.2
// Changing and unblocking the PIN, as a talk. The messages are those that AusweisApp 1.26.2 sends.
#include "talk.hpp"

namespace foyer::eid_client {

using api::EidEnd;
using api::EidNumber;
using api::EidTask;

TEST_CASE("Before a job the companion is asked who it is and held to an API level") {
  Talk talk(EidTask::change_pin);
  talk->begin();
  CHECK(talk.command() == R"({"cmd":"GET_INFO"})");
  talk.hear(Talk::info);
  CHECK(talk.command() == R"({"cmd":"GET_API_LEVEL"})");
  talk.hear(R"({"msg":"API_LEVEL","available":[1,2,3,4],"current":4})");
  CHECK(talk.command() == R"({"cmd":"SET_API_LEVEL","level":3})");
  talk.hear(R"({"msg":"API_LEVEL","available":[1,2,3,4],"current":3})");
  CHECK(talk.commands() ==
        std::vector<std::string>{R"({"cmd":"GET_READER_LIST"})", R"({"cmd":"RUN_CHANGE_PIN"})"});
  CHECK_FALSE(talk->under_way());
  talk.hear(R"({"msg":"CHANGE_PIN"})");
  CHECK(talk->under_way());
  CHECK(talk->info().version == "1.26.2");
}

TEST_CASE("A companion without a level that we speak is too old") {
  const auto* const levels = GENERATE(R"([1])", R"([])", R"([4])", R"("2")", R"([{"2":2}])");
  Talk talk(EidTask::change_pin);
  talk->begin();
  talk.hear(Talk::info);
  talk.hear(std::string(R"({"msg":"API_LEVEL","current":1,"available":)") + levels + "}");
  CHECK(talk.failure() == FailureCode::eid_outdated);
}

TEST_CASE("A companion that does not keep to the level is too old") {
  Talk talk(EidTask::change_pin);
  talk->begin();
  talk.hear(Talk::info);
  talk.hear(R"({"msg":"API_LEVEL","available":[1,2],"current":1})");
  talk.hear(GENERATE(R"({"msg":"API_LEVEL","available":[1,2],"current":1})",
                     R"({"msg":"API_LEVEL","error":"no","current":2})",
                     R"({"msg":"UNKNOWN_COMMAND","error":"SET_API_LEVEL"})"));
  CHECK(talk.failure() == FailureCode::eid_outdated);
}

TEST_CASE("Without a job the talk ends when the companion has said who it is") {
  Conversation talk(nullptr);
  talk.begin();
  talk.hear(Talk::info);
  talk.hear(R"({"msg":"API_LEVEL","available":[1,2],"current":1})");
  talk.hear(R"({"msg":"API_LEVEL","available":[1,2],"current":2})");
  REQUIRE(talk.outcome());
  CHECK(talk.outcome()->ok());
  CHECK(talk.info().name == "AusweisApp2");
  CHECK(talk.info().api_level == 2);
}

TEST_CASE("A PIN is changed") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.hear(R"({"msg":"INSERT_CARD"})");
  CHECK(talk->waits_for_person());
  REQUIRE(talk.news<api::EidInsertCard>());
  talk.hear(Talk::reader(Talk::card(3)));
  CHECK_FALSE(talk->waits_for_person());
  REQUIRE(talk.news<api::EidCardHeld>());

  talk.ask("ENTER_PIN", 3);
  auto question = talk.question();
  CHECK(question.what == EidNumber::pin);
  CHECK(question.tries == 3);
  CHECK_FALSE(question.rejected);
  CHECK(question.shortest == 5); // the transport PIN
  CHECK(question.longest == 6);
  CHECK(talk->waits_for_person());
  talk.answer("12345");
  CHECK(talk.command() == R"({"cmd":"SET_PIN","value":"12345"})");
  CHECK_FALSE(talk->waits_for_person());

  talk.ask("ENTER_NEW_PIN", 3);
  question = talk.question();
  CHECK(question.what == EidNumber::new_pin);
  CHECK_FALSE(question.rejected);
  CHECK(question.shortest == 6);
  talk.answer("654321");
  CHECK(talk.command() == R"({"cmd":"SET_NEW_PIN","value":"654321"})");
  talk.hear(R"({"msg":"CHANGE_PIN","success":true})");
  CHECK(talk.outcome().end == EidEnd::done);
}

TEST_CASE(
    "A wrong PIN is told with the tries left, before the last one the CAN, after it the PUK") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  talk.answer("111111");
  talk.ask("ENTER_PIN", 2);
  auto question = talk.question();
  CHECK(question.rejected == EidNumber::pin);
  CHECK(question.tries == 2);
  talk.answer("111111");
  talk.ask("ENTER_CAN", 1);
  question = talk.question();
  CHECK(question.what == EidNumber::can);
  CHECK(question.rejected == EidNumber::pin);
  talk.answer("222222");
  talk.ask("ENTER_CAN", 1);
  CHECK(talk.question().rejected == EidNumber::can);
  talk.answer("500540");
  talk.ask("ENTER_PIN", 1);
  question = talk.question();
  CHECK(question.tries == 1);
  CHECK_FALSE(question.rejected);
  talk.answer("111111");
  talk.ask("ENTER_PUK", 0);
  question = talk.question();
  CHECK(question.what == EidNumber::puk);
  CHECK(question.rejected == EidNumber::pin);
  CHECK(question.shortest == 10);
  (void)talk.commands();
  talk.answer("1234567890");
  CHECK(talk.command() == R"({"cmd":"SET_PUK","value":"1234567890"})");
  talk.ask("ENTER_PUK", 0);
  CHECK(talk.question().rejected == EidNumber::puk);
  talk.answer("9876543210");
  talk.ask("ENTER_PIN", 3);
  CHECK_FALSE(talk.question().rejected);
}

TEST_CASE("What is no number of the right length never reaches the card") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  (void)talk.commands();
  for (const char* wrong : {"", "1234", "1234567", "12345a", "12 456", "\"},{\"cmd\":\"CANCEL"}) {
    talk.answer(wrong);
    CHECK(talk.commands().empty());
    CHECK(talk.question().malformed);
  }
  talk.answer("123456");
  CHECK(talk.command() == R"({"cmd":"SET_PIN","value":"123456"})");
  talk.answer("123456"); // nobody asks now
  CHECK(talk.commands().empty());
}

TEST_CASE("A reader with a pad of its own asks for itself") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  (void)talk.commands();
  talk.ask("ENTER_PIN", 3, true);
  CHECK(talk.question().on_reader);
  CHECK(talk->waits_for_person());
  CHECK(talk.command() == R"({"cmd":"SET_PIN"})");
  talk.answer("123456"); // typed at the wrong place: must not get through
  CHECK(talk.commands().empty());
  talk.ask("ENTER_PIN", 2, true);
  CHECK(talk.question().rejected == EidNumber::pin);
  talk.ask("ENTER_NEW_PIN", 3, true);
  CHECK(talk.commands() ==
        std::vector<std::string>{R"({"cmd":"SET_PIN"})", R"({"cmd":"SET_NEW_PIN"})"});
  talk.hear(R"({"msg":"CHANGE_PIN","success":true})");
  CHECK(talk.outcome().end == EidEnd::done);
}

TEST_CASE("A success without a new PIN is none") {
  // AusweisApp 1.26.2 says this where the card is taken away while it checks the old PIN.
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  talk.answer("123456");
  talk.hear(R"({"msg":"CHANGE_PIN","success":true})");
  CHECK(talk.failure() == FailureCode::card_removed);
}

TEST_CASE("A workflow that fails without a reason has lost its card where the card then is gone") {
  const bool gone = GENERATE(true, false);
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  talk.answer("123456");
  talk.ask("ENTER_NEW_PIN", 3);
  talk.answer("654321");
  talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
  CHECK_FALSE(talk.over());
  if (gone)
    talk.hear(Talk::reader("null"));
  else
    talk->break_off(fail(FailureCode::eid_crashed)); // the time is over
  CHECK(talk.failure() == (gone ? FailureCode::card_removed : FailureCode::card_refused));
}

TEST_CASE("Younger versions give their reason") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.hear(R"({"msg":"CHANGE_PIN","success":false,"reason":")" +
            std::string(GENERATE("Card_Removed", "User_Cancelled", "Pin_Reset_\\nDrop")) + "\"}");
  if (!talk.over())
    talk.hear(Talk::reader("null"));
  const auto& failure = talk->outcome()->failure();
  CHECK((failure.code == FailureCode::card_removed || failure.code == FailureCode::cancelled));
  CHECK(failure.detail.find('\n') == std::string::npos);
}

TEST_CASE("A card that leaves before its first number is asked again when it is back") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  (void)talk.commands();
  (void)talk.question();
  talk.hear(Talk::reader("null"));
  CHECK(talk.news<api::EidCardLost>());
  SECTION("in the same state") {
    talk.hear(Talk::reader(Talk::card(2)));
    CHECK(talk.question().tries == 2);
    talk.answer("123456");
    CHECK(talk.command() == R"({"cmd":"SET_PIN","value":"123456"})");
  }
  SECTION("another card, that needs another number") {
    talk.hear(Talk::reader(Talk::card(1)));
    CHECK(talk.command() == R"({"cmd":"CANCEL"})");
    talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
    CHECK(talk.failure() == FailureCode::card_removed);
  }
}

TEST_CASE("A card that leaves between two numbers ends the job") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  talk.answer("123456");
  talk.ask("ENTER_NEW_PIN", 3);
  (void)talk.commands();
  talk.hear(Talk::reader("null"));
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  talk.answer("654321");
  CHECK(talk.commands().empty());
  talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
  CHECK(talk.failure() == FailureCode::card_removed);
}

TEST_CASE("A number given for one card never gets to another") {
  // AusweisApp 1.26.2 keeps the PIN where the card left just before it, and uses it on the next
  // card.
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  talk.answer("123456");
  (void)talk.commands();
  talk.hear(Talk::reader("null"));
  CHECK_FALSE(talk.over());
  talk.hear(R"({"msg":"INSERT_CARD"})");
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
  CHECK(talk.failure() == FailureCode::card_removed);
}

TEST_CASE("A card without an eID function is no end; one with it switched off is") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.hear(R"({"msg":"INSERT_CARD"})");
  (void)talk.news<api::EidInsertCard>();
  talk.hear(Talk::reader("{}"));
  const auto other = talk.news<api::EidInsertCard>();
  REQUIRE(other);
  CHECK(other->other_card);
  CHECK(talk->waits_for_person());
  talk.hear(Talk::reader(Talk::card(3, true)));
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
  CHECK(talk.failure() == FailureCode::eid_deactivated);
}

TEST_CASE("A used-up PUK is its own end") {
  Talk talk(GENERATE(EidTask::change_pin, EidTask::unblock));
  talk.start();
  talk.lay_card(0);
  talk.hear(R"({"msg":"ENTER_PUK","reader":{"name":"R","attached":true,"card":)" +
            Talk::card(0, false, true) + "}}");
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
  CHECK(talk.failure() == FailureCode::eid_blocked);
}

TEST_CASE("Unblocking ends as soon as the tries are back") {
  Talk talk(EidTask::unblock);
  talk.start();
  SECTION("by the PUK") {
    talk.lay_card(0);
    talk.ask("ENTER_PUK", 0);
    talk.answer("9876543210");
    (void)talk.commands();
    talk.ask("ENTER_PIN", 3);
  }
  SECTION("by the CAN and the PIN") {
    talk.lay_card(1);
    talk.ask("ENTER_CAN", 1);
    talk.answer("500540");
    talk.ask("ENTER_PIN", 1);
    CHECK_FALSE(talk.over());
    talk.answer("123456");
    (void)talk.commands();
    talk.ask("ENTER_NEW_PIN", 3);
  }
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  CHECK_FALSE(talk.over());
  talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
  CHECK(talk.outcome().end == EidEnd::done);
}

TEST_CASE("A PIN with tries left needs no unblocking") {
  Talk talk(EidTask::unblock);
  talk.start();
  talk.lay_card(2);
  talk.ask("ENTER_PIN", 2);
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  talk->break_off(fail(FailureCode::eid_crashed)); // even where the companion dies over it
  CHECK(talk.outcome().end == EidEnd::not_blocked);
}

TEST_CASE("A stop cancels, and what has happened to the card is told nevertheless") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  talk.answer("123456");
  talk.ask("ENTER_NEW_PIN", 3);
  talk.answer("654321");
  (void)talk.commands();
  talk->stop(fail(FailureCode::cancelled));
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  SECTION("it came in time") {
    talk.hear(R"({"msg":"CHANGE_PIN","success":false})");
    CHECK(talk.failure() == FailureCode::cancelled);
  }
  SECTION("it came too late") {
    talk.hear(R"({"msg":"CHANGE_PIN","success":true})");
    CHECK(talk.outcome().end == EidEnd::done);
  }
  SECTION("it had ended already") {
    talk.hear(R"({"msg":"BAD_STATE","error":"CANCEL"})");
    CHECK(talk.failure() == FailureCode::cancelled);
  }
}

TEST_CASE("A stop during the greeting ends at once") {
  Talk talk(EidTask::change_pin);
  talk->begin();
  talk->stop(fail(FailureCode::cancelled));
  CHECK(talk.failure() == FailureCode::cancelled);
}

TEST_CASE("A pause asks for the card and goes on when told") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.hear(R"({"msg":"PAUSE","cause":"BadCardPosition"})");
  CHECK(talk->paused());
  CHECK(talk->waits_for_person());
  CHECK(talk.news<api::EidCardLost>());
  (void)talk.commands();
  talk->resume();
  CHECK(talk.command() == R"({"cmd":"CONTINUE"})");
  CHECK_FALSE(talk->paused());
  talk->resume();
  CHECK(talk.commands().empty());
}

TEST_CASE("A command that crossed a change of state is no end") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.lay_card(3);
  talk.hear(R"({"msg":"BAD_STATE","error":"SET_PIN"})");
  CHECK_FALSE(talk.over());
}

TEST_CASE("A workflow of somebody else makes the companion unusable") {
  Talk talk(EidTask::change_pin);
  talk->begin();
  talk.hear(Talk::info);
  talk.hear(R"({"msg":"API_LEVEL","available":[2],"current":2})");
  talk.hear(R"({"msg":"API_LEVEL","available":[2],"current":2})");
  talk.hear(R"({"msg":"BAD_STATE","error":"RUN_CHANGE_PIN"})");
  CHECK(talk.failure() == FailureCode::eid_crashed);
  CHECK_FALSE(talk->under_way());
}

TEST_CASE("The companion's own test card is not a visitor's") {
  Talk talk(EidTask::change_pin);
  talk.start();
  talk.hear(R"({"msg":"INSERT_CARD"})");
  (void)talk->take_news();
  talk.hear(
      R"({"msg":"READER","name":"Simulator","attached":true,"insertable":true,"keypad":true,"card":)" +
      Talk::card(3) + "}");
  CHECK(talk->take_news().empty());
}

} // namespace foyer::eid_client
