// SPDX-License-Identifier: EUPL-1.2
#include "admission.hpp"

#include <algorithm>

namespace foyer::middletier {

namespace {

using std::chrono::nanoseconds;

// Work that is taken although its moment has not come: short bursts cost nobody a second visit.
constexpr std::chrono::milliseconds ahead{500};
constexpr int most_at_once = 10;

nanoseconds part_of_a_second(double per_second) {
  return nanoseconds(per_second > 0 ? static_cast<std::int64_t>(1e9 / per_second) : 0);
}

} // namespace

AdmissionRule::AdmissionRule(double per_second) : each_(part_of_a_second(per_second)) {}

std::optional<std::chrono::seconds>
AdmissionRule::ask(std::optional<Promise>& promise, Moment& next, int waiting, Moment now) const {
  if (takes_everybody())
    return std::nullopt;
  if (!promise) {
    promise = Promise{std::max(next, now), std::clamp(waiting, 1, most_at_once)};
    next = promise->moment + promise->filings * each_;
  }
  if (promise->moment > now + ahead)
    return std::chrono::ceil<std::chrono::seconds>(promise->moment - now);
  if (--promise->filings == 0)
    promise.reset();
  return std::nullopt;
}

std::optional<std::chrono::seconds> Admission::ask(const std::string& terminal, int waiting,
                                                   SteadyTime now) {
  const Moment moment = now.time_since_epoch();
  const std::lock_guard lock(mutex_);
  forget_old(moment);
  std::optional<AdmissionRule::Promise> promise;
  if (const auto found = promised_.find(terminal); found != promised_.end())
    promise = found->second;
  const auto wait = rule_.ask(promise, next_, waiting, moment);
  if (promise)
    promised_[terminal] = *promise;
  else
    promised_.erase(terminal);
  return wait;
}

void Admission::forget_old(Moment now) {
  if (now - last_tidied_ < std::chrono::minutes(1))
    return;
  last_tidied_ = now;
  std::erase_if(promised_, [&](const auto& promise) {
    return promise.second.moment + AdmissionRule::kept < now;
  });
}

} // namespace foyer::middletier
