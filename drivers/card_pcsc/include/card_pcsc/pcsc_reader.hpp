// SPDX-License-Identifier: EUPL-1.2
// PcscReader: the CardReader contract over pcsc-lite.
#pragma once

#include <api/card_reader.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace foyer::card_pcsc {

class PcscCalls; // pcsc-lite, or what a test puts in its place

// Which readers have a role: those that fit both parts. Nothing given fits every reader.
struct ReaderChoice {
  // A part of the name as pcscd lists it: "Virtual PCD 00 00", or a serial number within it.
  std::string name = {};
  // The USB socket as in /sys/bus/usb/devices ("1-1.4"): tells two readers of one model apart.
  std::string usb_path = {};

  [[nodiscard]] bool empty() const { return name.empty() && usb_path.empty(); }
};

struct PcscConfig {
  // Several readers that fit are one place (the slots of a dual-interface reader): the card may lie
  // on any; cards on two of them count as mute. Nothing given: the first reader there is.
  ReaderChoice ours = {};
  // A card that has not answered one command by then counts as mute. ISO 14443-4 allows a frame
  // 4.9 s, and a slow chip may ask for more while it computes a key agreement.
  std::chrono::milliseconds answer_deadline{10'000};
  // Readers of other roles: never watched or touched here, whatever fits.
  std::vector<ReaderChoice> others = {};
  std::filesystem::path usb_devices = "/sys/bus/usb/devices";
};

// The socket of pcscd is taken by libpcsclite from the environment (PCSCLITE_CSOCK_NAME).
class PcscReader final : public api::CardReader {
 public:
  explicit PcscReader(PcscConfig config, std::shared_ptr<PcscCalls> calls = nullptr);
  ~PcscReader() override;

  void watch(const std::stop_token& stop,
             const std::function<void(api::CardPresence)>& changed) override;
  Result<std::unique_ptr<api::ApduChannel>> connect(const std::stop_token& stop) override;

  // Names of all readers pcscd lists now that do not have this role; for those who must be told
  // which to leave alone (OpenSC). Blocks for moments; empty where there is no service.
  [[nodiscard]] std::vector<std::string> other_readers() const;

 private:
  PcscConfig config_;
  std::shared_ptr<PcscCalls> calls_;
};

} // namespace foyer::card_pcsc
