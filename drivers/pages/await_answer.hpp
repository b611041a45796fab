// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <base/result.hpp>

#include <chrono>
#include <stop_token>

namespace foyer::pages {

// Until something can be read from a worker's socket, also its end. Fails with: timed_out,
// cancelled.
Status await_answer(int socket, std::chrono::milliseconds limit, const std::stop_token& stop);

} // namespace foyer::pages
