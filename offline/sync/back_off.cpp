// SPDX-License-Identifier: EUPL-1.2
#include <sync/back_off.hpp>

#include <algorithm>
#include <memory>
#include <random>

namespace foyer::sync {

using std::chrono::milliseconds;

namespace {

milliseconds part_of(milliseconds whole, double share) {
  return milliseconds(static_cast<std::int64_t>(static_cast<double>(whole.count()) * share));
}

} // namespace

Random system_random() {
  auto engine = std::make_shared<std::mt19937_64>(std::random_device{}());
  return [engine] { return std::generate_canonical<double, 53>(*engine); };
}

milliseconds delay(const BackOff& back_off, int failed_attempts,
                   std::optional<milliseconds> retry_after, const Random& random) {
  if (retry_after) {
    const auto floor = std::clamp(*retry_after, milliseconds(0), back_off.retry_after_cap);
    return floor + part_of(back_off.base, random());
  }
  milliseconds window = std::min(back_off.base, back_off.cap);
  for (int attempt = 1; attempt < failed_attempts && window < back_off.cap; ++attempt)
    window = std::min(window * 2, back_off.cap);
  return part_of(window, random());
}

} // namespace foyer::sync
