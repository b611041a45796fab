// SPDX-License-Identifier: EUPL-1.2
// The journal: reading it and proving it.
#include "store_impl.hpp"

namespace foyer::store {

namespace {

Failure broken(std::uint32_t sequence, const char* what) {
  return fail(FailureCode::store_mismatch, std::to_string(sequence) + ": " + what);
}

Status verify_items(Database& db, const RecordClaims& claims, bool wiped) {
  FOYER_TRY(Statement rows,
            db.query("SELECT part, id, size, sha256 FROM item WHERE sequence = ? ORDER BY part",
                     claims.sequence));
  FOYER_TRY(bool row, rows.step());
  std::size_t seen = 0;
  for (; row; ++seen) {
    if (seen >= claims.items.size())
      return broken(claims.sequence, "an item too many");
    const RecordClaims::Item& claim = claims.items[seen];
    const auto part = static_cast<std::uint32_t>(rows.integer(0));
    if (part != seen || rows.text(1) != claim.id || to_hex(rows.blob(3)) != claim.sha256 ||
        static_cast<std::uint64_t>(rows.integer(2)) != claim.size)
      return broken(claims.sequence, "an item differs from its record");
    if (!wiped) {
      FOYER_TRY(const Hash hash, hash_part(db, claims.sequence, part));
      if (to_hex(hash) != claim.sha256)
        return broken(claims.sequence, "sealed bytes differ");
    }
    FOYER_TRY(row, rows.step());
  }
  if (seen != claims.items.size())
    return broken(claims.sequence, "an item is missing");
  return success();
}

// Every number between two filings is accounted for, as the record itself names them.
bool gaps_fit(std::uint32_t last, const RecordClaims& claims) {
  std::uint32_t expected = last + 1;
  for (const std::uint32_t skipped : claims.skipped)
    if (skipped != expected++)
      return false;
  return claims.sequence == expected;
}

Result<ChainHead> verify_records(Database& db) {
  ChainHead head;
  Hash previous = chain_start;
  FOYER_TRY(Statement rows, db.query("SELECT f.sequence, f.filed_ms, f.record, f.record_hash, "
                                     "f.wiped, r.number, r.state, f.answers_number, "
                                     "f.answers_message FROM filing f LEFT JOIN "
                                     "reservation r USING(sequence) ORDER BY f.sequence"));
  FOYER_TRY(bool row, rows.step());
  while (row) {
    const auto sequence = static_cast<std::uint32_t>(rows.integer(0));
    const std::string record = rows.text(2);
    FOYER_TRY(const RecordClaims claims, read_claims(record));
    FOYER_TRY(const Hash hash, sha256(previous, as_bytes(record)));
    if (claims.previous != to_hex(previous))
      return broken(sequence, "predecessor differs");
    if (to_hex(hash) != to_hex(rows.blob(3)))
      return broken(sequence, "record differs");
    if (claims.sequence != sequence || claims.filed_ms != rows.integer(1) ||
        claims.number != rows.text(5) || rows.text(6) != "filed" ||
        claims.answers_number != rows.text(7) || claims.answers_message != rows.text(8))
      return broken(sequence, "row differs from its record");
    if (!gaps_fit(head.sequence, claims))
      return broken(sequence, "a number is unaccounted for");
    FOYER_CHECK(verify_items(db, claims, rows.integer(4) != 0));
    previous = hash;
    head.sequence = sequence;
    FOYER_TRY(row, rows.step());
  }
  head.record_hash = to_hex(previous);
  FOYER_TRY(const auto orphans,
            db.number("SELECT sequence FROM reservation WHERE state = 'filed' AND sequence NOT IN "
                      "(SELECT sequence FROM filing) ORDER BY sequence"));
  if (orphans)
    return broken(static_cast<std::uint32_t>(*orphans), "a filing is missing");
  return head;
}

Status verify_events(Database& db, ChainHead& head) {
  Hash previous = chain_start;
  FOYER_TRY(Statement rows,
            db.query("SELECT id, sequence, at_ms, result, server_ms, hash FROM event ORDER BY id"));
  FOYER_TRY(bool row, rows.step());
  while (row) {
    const auto sequence = static_cast<std::uint32_t>(rows.integer(1));
    DeliveryEvent event{.at = from_ms(rows.integer(2)), .result = rows.text(3)};
    if (!rows.is_null(4))
      event.server_time = from_ms(rows.integer(4));
    FOYER_TRY(const Hash hash, sha256(previous, as_bytes(canonical_event(sequence, event))));
    ++head.events;
    if (static_cast<std::uint64_t>(rows.integer(0)) != head.events ||
        to_hex(hash) != to_hex(rows.blob(5)))
      return broken(sequence, "a delivery event differs");
    previous = hash;
    FOYER_TRY(row, rows.step());
  }
  head.event_hash = to_hex(previous);
  return success();
}

} // namespace

Result<ChainHead> Store::head() {
  // In one statement: the other process may write meanwhile.
  FOYER_TRY(Statement row,
            impl_->db.query("SELECT (SELECT max(sequence) FROM filing), "
                            "(SELECT record_hash FROM filing ORDER BY sequence DESC LIMIT 1), "
                            "(SELECT max(id) FROM event), "
                            "(SELECT hash FROM event ORDER BY id DESC LIMIT 1)"));
  FOYER_CHECK(row.step());
  return ChainHead{.sequence = static_cast<std::uint32_t>(row.is_null(0) ? 0 : row.integer(0)),
                   .record_hash = to_hex(row.is_null(1) ? ByteView(chain_start) : row.blob(1)),
                   .events = static_cast<std::uint64_t>(row.is_null(2) ? 0 : row.integer(2)),
                   .event_hash = to_hex(row.is_null(3) ? ByteView(chain_start) : row.blob(3))};
}

Result<std::optional<ChainHead>> Store::head_at(std::uint32_t sequence, std::uint64_t events) {
  FOYER_TRY(Statement row,
            impl_->db.query("SELECT (SELECT record_hash FROM filing WHERE sequence = ?1), "
                            "(SELECT hash FROM event WHERE id = ?2)",
                            sequence, events));
  FOYER_CHECK(row.step());
  if ((sequence > 0 && row.is_null(0)) || (events > 0 && row.is_null(1)))
    return std::optional<ChainHead>{};
  return std::optional(
      ChainHead{.sequence = sequence,
                .record_hash = to_hex(sequence == 0 ? ByteView(chain_start) : row.blob(0)),
                .events = events,
                .event_hash = to_hex(events == 0 ? ByteView(chain_start) : row.blob(1))});
}

Result<std::optional<std::string>> Store::record(std::uint32_t sequence) {
  FOYER_TRY(Statement row,
            impl_->db.query("SELECT record FROM filing WHERE sequence = ?", sequence));
  FOYER_TRY(const bool found, row.step());
  if (!found)
    return std::optional<std::string>{};
  return std::optional<std::string>(row.text(0));
}

Result<ChainHead> Store::verify() {
  // One read transaction: the agent may write meanwhile.
  FOYER_CHECK(impl_->db.run("BEGIN"));
  auto head = verify_records(impl_->db);
  Status events = head.ok() ? verify_events(impl_->db, *head) : success();
  static_cast<void>(impl_->db.run("ROLLBACK"));
  if (!events.ok())
    return events.failure();
  return head;
}

} // namespace foyer::store
