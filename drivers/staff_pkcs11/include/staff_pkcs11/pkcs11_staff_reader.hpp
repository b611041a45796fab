// SPDX-License-Identifier: EUPL-1.2
// The staff's reader through a PKCS#11 module (OpenSC's for cards, SoftHSM's in tests). The
// module's code runs in a worker process that lives as long as a card lies in the reader: a module
// that crashes or hangs costs one card and not the terminal, and an empty reader costs nothing.
// What the worker says is not believed: certificates are judged and signatures verified here.
#pragma once

#include <api/card_reader.hpp>
#include <api/staff_card.hpp>
#include <base/clock.hpp>
#include <staff_pkcs11/certificate_judge.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace foyer::staff_pkcs11 {

struct Pkcs11Config {
  std::filesystem::path module = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";
  // A part of the slot's description, which OpenSC makes of the reader's name; empty: any slot.
  std::string reader;
  JudgeConfig judge;
  // Names of the readers that OpenSC must leave alone; asked each time a card is laid.
  std::function<std::vector<std::string>()> other_readers = {};
  // Empty: foyer-staff-worker beside the running program.
  std::filesystem::path worker;
  // Added to the worker's environment ("SOFTHSM2_CONF").
  std::vector<std::pair<std::string, std::string>> environment;

  // OpenSC needs 1 to 4 s for a card it has not seen before.
  std::chrono::milliseconds look_limit{15'000};
  std::chrono::milliseconds sign_limit{15'000};
  // With a PIN typed on the reader.
  std::chrono::milliseconds typing_limit{75'000};
};

class Pkcs11StaffReader final : public api::StaffReader {
 public:
  // `reader` tells when a card comes and goes; no command is sent over it.
  Pkcs11StaffReader(Pkcs11Config config, std::unique_ptr<api::CardReader> reader,
                    const Clock& clock);
  ~Pkcs11StaffReader() override;
  Pkcs11StaffReader(const Pkcs11StaffReader&) = delete;
  Pkcs11StaffReader& operator=(const Pkcs11StaffReader&) = delete;

  void watch(const std::stop_token& stop,
             const std::function<void(const api::StaffCardSeen&)>& changed) override;
  Result<api::StaffLogin> log_in(const Secret& pin, const std::stop_token& stop) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace foyer::staff_pkcs11
