// SPDX-License-Identifier: EUPL-1.2
// PcscReader: the CardReader contract over pcsc-lite.
#pragma once

#include <api/card_reader.hpp>

#include <chrono>
#include <string>

namespace foyer::card_pcsc {

struct PcscConfig {
  // A part of the reader's name as pcscd lists it ("Virtual PCD 00 00"); the first match counts.
  // Empty: the first reader there is.
  std::string reader_name = {};
  // A card that has not answered one command by then counts as mute. ISO 14443-4 allows a frame
  // 4.9 s, and a slow chip may ask for more while it computes a key agreement.
  std::chrono::milliseconds answer_deadline{10'000};
};

// The socket of pcscd is taken by libpcsclite from the environment (PCSCLITE_CSOCK_NAME).
class PcscReader final : public api::CardReader {
 public:
  explicit PcscReader(PcscConfig config) : config_(std::move(config)) {}

  void watch(const std::stop_token& stop,
             const std::function<void(api::CardPresence)>& changed) override;
  Result<std::unique_ptr<api::ApduChannel>> connect(const std::stop_token& stop) override;

 private:
  PcscConfig config_;
};

} // namespace foyer::card_pcsc
