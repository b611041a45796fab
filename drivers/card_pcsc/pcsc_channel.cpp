// SPDX-License-Identifier: EUPL-1.2
#include "pcsc_channel.hpp"

#include "pcsc_calls.hpp"
#include "reader_finder.hpp"

#include <card_pcsc/atr.hpp>

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <reader.h>
#include <thread>
#include <utility>

namespace foyer::card_pcsc {
namespace {

// Another program that looks at a new card (an agent, a desktop) lets go within this time.
constexpr std::chrono::milliseconds sharing_pause{300};
// Long enough for a healthy reader to power a card down.
constexpr std::chrono::milliseconds farewell{2'000};
// Readers give a holder 15 to 60 s to type before they end it themselves.
constexpr std::chrono::milliseconds typing{75'000};

} // namespace

// `mutex` guards everything up to the line; below it is the thread's own.
struct PcscChannel::Shared {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::optional<Job> job;
  std::optional<Result<Bytes>> answer; // to the connect (the ATR) or to the last job
  Features features;                   // once they were asked for
  bool abandoned = false;              // a call did not return in time: the channel is dead
  bool closing = false;
  bool closed = false;
  bool extended = false;

  // ----
  Shared(PcscConfig the_config, std::shared_ptr<PcscCalls> the_calls)
      : config(std::move(the_config)), calls(std::move(the_calls)), context(*calls) {}

  const PcscConfig config;
  const std::shared_ptr<PcscCalls> calls;
  Context context;
  SCARDHANDLE card = 0;
  DWORD protocol = 0;

  void run();
  Result<Bytes> connect();
  Result<std::string> reader_with_card();
  Features find_features();
  Result<Bytes> exchange(const Job& job);
  LONG send(const Job& job, Bytes& reply);
  bool card_has_left();
};

// Of several readers of the role: the one where something lies.
Result<std::string> PcscChannel::Shared::reader_with_card() {
  std::vector<std::string> names;
  if (const LONG code = ReaderFinder(config, context).find(names); code != SCARD_S_SUCCESS)
    return connect_failure(code);
  if (names.empty())
    return fail(FailureCode::reader_missing, "pcsc: no reader of that role");
  if (names.size() == 1)
    return names.front();
  std::vector<SCARD_READERSTATE> states(names.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    states[i].szReader = names[i].c_str();
  if (const LONG code = calls->status_change(context.get(), 0, states); code != SCARD_S_SUCCESS)
    return connect_failure(code);
  std::string found;
  for (const SCARD_READERSTATE& state : states) {
    if ((state.dwEventState & SCARD_STATE_PRESENT) == 0)
      continue;
    if (!found.empty())
      return fail(FailureCode::card_mute, "pcsc: several cards");
    found = state.szReader;
  }
  if (found.empty())
    return fail(FailureCode::card_absent);
  return found;
}

Result<Bytes> PcscChannel::Shared::connect() {
  if (const LONG code = context.establish(); code != SCARD_S_SUCCESS)
    return connect_failure(code);
  FOYER_TRY(const std::string name, reader_with_card());
  const auto attempt = [&] {
    return calls->connect(context.get(), name, SCARD_SHARE_EXCLUSIVE,
                          SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, card, protocol);
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
  Bytes atr;
  code = calls->answer_to_reset(card, atr);
  if (code != SCARD_S_SUCCESS)
    return connect_failure(code);
  return atr;
}

// A reader that does not know the question, or answers it badly, has no features.
Features PcscChannel::Shared::find_features() {
  Bytes reply;
  if (calls->control(card, CM_IOCTL_GET_FEATURE_REQUEST, {}, reply) != SCARD_S_SUCCESS)
    return {};
  auto parsed = parse_features(reply);
  Features found = parsed.ok() ? *parsed : Features{};
  if (found.execute_pace != 0) {
    const bool asked = calls->control(card, found.execute_pace, pace_capabilities_request(),
                                      reply) == SCARD_S_SUCCESS;
    const auto generic = asked ? parse_generic_pace(reply) : Result<bool>(false);
    if (!generic.ok() || !*generic)
      found.execute_pace = 0;
  }
  return found;
}

LONG PcscChannel::Shared::send(const Job& what, Bytes& reply) {
  if (what.control != 0)
    return calls->control(card, what.control, what.bytes, reply);
  const LONG code = calls->transmit(card, protocol, what.bytes, reply);
  // Some drivers answer with nothing at all when the card leaves in mid-command (seen with vpcd).
  return code == SCARD_S_SUCCESS && reply.size() < 2 ? SCARD_E_NOT_TRANSACTED : code;
}

// After a broken exchange: is there still a card that answers to power?
bool PcscChannel::Shared::card_has_left() {
  return calls->reconnect(card, SCARD_RESET_CARD, protocol) != SCARD_S_SUCCESS;
}

Result<Bytes> PcscChannel::Shared::exchange(const Job& what) {
  if (what.features) {
    const Features found = find_features();
    const std::lock_guard lock(mutex);
    features = found;
    return Bytes{};
  }
  Bytes reply;
  LONG code = send(what, reply);
  if (code == SCARD_W_RESET_CARD || code == SCARD_E_SHARING_VIOLATION) {
    // Somebody reset the card under us: take it back and say it once more.
    if (code == SCARD_E_SHARING_VIOLATION)
      std::this_thread::sleep_for(sharing_pause);
    const LONG again = calls->reconnect(card, SCARD_LEAVE_CARD, protocol);
    code = again == SCARD_S_SUCCESS ? send(what, reply) : again;
  }
  if (code == SCARD_S_SUCCESS)
    return reply;
  const Failure failure = transmit_failure(code);
  if ((code == SCARD_E_NOT_TRANSACTED || code == SCARD_F_COMM_ERROR) && !card_has_left())
    return fail(FailureCode::card_mute, failure.detail);
  return failure;
}

void PcscChannel::Shared::run() {
  auto first = connect();
  const bool connected = first.ok();
  std::unique_lock lock(mutex);
  extended = connected && announces_extended_length(*first);
  answer = std::move(first);
  changed.notify_all();
  while (connected) {
    changed.wait(lock, [&] { return job.has_value() || closing; });
    if (closing)
      break;
    Job next = std::move(*job);
    job.reset();
    lock.unlock();
    auto result = exchange(next);
    wipe(next.bytes);
    lock.lock();
    answer = std::move(result);
    changed.notify_all();
    if (abandoned)
      break; // nobody waits any more: let go of the card for the next channel
  }
  lock.unlock();
  // Reset, so that the next one to connect finds no open secure channel.
  if (card != 0)
    calls->disconnect(card, SCARD_RESET_CARD);
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

Result<std::unique_ptr<api::ApduChannel>> PcscChannel::open(const PcscConfig& config,
                                                            std::shared_ptr<PcscCalls> calls,
                                                            const std::stop_token& stop) {
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  auto shared = std::make_shared<Shared>(config, std::move(calls));
  std::unique_ptr<PcscChannel> channel(new PcscChannel(shared, config.answer_deadline, stop));
  std::thread([shared] { shared->run(); }).detach();
  // A connect may wait for another program once, besides powering the card.
  FOYER_TRY(const Bytes atr, channel->await(config.answer_deadline + sharing_pause));
  return std::unique_ptr<api::ApduChannel>(std::move(channel));
}

Result<Bytes> PcscChannel::run(Job job, std::chrono::milliseconds deadline) {
  {
    const std::lock_guard lock(shared_->mutex);
    if (stop_.stop_requested() || shared_->abandoned) {
      wipe(job.bytes);
      return stop_.stop_requested() ? fail(FailureCode::cancelled)
                                    : fail(FailureCode::card_mute, "pcsc: the reader hangs");
    }
    shared_->job = std::move(job);
    shared_->changed.notify_all();
  }
  return await(deadline);
}

Result<Bytes> PcscChannel::transmit(ByteView command) {
  return run({to_bytes(command)}, answer_deadline_);
}

bool PcscChannel::extended_length() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->extended;
}

api::ReaderFunctions* PcscChannel::own_functions() {
  if (!std::exchange(features_asked_, true) && run({.features = true}, answer_deadline_).ok()) {
    const std::lock_guard lock(shared_->mutex);
    features_ = shared_->features;
  }
  return can_pace() || has_pin_pad() ? this : nullptr;
}

Result<api::ReaderPace> PcscChannel::open(const api::ReaderPaceRequest& request) {
  if (!can_pace())
    return fail(FailureCode::card_unsupported, "pcsc: the reader has no PACE");
  FOYER_TRY(Bytes bytes, establish_pace_request(request));
  // The thread wipes them.
  auto answer = run({std::move(bytes), features_.execute_pace}, typing + answer_deadline_);
  if (!answer.ok())
    return answer.failure();
  return parse_pace_answer(*answer);
}

void PcscChannel::close() {
  if (can_pace())
    (void)run({destroy_pace_request(), features_.execute_pace}, answer_deadline_);
}

Result<std::uint16_t> PcscChannel::verify_pin(const api::PinPadRequest& request) {
  if (!has_pin_pad())
    return fail(FailureCode::card_unsupported, "pcsc: the reader has no pin pad");
  FOYER_TRY(const Bytes answer, run({verify_pin_request(request), features_.verify_pin_direct},
                                    typing + answer_deadline_));
  return parse_pin_answer(answer);
}

} // namespace foyer::card_pcsc
