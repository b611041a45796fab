// SPDX-License-Identifier: EUPL-1.2
#include <eid/card_session.hpp>

#include <eid/tlv.hpp>

namespace foyer::eid {
namespace {

// A continuation carries up to 256 bytes; more rounds than this and the card is playing with us.
constexpr int most_continuations = 256;

constexpr std::uint8_t ins_select = 0xA4;
constexpr std::uint8_t ins_read_binary = 0xB0;
constexpr std::uint8_t ins_read_binary_odd = 0xB1;

// Commands that change nothing when the card hears them twice.
bool repeatable(std::uint8_t instruction) {
  return instruction == ins_select || instruction == ins_read_binary ||
         instruction == ins_read_binary_odd;
}

} // namespace

CardSession::CardSession(api::ApduChannel& channel)
    : channel_(channel), extended_(channel.extended_length()) {}

void CardSession::protect(SecureMessaging messaging) {
  messaging_ = std::move(messaging);
}

void CardSession::rekey(SecureMessaging messaging) {
  messaging_ = std::move(messaging);
  open_again_ = nullptr;
  first_answer_due_ = true;
  first_answer_.clear();
}

void CardSession::forget_protection() {
  messaging_.reset();
}

void CardSession::on_lost(std::function<Status()> open_again) {
  open_again_ = std::move(open_again);
}

Result<Bytes> CardSession::transmit(ByteView command) {
  ++apdus_;
  auto answer = channel_.transmit(command);
  bytes_ += command.size() + (answer.ok() ? answer->size() : 0);
  return answer;
}

// 61xx: the rest of the answer waits for GET RESPONSE (ISO 7816-4 §5.3.4).
Result<Bytes> CardSession::collect(Bytes first) {
  Bytes answer = std::move(first);
  for (int round = 0; round < most_continuations; ++round) {
    if (answer.size() < 2 || answer[answer.size() - 2] != 0x61)
      return answer;
    const std::uint8_t waiting = answer.back();
    answer.resize(answer.size() - 2);
    const CommandApdu more{0x00, 0xC0, 0, 0, {}, waiting == 0 ? 256U : waiting};
    FOYER_TRY(const Bytes part, transmit(more.encode()));
    append(answer, part);
  }
  return fail(FailureCode::card_data_malformed, "answer without end");
}

Result<ResponseApdu> CardSession::exchange(const CommandApdu& command) {
  CommandApdu outgoing = command;
  if (messaging_) {
    FOYER_TRY(outgoing, messaging_->protect(command));
  }
  const Bytes encoded = outgoing.encode();
  auto first = transmit(encoded);
  // The same bytes, so the same counter: a card that heard them refuses, one that did not answers.
  if (!first.ok() && first.failure().code == FailureCode::card_mute &&
      (messaging_ || repeatable(command.ins)))
    first = transmit(encoded);
  FOYER_TRY(Bytes answer, std::move(first));
  // 6Cxx in the clear: the card names the Le it wants. Under protection it stands inside the answer
  // and is read_rest's business, because the counter has moved on.
  if (!messaging_ && answer.size() == 2 && answer[0] == 0x6C) {
    outgoing.le = answer[1] == 0 ? 256 : answer[1];
    FOYER_TRY(answer, transmit(outgoing.encode()));
  }
  FOYER_TRY(const Bytes whole, collect(std::move(answer)));
  if (!messaging_)
    return ResponseApdu::parse(whole);
  if (std::exchange(first_answer_due_, false))
    first_answer_ = whole;
  return messaging_->unprotect(whole);
}

Result<ResponseApdu> CardSession::select_application(ByteView aid) {
  FOYER_TRY(ResponseApdu answer, exchange({0x00, ins_select, 0x04, 0x0C, to_bytes(aid)}));
  in_application_ = in_application_ || answer.ok();
  return answer;
}

Result<ResponseApdu> CardSession::select_master_file() {
  // Refused or not, nobody relies on an application any more.
  in_application_ = false;
  return exchange({0x00, ins_select, 0x00, 0x0C, {0x3F, 0x00}});
}

Result<ResponseApdu> CardSession::select_file(std::uint16_t id) {
  return exchange({0x00,
                   ins_select,
                   0x02,
                   0x0C,
                   {static_cast<std::uint8_t>(id >> 8U), static_cast<std::uint8_t>(id & 0xFFU)}});
}

} // namespace foyer::eid
