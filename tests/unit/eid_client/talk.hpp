// SPDX-License-Identifier: EUPL-1.2
// A conversation with a companion that the test plays: what it says is written as in the SDK, what
// it hears is kept as text.
#pragma once

#include "conversation.hpp"

#include <catch2/catch.hpp>

namespace foyer::eid_client {

inline std::string text(const Secret& secret) {
  return std::string(as_text(secret.reveal()));
}

class Talk {
 public:
  explicit Talk(api::EidTask task, std::string url = {})
      : job_{.task = task, .token_url = Personal(std::move(url))}, conversation_(&job_) {}

  Conversation& operator*() { return conversation_; }
  Conversation* operator->() { return &conversation_; }

  void hear(std::string_view message) { conversation_.hear(message); }
  void answer(std::string_view digits) { conversation_.answer(Secret(digits)); }

  // Past the handshake, with a reader, to where the workflow runs.
  void start() {
    conversation_.begin();
    hear(info);
    hear(R"({"msg":"API_LEVEL","available":[1,2],"current":2})");
    hear(R"({"msg":"API_LEVEL","available":[1,2],"current":2})");
    hear(job_.task == api::EidTask::authenticate ? R"({"msg":"AUTH"})" : R"({"msg":"CHANGE_PIN"})");
    hear(reader("null"));
    (void)commands();
    (void)news<api::EidWorking>();
    (void)conversation_.take_news();
  }
  void lay_card(int tries) {
    hear(R"({"msg":"INSERT_CARD"})");
    hear(reader(card(tries)));
  }
  // "ENTER_PIN" and what belongs to it.
  void ask(const std::string& kind, int tries, bool keypad = false) {
    hear(R"({"msg":")" + kind + R"(","reader":{"name":"R","attached":true,"keypad":)" +
         (keypad ? "true" : "false") + R"(,"card":)" + card(tries) + "}}");
  }
  static std::string card(int tries, bool deactivated = false, bool inoperative = false) {
    return std::string(R"({"deactivated":)") + (deactivated ? "true" : "false") +
           R"(,"inoperative":)" + (inoperative ? "true" : "false") + R"(,"retryCounter":)" +
           std::to_string(tries) + "}";
  }
  static std::string reader(const std::string& card) {
    return R"({"msg":"READER","name":"R","attached":true,"insertable":false,"keypad":false,"card":)" +
           card + "}";
  }

  std::vector<std::string> commands() {
    std::vector<std::string> all;
    for (const Secret& command : conversation_.take_commands())
      all.push_back(text(command));
    return all;
  }
  std::string command() {
    const auto all = commands();
    REQUIRE(all.size() == 1);
    return all.front();
  }
  // The last news of this kind since the last time; all others are dropped.
  template <class News> std::optional<News> news() {
    std::optional<News> last;
    for (const auto& one : conversation_.take_news())
      if (const auto* wanted = std::get_if<News>(&one))
        last = *wanted;
    return last;
  }
  api::EidQuestion question() {
    const auto last = news<api::EidQuestion>();
    REQUIRE(last);
    return *last;
  }
  [[nodiscard]] bool over() const { return conversation_.outcome().has_value(); }
  [[nodiscard]] FailureCode failure() const {
    REQUIRE(over());
    REQUIRE_FALSE(conversation_.outcome()->ok());
    return conversation_.outcome()->failure().code;
  }
  [[nodiscard]] api::EidOutcome outcome() const {
    REQUIRE(over());
    REQUIRE(conversation_.outcome()->ok());
    return **conversation_.outcome();
  }

  static constexpr const char* info =
      R"({"msg":"INFO","VersionInfo":{"Name":"AusweisApp2","Implementation-Version":"1.26.2"}})";

 private:
  api::EidJob job_;
  Conversation conversation_;
};

} // namespace foyer::eid_client
