// SPDX-License-Identifier: EUPL-1.2
// One job's talk with the AusweisApp, as a state machine: messages and answers in, commands and
// news out. Knows no process, no socket and no time. Source: AusweisApp SDK documentation,
// "Commands", "Messages" and "Workflow", API levels 2 and 3.
#pragma once

#include "message.hpp"

#include <api/eid_client.hpp>

#include <map>

namespace foyer::eid_client {

class Conversation {
 public:
  // Without a job it only asks who the companion is.
  explicit Conversation(const api::EidJob* job);

  // What happens to it. All of them are harmless at any moment.
  void begin(); // the line stands
  void hear(std::string_view text);
  void answer(Secret digits);
  void consent();
  void resume();               // some time after paused()
  void stop(Failure why);      // ends in an orderly way: the companion is asked to cancel
  void break_off(Failure why); // ends now: the line is gone, or the time over

  // What it wants: commands to send and news to tell, each handed out once.
  std::vector<Secret> take_commands() { return std::exchange(commands_, {}); }
  std::vector<api::EidNews> take_news() { return std::exchange(news_, {}); }

  // Set at the end, and then final.
  [[nodiscard]] const std::optional<Result<api::EidOutcome>>& outcome() const { return outcome_; }
  [[nodiscard]] const api::EidClientInfo& info() const { return info_; }
  // True while a person is to act, so that no time of the machine runs out.
  [[nodiscard]] bool waits_for_person() const;
  [[nodiscard]] bool paused() const { return paused_; }
  // True once it only waits for its end.
  [[nodiscard]] bool ending() const { return phase_ == Phase::ending; }
  // True once the card may have been touched: beginning anew would not be the same any more.
  [[nodiscard]] bool under_way() const { return under_way_; }

 private:
  enum class Phase : std::uint8_t { fresh, info, levels, level, starting, running, ending, over };
  enum class Waiting : std::uint8_t { machine, card, number, consent };

  void send(std::string_view command);
  void end(Result<api::EidOutcome> how);
  void end_with(Result<api::EidOutcome> how); // after the companion has cancelled

  void hear_handshake(const Message& message);
  void hear_complaint(const Message& message);
  void hear_reader(const Reader& reader);
  void hear_question(api::EidNumber what, const Message& message);
  void hear_rights(const Message& message);
  void hear_certificate(const Message& message);
  void hear_change_pin(const Message& message);
  void hear_auth(const Message& message);
  void insert_card(bool other_card);
  bool settle_unblock(api::EidNumber what, const std::optional<int>& tries);
  void hold_card(bool held, const std::optional<Card>& card);
  void fail_workflow(const Message& message);

  const api::EidJob* job_;
  Phase phase_ = Phase::fresh;
  Waiting waiting_ = Waiting::machine;
  bool paused_ = false;
  bool under_way_ = false;
  int heard_ = 0;
  int odd_ = 0;

  api::EidClientInfo info_;
  std::map<std::string, Reader> readers_;
  bool held_ = false;        // a card with an eID function lies there
  bool lost_ = false;        // it lay there, and has left
  bool unexplained_ = false; // failed without a reason: did the card leave?
  std::optional<api::EidQuestion> question_;
  std::optional<api::EidNumber> given_; // the number given last
  std::vector<std::string> rights_;
  bool rights_narrowed_ = false;
  int percent_ = -1;

  std::vector<Secret> commands_;
  std::vector<api::EidNews> news_;
  std::optional<Result<api::EidOutcome>> ending_;
  std::optional<Result<api::EidOutcome>> outcome_;
};

} // namespace foyer::eid_client
