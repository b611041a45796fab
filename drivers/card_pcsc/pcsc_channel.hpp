// SPDX-License-Identifier: EUPL-1.2
// PcscChannel: one connected card. PC/SC's calls cannot be interrupted, and a reader may hang in
// one; so they run on a thread of their own, and the caller waits for it no longer than its stop
// token and the answer deadline allow. A thread that hangs is left behind with all that it uses.
#pragma once

#include <api/card_reader.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace foyer::card_pcsc {

class PcscChannel final : public api::ApduChannel {
 public:
  // Connects exclusively to the card in the reader that `pattern` chooses.
  static Result<std::unique_ptr<api::ApduChannel>> open(const std::string& pattern,
                                                        std::chrono::milliseconds answer_deadline,
                                                        const std::stop_token& stop);
  ~PcscChannel() override;
  PcscChannel(const PcscChannel&) = delete;
  PcscChannel& operator=(const PcscChannel&) = delete;

  Result<Bytes> transmit(ByteView command) override;
  [[nodiscard]] bool extended_length() const override;

  struct Shared; // between the caller and the thread

 private:
  PcscChannel(std::shared_ptr<Shared> shared, std::chrono::milliseconds answer_deadline,
              std::stop_token stop);
  Result<Bytes> await(std::chrono::milliseconds deadline);

  std::shared_ptr<Shared> shared_;
  std::chrono::milliseconds answer_deadline_;
  std::stop_token stop_;
};

} // namespace foyer::card_pcsc
