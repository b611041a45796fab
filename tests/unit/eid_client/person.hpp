// SPDX-License-Identifier: EUPL-1.2
// Somebody at the terminal: answers questions from a list and remembers what was told.
#pragma once

#include <api/eid_client.hpp>

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace foyer::eid_client {

class Person {
 public:
  using Answer = std::pair<api::EidNumber, std::string>;

  Person(api::EidClient& client, std::deque<Answer> answers)
      : client_(&client), answers_(std::move(answers)) {}

  // Called before each answer; returns false to leave it unanswered.
  std::function<bool(const api::EidQuestion&)> before = [](const api::EidQuestion&) {
    return true;
  };
  // Called with who wants to know what; returns false to leave it unanswered.
  std::function<bool(const api::EidConsent&)> agree = [](const api::EidConsent&) { return true; };
  std::vector<api::EidQuestion> questions;
  std::vector<api::EidConsent> consents;
  bool was_asked_for_card = false;
  bool wrong_question = false; // another one than the list says

  void operator()(const api::EidNews& news) {
    if (std::holds_alternative<api::EidInsertCard>(news))
      was_asked_for_card = true;
    if (const auto* question = std::get_if<api::EidQuestion>(&news))
      hear(*question);
    if (const auto* consent = std::get_if<api::EidConsent>(&news)) {
      consents.push_back(*consent);
      if (agree(*consent))
        client_->consent();
    }
  }
  [[nodiscard]] bool said_all() const { return answers_.empty(); }

 private:
  void hear(const api::EidQuestion& question) {
    questions.push_back(question);
    if (!before(question) || answers_.empty())
      return;
    wrong_question = wrong_question || answers_.front().first != question.what;
    client_->answer(Secret(answers_.front().second));
    answers_.pop_front();
  }

  api::EidClient* client_;
  std::deque<Answer> answers_;
};

} // namespace foyer::eid_client
