// SPDX-License-Identifier: EUPL-1.2
#include <visit/case.hpp>

namespace foyer::visit {

std::string_view name(CaseState state) {
  switch (state) {
  case CaseState::stored: return "stored";
  case CaseState::handed_over: return "handed_over";
  case CaseState::accepted: return "accepted";
  case CaseState::rejected: return "rejected";
  case CaseState::in_progress: return "in_progress";
  case CaseState::question: return "question";
  case CaseState::decision_ready: return "decision_ready";
  case CaseState::closed: return "closed";
  }
  return "stored";
}

} // namespace foyer::visit
