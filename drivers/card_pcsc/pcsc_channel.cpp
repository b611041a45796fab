// SPDX-License-Identifier: EUPL-1.2
#include "pcsc_channel.hpp"

#include "pcsc_calls.hpp"

#include <card_pcsc/atr.hpp>

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace foyer::card_pcsc {
namespace {

// Another program that looks at a new card (an agent, a desktop) lets go within this time.
constexpr std::chrono::milliseconds sharing_pause{300};
// Long enough for a healthy reader to power a card down.
constexpr std::chrono::milliseconds farewell{2'000};

} // namespace

// `mutex` guards everything up to the line; below it is the thread's own.
struct PcscChannel::Shared {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::optional<Bytes> command;
  std::optional<Result<Bytes>> answer; // to the connect (the ATR) or to the last command
  bool abandoned = false;              // a call did not return in time: the channel is dead
  bool closing = false;
  bool closed = false;
  bool extended = false;

  // ----
  std::string pattern;
  Context context;
  SCARDHANDLE card = 0;
  DWORD protocol = 0;

  void run();
  Result<Bytes> connect();
  Result<Bytes> exchange(ByteView bytes);
  LONG transmit(ByteView bytes, Bytes& answer);
  bool card_has_left();
};

Result<Bytes> PcscChannel::Shared::connect() {
  if (const LONG code = context.establish(); code != SCARD_S_SUCCESS)
    return connect_failure(code);
  std::vector<std::string> names;
  if (const LONG code = context.list(names); code != SCARD_S_SUCCESS)
    return connect_failure(code);
  const std::string name = choose_reader(names, pattern);
  if (name.empty())
    return fail(FailureCode::reader_missing, "pcsc: no reader of that name");
  const auto attempt = [&] {
    return SCardConnect(context.get(), name.c_str(), SCARD_SHARE_EXCLUSIVE,
                        SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol);
  };
  LONG code = attempt();
  if (code == SCARD_E_SHARING_VIOLATION || code == SCARD_W_RESET_CARD) {
    std::this_thread::sleep_for(sharing_pause);
    code = attempt();
  }
  if (code != SCARD_S_SUCCESS) {
    card = 0;
    return connect_failure(code);
  }
  Bytes atr(MAX_ATR_SIZE);
  DWORD size = MAX_ATR_SIZE;
  DWORD state = 0;
  code = SCardStatus(card, nullptr, nullptr, &state, nullptr, atr.data(), &size);
  if (code != SCARD_S_SUCCESS)
    return connect_failure(code);
  atr.resize(size);
  return atr;
}

LONG PcscChannel::Shared::transmit(ByteView bytes, Bytes& reply) {
  // 65536 bytes and a status word are the longest answer of ISO 7816-4.
  reply.assign(65'538, 0);
  DWORD size = reply.size();
  const SCARD_IO_REQUEST* header = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  const LONG code =
      SCardTransmit(card, header, bytes.data(), bytes.size(), nullptr, reply.data(), &size);
  reply.resize(code == SCARD_S_SUCCESS ? size : 0);
  return code;
}

// After a broken exchange: is there still a card that answers to power?
bool PcscChannel::Shared::card_has_left() {
  const LONG code =
      SCardReconnect(card, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                     SCARD_RESET_CARD, &protocol);
  return code != SCARD_S_SUCCESS;
}

Result<Bytes> PcscChannel::Shared::exchange(ByteView bytes) {
  Bytes reply;
  LONG code = transmit(bytes, reply);
  if (code == SCARD_W_RESET_CARD || code == SCARD_E_SHARING_VIOLATION) {
    // Somebody reset the card under us: take it back and say it once more (cards.md trap 11).
    if (code == SCARD_E_SHARING_VIOLATION)
      std::this_thread::sleep_for(sharing_pause);
    const LONG again =
        SCardReconnect(card, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                       SCARD_LEAVE_CARD, &protocol);
    code = again == SCARD_S_SUCCESS ? transmit(bytes, reply) : again;
  }
  // Some drivers answer with nothing at all when the card leaves in mid-command (seen with vpcd).
  if (code == SCARD_S_SUCCESS && reply.size() < 2)
    code = SCARD_E_NOT_TRANSACTED;
  if (code == SCARD_S_SUCCESS)
    return reply;
  const Failure failure = transmit_failure(code);
  if ((code == SCARD_E_NOT_TRANSACTED || code == SCARD_F_COMM_ERROR) && !card_has_left())
    return fail(FailureCode::card_mute, failure.detail);
  return failure;
}

void PcscChannel::Shared::run() {
  auto first = connect();
  std::unique_lock lock(mutex);
  const bool connected = first.ok();
  extended = connected && announces_extended_length(*first);
  answer = std::move(first);
  changed.notify_all();
  while (connected) {
    changed.wait(lock, [&] { return command.has_value() || closing; });
    if (closing)
      break;
    Bytes bytes = std::move(*command);
    command.reset();
    lock.unlock();
    auto result = exchange(bytes);
    wipe(bytes);
    lock.lock();
    answer = std::move(result);
    changed.notify_all();
    if (abandoned)
      break; // nobody waits any more: let go of the card for the next channel
  }
  lock.unlock();
  // Reset, so that the next one to connect finds no open secure channel.
  if (card != 0)
    SCardDisconnect(card, SCARD_RESET_CARD);
  context.release();
  lock.lock();
  closed = true;
  changed.notify_all();
}

PcscChannel::PcscChannel(std::shared_ptr<Shared> shared, std::chrono::milliseconds answer_deadline,
                         std::stop_token stop)
    : shared_(std::move(shared)), answer_deadline_(answer_deadline), stop_(std::move(stop)) {}

PcscChannel::~PcscChannel() {
  std::unique_lock lock(shared_->mutex);
  shared_->closing = true;
  shared_->changed.notify_all();
  if (!shared_->abandoned)
    shared_->changed.wait_for(lock, farewell, [&] { return shared_->closed; });
}

Result<Bytes> PcscChannel::await(std::chrono::milliseconds deadline) {
  std::unique_lock lock(shared_->mutex);
  shared_->changed.wait_for(lock, stop_, deadline, [&] { return shared_->answer.has_value(); });
  if (!shared_->answer) {
    shared_->abandoned = true;
    return stop_.stop_requested() ? fail(FailureCode::cancelled)
                                  : fail(FailureCode::card_mute, "pcsc: no answer in time");
  }
  auto answer = std::move(*shared_->answer);
  shared_->answer.reset();
  return answer;
}

Result<std::unique_ptr<api::ApduChannel>>
PcscChannel::open(const std::string& pattern, std::chrono::milliseconds answer_deadline,
                  const std::stop_token& stop) {
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  auto shared = std::make_shared<Shared>();
  shared->pattern = pattern;
  std::unique_ptr<PcscChannel> channel(new PcscChannel(shared, answer_deadline, stop));
  std::thread([shared] { shared->run(); }).detach();
  // A connect may wait for another program once, besides powering the card.
  FOYER_TRY(const Bytes atr, channel->await(answer_deadline + sharing_pause));
  return std::unique_ptr<api::ApduChannel>(std::move(channel));
}

Result<Bytes> PcscChannel::transmit(ByteView command) {
  {
    const std::lock_guard lock(shared_->mutex);
    if (stop_.stop_requested())
      return fail(FailureCode::cancelled);
    if (shared_->abandoned)
      return fail(FailureCode::card_mute, "pcsc: the reader hangs");
    shared_->command = to_bytes(command);
    shared_->changed.notify_all();
  }
  return await(answer_deadline_);
}

bool PcscChannel::extended_length() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->extended;
}

} // namespace foyer::card_pcsc
