// SPDX-License-Identifier: EUPL-1.2
// Failure: one entry of the closed list in failures.def, plus a technical detail for the log.
// The three places (failures.def, FAILURES.md, locales/*/failures.json) are kept equal by
// tests/lint/failures.py.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace foyer {

// Who has to read the failure and can do something about it.
enum class Audience : std::uint8_t { visitor, staff, technician };

enum class FailureCode : std::uint16_t {
#define FOYER_FAILURE(code, audience) code,
#include <base/failures.def>
#undef FOYER_FAILURE
};

struct Failure {
  FailureCode code;
  // Technical, for technicians and logs: never personal data, never shown to a visitor.
  std::string detail = {};
};

// The code as written in failures.def; the message keys are "failure.<name>.title" and ".advice".
std::string_view name(FailureCode code);
Audience audience(FailureCode code);

inline Failure fail(FailureCode code, std::string detail = {}) {
  return {code, std::move(detail)};
}

} // namespace foyer
