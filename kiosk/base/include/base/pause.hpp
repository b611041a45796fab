// SPDX-License-Identifier: EUPL-1.2
// A sleep that a stop ends at once.
#pragma once

#include <chrono>
#include <stop_token>

namespace foyer {

// Sleeps that long; false as soon as the stop was asked for.
bool pause(std::chrono::milliseconds time, const std::stop_token& stop);
// Sleeps until the stop is asked for.
void pause(const std::stop_token& stop);

} // namespace foyer
