// SPDX-License-Identifier: EUPL-1.2
// What the store remembers about the clock.
#include "store_impl.hpp"

namespace foyer::store {

Result<ClockFacts> Store::clock_facts() {
  FOYER_TRY(Statement row, impl_->db.query("SELECT floor_ms, latest_seen_ms, last_sync_ms, "
                                           "confirmed_ms FROM clock"));
  FOYER_TRY(const bool found, row.step());
  if (!found)
    return fail(FailureCode::store_broken, "no clock row");
  ClockFacts facts{.floor = from_ms(row.integer(0)), .latest_seen = from_ms(row.integer(1))};
  if (!row.is_null(2))
    facts.last_sync = from_ms(row.integer(2));
  if (!row.is_null(3))
    facts.confirmed_at = from_ms(row.integer(3));
  return facts;
}

Result<WallTime> Store::clock_floor() {
  FOYER_TRY(const ClockFacts facts, clock_facts());
  return facts.floor;
}

Status Store::raise_clock_floor(WallTime proven) {
  return impl_->db.run("UPDATE clock SET floor_ms = ?1 WHERE floor_ms < ?1", to_ms(proven));
}

Status Store::clock_synchronised(WallTime now) {
  // A synchronised clock is right by definition: what was dated ahead of it was wrong.
  return impl_->db.run("UPDATE clock SET last_sync_ms = ?1, latest_seen_ms = ?1, "
                       "floor_ms = max(floor_ms, ?1)",
                       to_ms(now));
}

Status Store::confirm_clock(WallTime now, std::string_view role) {
  if (role != "staff" && role != "technician")
    return fail(FailureCode::malformed, "role");
  FOYER_CHECK(impl_->db.run("UPDATE clock SET confirmed_ms = ?1, confirmed_by = ?2, "
                            "latest_seen_ms = ?1 WHERE floor_ms <= ?1",
                            to_ms(now), role));
  if (impl_->db.changes() == 0)
    return fail(FailureCode::clock_unknown, "below the floor of provable time");
  return success();
}

} // namespace foyer::store
