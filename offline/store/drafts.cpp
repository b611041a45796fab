// SPDX-License-Identifier: EUPL-1.2
// Drafts for "continue later". What is in `sealed` this room cannot read.
#include "store_impl.hpp"

namespace foyer::store {

namespace {

std::int64_t day_of(WallTime time) {
  return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

// secure_delete=FAST zeroes what a deleted row leaves in its own pages, but not the overflow pages
// of a large blob: so the bytes are overwritten before the row goes or gets others.
constexpr auto overwrite_one = "UPDATE draft SET sealed = zeroblob(length(sealed)) WHERE id = ?";

// Out of the write-ahead log, too, as far as no other reader holds it.
constexpr auto empty_log = "PRAGMA wal_checkpoint(TRUNCATE)";

template <class... Values>
Result<std::size_t> drop_where(Database& db, const char* overwrite, const char* drop,
                               const Values&... values) {
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_CHECK(db.run(overwrite, values...));
  FOYER_CHECK(db.run(drop, values...));
  const int dropped = db.changes();
  FOYER_CHECK(transaction.commit());
  if (dropped > 0)
    static_cast<void>(db.run(empty_log));
  return static_cast<std::size_t>(dropped);
}

} // namespace

Result<Bytes> Store::draft_salt() {
  FOYER_TRY(Statement found, impl_->db.query("SELECT salt FROM draft_salt"));
  FOYER_TRY(const bool row, found.step());
  if (!row)
    return fail(FailureCode::store_broken, "no salt of drafts");
  return to_bytes(found.blob(0));
}

Status Store::keep_draft(const KeptDraft& draft) {
  if (draft.id.size() != draft_id_bytes || draft.sealed.empty() ||
      draft.sealed.size() > largest_draft)
    return fail(FailureCode::internal, "draft");
  FOYER_TRY(Transaction transaction, Transaction::begin(impl_->db));
  FOYER_CHECK(impl_->db.run(overwrite_one, ByteView(draft.id)));
  FOYER_CHECK(impl_->db.run("INSERT INTO draft VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE SET "
                            "expiry_day = excluded.expiry_day, sealed = excluded.sealed",
                            ByteView(draft.id), draft.expiry_day, ByteView(draft.sealed)));
  FOYER_CHECK(transaction.commit());
  static_cast<void>(impl_->db.run(empty_log));
  return success();
}

Result<FoundDraft> Store::find_draft(ByteView id) {
  Database& db = impl_->db;
  const WallTime now = impl_->options.clock->wall();
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  // Also those from the future: the clock has been set back, and they would lock for ever.
  FOYER_CHECK(db.run("DELETE FROM draft_miss WHERE at_ms <= ? OR at_ms > ?",
                     to_ms(now - draft_misses_span), to_ms(now)));
  FOYER_TRY(const auto misses, db.number("SELECT count(*) FROM draft_miss"));
  FoundDraft result;
  if (misses.value_or(0) >= draft_misses_allowed) {
    FOYER_TRY(const auto first, db.number("SELECT min(at_ms) FROM draft_miss"));
    result.locked_until = from_ms(first.value_or(0)) + draft_misses_span;
  } else {
    FOYER_TRY(Statement found,
              db.query("SELECT expiry_day, sealed FROM draft WHERE id = ? AND expiry_day >= ?", id,
                       day_of(now)));
    FOYER_TRY(const bool row, found.step());
    if (row)
      result.draft = KeptDraft{to_bytes(id), found.integer(0), to_bytes(found.blob(1))};
    else
      FOYER_CHECK(db.run("INSERT INTO draft_miss(at_ms) VALUES(?)", to_ms(now)));
  }
  FOYER_CHECK(transaction.commit());
  return result;
}

Status Store::drop_draft(ByteView id) {
  FOYER_CHECK(drop_where(impl_->db, overwrite_one, "DELETE FROM draft WHERE id = ?", id));
  return success();
}

Result<std::size_t> Store::drop_expired_drafts() {
  return drop_where(impl_->db,
                    "UPDATE draft SET sealed = zeroblob(length(sealed)) WHERE expiry_day < ?",
                    "DELETE FROM draft WHERE expiry_day < ?", day_of(impl_->options.clock->wall()));
}

} // namespace foyer::store
