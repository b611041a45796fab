// SPDX-License-Identifier: EUPL-1.2
// PcscChannel: one connected card. PC/SC's calls cannot be interrupted, and a reader may hang in
// one; so they run on a thread of their own, and the caller waits for it no longer than its stop
// token and the answer deadline allow. A thread that hangs is left behind with all that it uses.
#pragma once

#include <card_pcsc/part10.hpp>
#include <card_pcsc/pcsc_reader.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace foyer::card_pcsc {

class PcscChannel final : public api::ApduChannel, private api::ReaderFunctions {
 public:
  // Connects exclusively to the card in the reader of that role.
  static Result<std::unique_ptr<api::ApduChannel>>
  open(const PcscConfig& config, std::shared_ptr<PcscCalls> calls, const std::stop_token& stop);
  ~PcscChannel() override;
  PcscChannel(const PcscChannel&) = delete;
  PcscChannel& operator=(const PcscChannel&) = delete;

  Result<Bytes> transmit(ByteView command) override;
  [[nodiscard]] bool extended_length() const override;
  [[nodiscard]] api::ReaderFunctions* own_functions() override;

  struct Shared; // between the caller and the thread

 private:
  PcscChannel(std::shared_ptr<Shared> shared, std::chrono::milliseconds answer_deadline,
              std::stop_token stop);
  struct Job {
    Bytes bytes = {};          // wiped when they have been sent
    std::uint32_t control = 0; // the reader's function; 0: the card
    bool features = false;     // sends nothing: asks which functions the reader has
  };
  Result<Bytes> run(Job job, std::chrono::milliseconds deadline);
  Result<Bytes> await(std::chrono::milliseconds deadline);

  [[nodiscard]] bool can_pace() const override { return features_.execute_pace != 0; }
  [[nodiscard]] bool has_pin_pad() const override { return features_.verify_pin_direct != 0; }
  Result<api::ReaderPace> open(const api::ReaderPaceRequest& request) override;
  void close() override;
  Result<std::uint16_t> verify_pin(const api::PinPadRequest& request) override;

  std::shared_ptr<Shared> shared_;
  std::chrono::milliseconds answer_deadline_;
  std::stop_token stop_;
  Features features_;
  bool features_asked_ = false; // a visitor's card is not kept waiting for what nobody uses
};

} // namespace foyer::card_pcsc
