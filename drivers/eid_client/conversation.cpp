// SPDX-License-Identifier: EUPL-1.2
#include "conversation.hpp"

#include "commands.hpp"

#include <algorithm>

namespace foyer::eid_client {

using api::EidEnd;
using api::EidNumber;
using api::EidOutcome;
using api::EidTask;

namespace {

// A companion that talks more than this, or mostly nonsense, is out of order.
constexpr int most_messages = 20'000;
constexpr int most_odd_messages = 200;

// The API levels we speak, the best first. Level 1 has neither STATUS nor the readers' list.
constexpr int spoken_levels[] = {3, 2};

std::optional<EidNumber> question_of(std::string_view kind) {
  if (kind == "ENTER_PIN")
    return EidNumber::pin;
  if (kind == "ENTER_CAN")
    return EidNumber::can;
  if (kind == "ENTER_PUK")
    return EidNumber::puk;
  if (kind == "ENTER_NEW_PIN")
    return EidNumber::new_pin;
  return std::nullopt;
}

// After a wrong PIN the card asks again, for the CAN before its last try, or for the PUK.
bool rejects(EidNumber given, EidNumber asked) {
  return given == asked ||
         (given == EidNumber::pin && (asked == EidNumber::can || asked == EidNumber::puk));
}

// Which number a card wants first (TR-03110-2 §3.3): the CAN before its last try, the PUK after it.
EidNumber number_for(const std::optional<int>& tries) {
  if (tries == 1)
    return EidNumber::can;
  return tries == 0 ? EidNumber::puk : EidNumber::pin;
}

// A right that a terminal without staff must not use: reading with the CAN needs a person who
// compares the face (§ 18a PAuswG), and this terminal writes nothing onto cards.
bool forbidden(const std::string& right) {
  return right == "CanAllowed" || right == "PinManagement" || right.starts_with("Write");
}

} // namespace

Conversation::Conversation(const api::EidJob* job) : job_(job) {}

bool Conversation::waits_for_person() const {
  return phase_ == Phase::running && (waiting_ != Waiting::machine || paused_);
}

void Conversation::send(std::string_view command) {
  commands_.emplace_back(command);
}

void Conversation::end(Result<EidOutcome> how) {
  if (outcome_)
    return;
  phase_ = Phase::over;
  question_.reset();
  outcome_.emplace(std::move(how));
}

void Conversation::end_with(Result<EidOutcome> how) {
  if (phase_ == Phase::ending || phase_ == Phase::over)
    return;
  if (phase_ < Phase::starting)
    return end(std::move(how));
  phase_ = Phase::ending;
  question_.reset();
  ending_.emplace(std::move(how));
  send(command::cancel);
}

void Conversation::begin() {
  if (phase_ != Phase::fresh)
    return;
  phase_ = Phase::info;
  send(command::get_info);
}

void Conversation::stop(Failure why) {
  end_with(std::move(why));
}

void Conversation::break_off(Failure why) {
  // What was settled before the line broke, or before the time was over, stays true.
  if (ending_)
    return end(std::move(*ending_));
  end(std::move(why));
}

void Conversation::resume() {
  if (!paused_)
    return;
  paused_ = false;
  send(command::go_on);
}

void Conversation::consent() {
  if (phase_ != Phase::running || waiting_ != Waiting::consent)
    return;
  waiting_ = Waiting::machine;
  send(command::accept);
}

void Conversation::answer(Secret digits) {
  if (phase_ != Phase::running || !question_ || question_->on_reader)
    return;
  const ByteView text = digits.reveal();
  const bool fits =
      std::all_of(text.begin(), text.end(), [](std::uint8_t c) { return c >= '0' && c <= '9'; }) &&
      text.size() >= static_cast<std::size_t>(question_->shortest) &&
      text.size() <= static_cast<std::size_t>(question_->longest);
  if (!fits) {
    question_->malformed = true;
    question_->rejected.reset();
    news_.emplace_back(*question_);
    return;
  }
  given_ = question_->what;
  commands_.push_back(command::set_number(question_->what, text));
  question_.reset();
  waiting_ = Waiting::machine;
}

void Conversation::hear(std::string_view text) {
  if (phase_ == Phase::fresh || phase_ == Phase::over)
    return;
  const auto message = parse_message(text);
  if (!message.ok() && ++odd_ > most_odd_messages)
    return end(fail(FailureCode::eid_crashed, "odd messages"));
  if (++heard_ > most_messages)
    return end(fail(FailureCode::eid_crashed, "too many messages"));
  if (!message.ok())
    return;
  const std::string& kind = message->kind;
  if (kind == "INTERNAL_ERROR")
    return end(fail(FailureCode::eid_crashed, "INTERNAL_ERROR"));
  if (kind == "INVALID" || kind == "UNKNOWN_COMMAND" || kind == "BAD_STATE")
    return hear_complaint(*message);
  if (kind == "READER")
    return hear_reader(*message->reader);
  if (kind == "READER_LIST") {
    for (const Reader& reader : message->readers)
      hear_reader(reader);
    return;
  }
  if (phase_ < Phase::starting)
    return hear_handshake(*message);
  if (kind == "CHANGE_PIN" && job_->task != EidTask::authenticate)
    return hear_change_pin(*message);
  if (kind == "AUTH" && job_->task == EidTask::authenticate)
    return hear_auth(*message);
  if (phase_ != Phase::running)
    return;
  if (kind == "INSERT_CARD")
    return insert_card(false);
  if (const auto what = question_of(kind))
    return hear_question(*what, *message);
  if (kind == "ACCESS_RIGHTS")
    return hear_rights(*message);
  if (kind == "CERTIFICATE")
    return hear_certificate(*message);
  if (kind == "PAUSE") {
    paused_ = true;
    news_.emplace_back(api::EidCardLost{});
    return;
  }
  if (kind == "STATUS" && message->progress && *message->progress != percent_) {
    percent_ = *message->progress;
    news_.emplace_back(api::EidWorking{percent_});
  }
}

// INFO, then the best API level both speak, then the readers, then the job.
void Conversation::hear_handshake(const Message& message) {
  if (phase_ == Phase::info && message.kind == "INFO") {
    info_.name = message.name;
    info_.version = message.version;
    phase_ = Phase::levels;
    return send(command::get_api_level);
  }
  if (message.kind != "API_LEVEL")
    return;
  if (phase_ == Phase::levels) {
    for (const int level : spoken_levels)
      if (std::find(message.levels.begin(), message.levels.end(), level) != message.levels.end()) {
        info_.api_level = level;
        phase_ = Phase::level;
        return send(command::set_api_level(level));
      }
    return end(fail(FailureCode::eid_outdated, "no API level in common"));
  }
  if (phase_ != Phase::level)
    return;
  if (message.has_error || message.level != info_.api_level)
    return end(fail(FailureCode::eid_outdated, "API level refused"));
  if (job_ == nullptr)
    return end(EidOutcome{});
  phase_ = Phase::starting;
  send(command::get_reader_list);
  if (job_->task == EidTask::authenticate)
    commands_.push_back(command::run_auth(job_->token_url.reveal()));
  else
    send(command::run_change_pin);
}

// What the companion says about a command of ours that it did not take.
void Conversation::hear_complaint(const Message& message) {
  if (message.kind == "UNKNOWN_COMMAND")
    return end(fail(FailureCode::eid_outdated, "a command is unknown"));
  if (message.kind == "INVALID")
    return end(fail(FailureCode::eid_crashed, "a command was not understood"));
  if (phase_ == Phase::starting)
    return end(fail(FailureCode::eid_crashed, "another workflow is running"));
  // Our CANCEL came when it had ended already. All other commands that crossed a change of state
  // are followed by the message that says what now is.
  if (phase_ == Phase::ending && message.error == "CANCEL")
    end(std::move(*ending_));
}

void Conversation::hear_reader(const Reader& reader) {
  // The companion's own test card has no place in a terminal.
  if (reader.simulated)
    return;
  if (readers_.size() >= 64 && !readers_.contains(reader.name))
    return;
  if (reader.attached)
    readers_[reader.name] = reader;
  else
    readers_.erase(reader.name);
  if (phase_ != Phase::running && phase_ != Phase::ending)
    return;
  const auto holds = [](const auto& entry) {
    return entry.second.card && entry.second.card->known;
  };
  const bool held = std::any_of(readers_.begin(), readers_.end(), holds);
  if (reader.card && reader.card->deactivated)
    end_with(fail(FailureCode::eid_deactivated));
  if (reader.card && !reader.card->known && waiting_ == Waiting::card)
    insert_card(true);
  if (held != held_)
    hold_card(held, reader.card);
}

void Conversation::hold_card(bool held, const std::optional<Card>& card) {
  held_ = held;
  lost_ = !held;
  if (!held) {
    news_.emplace_back(api::EidCardLost{});
    if (phase_ == Phase::ending && unexplained_)
      return end(fail(FailureCode::card_removed));
    // What was begun with this card (a PIN accepted, a CAN before the last try) is lost with it.
    if (phase_ == Phase::running && question_ && given_)
      end_with(fail(FailureCode::card_removed));
    return;
  }
  if (waiting_ == Waiting::card)
    waiting_ = Waiting::machine;
  news_.emplace_back(api::EidCardHeld{});
  if (phase_ != Phase::running || !question_)
    return;
  // The companion does not repeat its question. The same kind of number is asked for again; a card
  // in another state is another card, or has been elsewhere.
  if (card && number_for(card->tries) == question_->what) {
    question_->tries = card->tries;
    question_->malformed = false;
    news_.emplace_back(*question_);
  } else {
    end_with(fail(FailureCode::card_removed));
  }
}

void Conversation::insert_card(bool other_card) {
  // The number given last would go to whatever card comes now.
  if (given_)
    return end_with(fail(FailureCode::card_removed));
  waiting_ = Waiting::card;
  question_.reset();
  news_.emplace_back(
      api::EidInsertCard{.reader_there = !readers_.empty(), .other_card = other_card});
}

// "unblock" is no workflow of its own: it is the beginning of a PIN change, left as soon as the
// card's counter is back at three. True where that is so.
bool Conversation::settle_unblock(EidNumber what, const std::optional<int>& tries) {
  if (job_->task != EidTask::unblock)
    return false;
  const bool unblocked = (given_ == EidNumber::puk && what == EidNumber::pin) ||
                         (given_ == EidNumber::pin && what == EidNumber::new_pin);
  const bool idle = !given_ && what == EidNumber::pin && tries.value_or(3) >= 2;
  if (!unblocked && !idle)
    return false;
  end_with(EidOutcome{.end = unblocked ? EidEnd::done : EidEnd::not_blocked, .refresh_url = {}});
  return true;
}

void Conversation::hear_question(EidNumber what, const Message& message) {
  const auto card = message.reader ? message.reader->card : std::nullopt;
  if (card && card->deactivated)
    return end_with(fail(FailureCode::eid_deactivated));
  if (card && card->inoperative)
    return end_with(fail(FailureCode::eid_blocked));
  api::EidQuestion question{.what = what};
  if (card)
    question.tries = card->tries;
  if (settle_unblock(what, question.tries))
    return;
  question.malformed = message.has_error;
  if (given_ && !question.malformed && rejects(*given_, what))
    question.rejected = given_;
  question.on_reader = message.reader && message.reader->keypad;
  if (what == EidNumber::puk)
    question.shortest = question.longest = 10;
  if (what == EidNumber::pin && job_->task != EidTask::authenticate)
    question.shortest = 5; // the transport PIN of the letter (TR-03110-2 §3.3.1)
  question_ = question;
  waiting_ = Waiting::number;
  news_.emplace_back(question);
  if (question.on_reader) {
    // A reader with a pad asks for itself, once it is told to.
    given_ = what;
    commands_.push_back(command::set_number(what, {}));
  }
}

void Conversation::hear_rights(const Message& message) {
  if (waiting_ == Waiting::consent || !rights_.empty())
    return;
  // Only what the service must know; everything else is switched off first.
  if (message.optional_rights && !rights_narrowed_) {
    rights_narrowed_ = true;
    return send(command::no_optional_rights);
  }
  if (message.has_error || message.optional_rights ||
      std::any_of(message.rights.begin(), message.rights.end(), forbidden))
    return end_with(fail(FailureCode::eid_refused, "the service asks for more than is allowed"));
  rights_ = message.rights;
  if (rights_.empty())
    return end_with(fail(FailureCode::eid_refused, "the service asks for nothing"));
  send(command::get_certificate);
}

void Conversation::hear_certificate(const Message& message) {
  if (rights_.empty() || waiting_ == Waiting::consent)
    return;
  if (message.subject.empty())
    return end_with(fail(FailureCode::eid_refused, "the service has no name"));
  waiting_ = Waiting::consent;
  news_.emplace_back(api::EidConsent{.service = message.subject,
                                     .service_url = message.subject_url,
                                     .rights = rights_,
                                     .purpose = message.purpose,
                                     .terms = message.terms,
                                     .valid_until = message.valid_until});
}

} // namespace foyer::eid_client
