// SPDX-License-Identifier: EUPL-1.2
#include "admission.hpp"

#include <algorithm>

namespace foyer::middletier {

namespace {

std::chrono::nanoseconds part_of_a_second(double per_second) {
  return per_second > 0 ? std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / per_second))
                        : std::chrono::nanoseconds(0);
}

} // namespace

Admission::Admission(double per_second) : each_(part_of_a_second(per_second)) {}

std::optional<std::chrono::seconds> Admission::ask(const std::string& terminal, int waiting,
                                                   SteadyTime now) {
  if (each_ == each_.zero())
    return std::nullopt;
  const std::lock_guard lock(mutex_);
  forget_old(now);
  const auto [found, is_new] = promised_.try_emplace(terminal);
  Promise& promise = found->second;
  if (is_new) {
    promise = {std::max(next_, Moment(now)), std::clamp(waiting, 1, most_at_once)};
    next_ = promise.moment + promise.filings * each_;
  }
  if (promise.moment > now + ahead)
    return std::chrono::ceil<std::chrono::seconds>(promise.moment - now);
  if (--promise.filings == 0)
    promised_.erase(found);
  return std::nullopt;
}

void Admission::forget_old(Moment now) {
  if (now - last_tidied_ < std::chrono::minutes(1))
    return;
  last_tidied_ = now;
  std::erase_if(promised_, [&](const auto& promise) { return promise.second.moment + kept < now; });
}

} // namespace foyer::middletier
