// SPDX-License-Identifier: EUPL-1.2
// An answer other than the expected one, as problem document (RFC 9457).
#pragma once

#include <string>

namespace foyer::middletier {

struct Problem {
  int status;
  std::string type;       // "urn:foyer:problem:..."
  int retry_after_s = -1; // negative: no such header
};

} // namespace foyer::middletier
