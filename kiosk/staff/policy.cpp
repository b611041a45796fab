// SPDX-License-Identifier: EUPL-1.2
#include <staff/policy.hpp>

namespace foyer::staff {

bool allowed(const State& state, Action action) {
  if (state.place != Place::open || !state.role)
    return false; // P1
  const bool staff = *state.role == api::StaffRole::staff;
  switch (action) {
  case Action::show_face: return staff;                            // P2
  case Action::read_on_site: return staff && state.photo_compared; // P3
  case Action::serve: return !staff;                               // P4
  }
  return false;
}

} // namespace foyer::staff
