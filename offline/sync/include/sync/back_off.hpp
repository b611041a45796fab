// SPDX-License-Identifier: EUPL-1.2
// When to try again. Full jitter spreads terminals that failed together evenly over the window, and
// a server's Retry-After is a floor, itself spread so that all it turned away do not return at
// once.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace foyer::sync {

struct BackOff {
  std::chrono::milliseconds base{2'000};
  std::chrono::milliseconds cap{600'000};
  // What is believed of a Retry-After at most: a hostile or broken server must not silence us.
  std::chrono::milliseconds retry_after_cap{3'600'000};
};

// Uniform in [0, 1).
using Random = std::function<double()>;
Random system_random();

// `failed_attempts` counts from 1. Never negative, at most cap, or retry_after + base.
std::chrono::milliseconds delay(const BackOff& back_off, int failed_attempts,
                                std::optional<std::chrono::milliseconds> retry_after,
                                const Random& random);

} // namespace foyer::sync
