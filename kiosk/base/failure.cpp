// SPDX-License-Identifier: EUPL-1.2
#include <base/failure.hpp>

namespace foyer {

std::string_view name(FailureCode code) {
  switch (code) {
#define FOYER_FAILURE(code, audience)                                                              \
  case FailureCode::code: return #code;
#include <base/failures.def>
#undef FOYER_FAILURE
  }
  return "internal";
}

Audience audience(FailureCode code) {
  switch (code) {
#define FOYER_FAILURE(code, audience)                                                              \
  case FailureCode::code: return Audience::audience;
#include <base/failures.def>
#undef FOYER_FAILURE
  }
  return Audience::technician;
}

} // namespace foyer
