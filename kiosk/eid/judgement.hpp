// SPDX-License-Identifier: EUPL-1.2
// One check's outcome before it has a name; eid's sources only.
#pragma once

#include <eid/checks.hpp>

namespace foyer::eid {

struct Judgement {
  Verdict verdict = Verdict::undetermined;
  Reason reason = Reason::not_reached;
  [[nodiscard]] bool good() const { return verdict == Verdict::passed; }
};

inline constexpr Judgement passed{Verdict::passed, Reason::none};
constexpr Judgement failed(Reason reason) {
  return {Verdict::failed, reason};
}
constexpr Judgement undetermined(Reason reason) {
  return {Verdict::undetermined, reason};
}

} // namespace foyer::eid
