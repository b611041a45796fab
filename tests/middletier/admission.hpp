// SPDX-License-Identifier: EUPL-1.2
// Whose filing is taken now, and when the others are to come back: everybody who is turned away
// gets a moment of its own, so that after an outage the terminals come as fast as the office can
// take them, and no faster. Pure: time comes in. Thread safe.
#pragma once

#include <base/clock.hpp>

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace foyer::middletier {

class Admission {
 public:
  // Filings a second, measured; 0: everybody is taken.
  explicit Admission(double per_second);

  // `waiting` filings lie at the terminal; as many, up to a bound, are taken at its one moment.
  // Nothing: taken. Else to be said as Retry-After (whole seconds, RFC 9110 §10.2.3); who comes
  // back then is taken. Who comes earlier is told the same moment again.
  std::optional<std::chrono::seconds> ask(const std::string& terminal, int waiting, SteadyTime now);

 private:
  // Work that is taken although its moment has not come: short bursts cost nobody a second visit.
  static constexpr std::chrono::milliseconds ahead{500};
  // A promise nobody comes back for is forgotten.
  static constexpr std::chrono::minutes kept{10};
  static constexpr int most_at_once = 10;

  using Moment = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;
  struct Promise {
    Moment moment;
    int filings; // that are left of it
  };
  void forget_old(Moment now);

  const std::chrono::nanoseconds each_;
  std::mutex mutex_;
  Moment next_{};                           // the first that nobody has
  std::map<std::string, Promise> promised_; // by terminal
  Moment last_tidied_{};
};

} // namespace foyer::middletier
