// SPDX-License-Identifier: EUPL-1.2
// That the office does not answer now, but will: it is asked too often.
#pragma once

#include <chrono>

namespace foyer::sync {

struct OfficeWait {
  std::chrono::seconds wait;
};

} // namespace foyer::sync
