// SPDX-License-Identifier: EUPL-1.2
#include "talk.hpp"

namespace foyer::eid_client {

namespace {

constexpr const char* question =
    R"({"msg":"ENTER_PIN","error":"You must provide 6 digits","reader":{"name":"NFC","insertable":false,"attached":true,"keypad":true,"card":{"inoperative":true,"deactivated":true,"retryCounter":2}}})";

} // namespace

TEST_CASE("A question is read with its reader and card") {
  const auto message = parse_message(question);
  REQUIRE(message.ok());
  CHECK(message->kind == "ENTER_PIN");
  CHECK(message->has_error);
  REQUIRE(message->reader);
  CHECK(message->reader->keypad);
  REQUIRE(message->reader->card);
  CHECK(message->reader->card->inoperative);
  CHECK(message->reader->card->deactivated);
  CHECK(message->reader->card->tries == 2);
}

TEST_CASE("A message cut at any byte is no message") {
  const std::string whole = question;
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(parse_message(whole.substr(0, size)).ok());
}

TEST_CASE("What is no message of the SDK is malformed") {
  for (const char* text : {"", "null", "[]", "1", "{}", R"({"msg":1})", R"({"msg":null})",
                           R"({"msg":""})", "\xff\xfe", "{\"msg\":\"\xff\"}"})
    CHECK_FALSE(parse_message(text).ok());
  CHECK_FALSE(parse_message(R"({"msg":")" + std::string(300, 'A') + "\"}").ok());
  CHECK_FALSE(parse_message(R"({"msg":"A","x":")" + std::string(max_message, 'A') + "\"}").ok());
  CHECK_FALSE(parse_message(std::string(max_message, '[')).ok());
}

TEST_CASE("Fields of the wrong type or range are as if they were not there") {
  const auto message = parse_message(
      R"({"msg":"READER","name":7,"attached":"yes","keypad":1,"card":{"retryCounter":4,"deactivated":null},"progress":101,"available":[2,-1,1e9,"3",99999999999999999999],"current":18446744073709551615,"success":"true","url":{},"result":[],"chat":3,"VersionInfo":[],"description":"x","readers":[1,null,[]]})");
  REQUIRE(message.ok());
  REQUIRE(message->reader);
  CHECK(message->reader->name.empty());
  CHECK_FALSE(message->reader->attached);
  CHECK_FALSE(message->reader->keypad);
  REQUIRE(message->reader->card);
  CHECK_FALSE(message->reader->card->tries);
  CHECK_FALSE(message->progress);
  CHECK(message->levels == std::vector<int>{2});
  CHECK_FALSE(message->level);
  CHECK_FALSE(message->success);
  CHECK(message->url.empty());
}

TEST_CASE("Only words of a result get into a failure") {
  const auto minor = [](const std::string& uri) {
    const auto message = parse_message(R"({"msg":"AUTH","result":{"minor":")" + uri + "\"}}");
    REQUIRE(message.ok());
    return message->minor;
  };
  CHECK(minor("http://a/b#internalError") == "internalError");
  CHECK(minor("http://a/b#Kovalenko Oksana").empty());
  CHECK(minor("no hash").empty());
  CHECK(minor("#" + std::string(61, 'a')).empty());
}

TEST_CASE("Unknown messages are skipped, a flood of nonsense is not") {
  Talk talk(api::EidTask::change_pin);
  talk.start();
  talk.hear(R"({"msg":"SOMETHING_NEW","reader":{"name":"R"}})");
  talk.hear("nonsense");
  CHECK_FALSE(talk.over());
  CHECK(talk.commands().empty());
  for (int i = 0; i < 200; ++i)
    talk.hear("nonsense");
  CHECK(talk.failure() == FailureCode::eid_crashed);
}

TEST_CASE("An endless talk is ended") {
  Talk talk(api::EidTask::change_pin);
  talk.start();
  for (int i = 0; i < 20'001; ++i)
    talk.hear(R"({"msg":"STATUS","progress":1})");
  CHECK(talk.failure() == FailureCode::eid_crashed);
}

} // namespace foyer::eid_client
