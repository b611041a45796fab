// SPDX-License-Identifier: EUPL-1.2
// Whose filing is taken now, and when the others are to come back: everybody who is turned away
// gets a moment of its own, so that after an outage the terminals come as fast as the office can
// take them, and no faster.
#pragma once

#include <base/clock.hpp>

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace foyer::middletier {

// The rule, pure: what is promised and the time come in. Moments count from whatever beginning.
class AdmissionRule {
 public:
  using Moment = std::chrono::nanoseconds;
  struct Promise {
    Moment moment{};
    int filings = 0; // that are left of it
  };

  // Filings a second, measured; 0: everybody is taken.
  explicit AdmissionRule(double per_second);
  [[nodiscard]] bool takes_everybody() const { return each_ == each_.zero(); }

  // Nothing: taken. `next` is the first moment nobody has, `promise` what this terminal was told,
  // if anything; both change. `waiting` filings lie there; as many, up to a bound, are taken at its
  // one moment.
  std::optional<std::chrono::seconds> ask(std::optional<Promise>& promise, Moment& next,
                                          int waiting, Moment now) const;
  // A promise nobody has come back for is forgotten then.
  static constexpr std::chrono::minutes kept{10};

 private:
  std::chrono::nanoseconds each_;
};

// Of one instance, in memory. Thread safe.
class Admission {
 public:
  explicit Admission(double per_second) : rule_(per_second) {}

  // Nothing: taken. Else to be said as Retry-After (whole seconds, RFC 9110 §10.2.3); who comes
  // back then is taken. Who comes earlier is told the same moment again.
  std::optional<std::chrono::seconds> ask(const std::string& terminal, int waiting, SteadyTime now);

 private:
  using Moment = AdmissionRule::Moment;
  void forget_old(Moment now);

  const AdmissionRule rule_;
  std::mutex mutex_;
  Moment next_{};
  std::map<std::string, AdmissionRule::Promise> promised_; // by terminal
  Moment last_tidied_{};
};

} // namespace foyer::middletier
