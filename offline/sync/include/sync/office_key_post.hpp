// SPDX-License-Identifier: EUPL-1.2
// OfficeKeyPost: brings the office's published certificates (seal/office_keys.hpp) to the terminal.
// What does not hold by our own pins, is older than what is here, or says something else under the
// same version is refused, told in the log, and leaves what is here as it is.
#pragma once

#include <sync/back_off.hpp>
#include <sync/line.hpp>

#include <base/clock.hpp>
#include <base/log_types.hpp>
#include <seal/office_keys.hpp>
#include <store/store.hpp>

#include <optional>
#include <stop_token>

namespace foyer::sync {

struct OfficeKeyPostConfig {
  seal::OfficePins pins; // without a name nothing is fetched
  std::chrono::milliseconds every{3'600'000};
  BackOff back_off;
};

class OfficeKeyPost {
 public:
  // All must outlive it. One thread, the store's.
  OfficeKeyPost(store::Store& store, Line& line, OfficeKeyPostConfig config, const Clock& clock,
                Random random);

  struct Standing {
    std::optional<std::int64_t> version; // of the set that is here
    std::optional<FailureCode> failure;  // why the last look brought nothing
  };
  // Asks when it is due. Blocks like Line::exchange. Never fails for good.
  void run(const std::stop_token& stop);
  // When run() wants to be called again; nothing: never.
  [[nodiscard]] std::optional<SteadyTime> next_due() const;
  [[nodiscard]] Standing standing() const { return standing_; }

 private:
  // True: the office was asked and what it has is here. False: what it has was refused.
  Result<bool> look(const std::stop_token& stop);
  bool refuse(Token why, FailureCode failure);

  store::Store& store_;
  Line& line_;
  OfficeKeyPostConfig config_;
  const Clock& clock_;
  Random random_;
  SteadyTime next_{};
  int failed_ = 0;
  std::optional<std::chrono::milliseconds> retry_after_;
  Standing standing_;
};

} // namespace foyer::sync
