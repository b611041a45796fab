// SPDX-License-Identifier: EUPL-1.2
// What the agent sees: filings, their sealed bytes, and where their delivery stands.
#include "store_impl.hpp"

#include <algorithm>
#include <array>

namespace foyer::store {

namespace {

constexpr std::array all_states = {DeliveryState::unverified,  DeliveryState::stored,
                                   DeliveryState::handed_over, DeliveryState::accepted,
                                   DeliveryState::rejected,    DeliveryState::in_doubt};

bool may_become(DeliveryState from, DeliveryState to) {
  if (to == DeliveryState::unverified)
    return false;
  switch (from) {
  case DeliveryState::unverified: return false;
  case DeliveryState::stored: return true;
  case DeliveryState::handed_over: return to != DeliveryState::stored;
  case DeliveryState::in_doubt: return true;
  case DeliveryState::rejected: return to == DeliveryState::stored;
  case DeliveryState::accepted: return false;
  }
  return false;
}

bool closed_word(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Result<std::vector<StoredItem>> read_items(Database& db, std::uint32_t sequence) {
  FOYER_TRY(Statement rows,
            db.query("SELECT part, id, content_type, size, sha256, authentication_tag, delivered "
                     "FROM item WHERE sequence = ? ORDER BY part",
                     sequence));
  std::vector<StoredItem> items;
  FOYER_TRY(bool row, rows.step());
  while (row) {
    items.push_back({.part = static_cast<std::uint32_t>(rows.integer(0)),
                     .id = rows.text(1),
                     .content_type = rows.text(2),
                     .size = static_cast<std::uint64_t>(rows.integer(3)),
                     .sha256 = to_hex(rows.blob(4)),
                     .authentication_tag = rows.text(5),
                     .delivered = rows.integer(6) != 0});
    FOYER_TRY(row, rows.step());
  }
  return items;
}

#define FOYER_ENTRY_COLUMNS                                                                        \
  "SELECT f.sequence, r.number, f.filed_ms, f.assistant_id, f.assistant_version, "                 \
  "f.definition_sha256, f.seal_profile, f.office_key_id, f.record_hash, f.state, f.attempts, "     \
  "f.next_attempt_ms, f.submission_id, f.case_number, f.wiped, f.case_verifier, "                  \
  "f.answers_number, f.answers_message "                                                           \
  "FROM filing f JOIN reservation r USING(sequence) "

std::optional<Answers> answers_of(const Statement& rows) {
  Answers answers{.number = rows.text(16), .message = rows.text(17)};
  return answers.number.empty() ? std::nullopt : std::optional(std::move(answers));
}

Result<std::vector<OutboxEntry>> read_entries(Database& db, Statement rows) {
  std::vector<OutboxEntry> entries;
  FOYER_TRY(bool row, rows.step());
  while (row) {
    auto number = ReceiptNumber::parse(rows.text(1));
    if (!number.ok())
      return fail(FailureCode::store_broken, "receipt number");
    FOYER_TRY(const DeliveryState state, to_state(rows.text(9)));
    const auto sequence = static_cast<std::uint32_t>(rows.integer(0));
    FOYER_TRY(auto items, read_items(db, sequence));
    entries.push_back({.sequence = sequence,
                       .number = std::move(*number),
                       .filed_at = from_ms(rows.integer(2)),
                       .assistant_id = rows.text(3),
                       .assistant_version = rows.text(4),
                       .definition_sha256 = rows.text(5),
                       .seal_profile = rows.text(6),
                       .office_key_id = rows.text(7),
                       .record_hash = to_hex(rows.blob(8)),
                       .items = std::move(items),
                       .state = state,
                       .attempts = static_cast<std::uint32_t>(rows.integer(10)),
                       .next_attempt_at = from_ms(rows.integer(11)),
                       .submission_id = rows.text(12),
                       .case_number = rows.text(13),
                       .sealed_bytes_wiped = rows.integer(14) != 0,
                       .case_verifier = to_hex(rows.blob(15)),
                       .answers = answers_of(rows)});
    FOYER_TRY(row, rows.step());
  }
  return entries;
}

Result<std::optional<OutboxEntry>> only(Result<std::vector<OutboxEntry>> entries) {
  if (!entries.ok())
    return entries.failure();
  if (entries->empty())
    return std::optional<OutboxEntry>{};
  return std::optional<OutboxEntry>(std::move(entries->front()));
}

Status unknown_filing() {
  return fail(FailureCode::malformed, "no such filing");
}

} // namespace

Result<DeliveryState> to_state(std::string_view text) {
  for (const DeliveryState state : all_states)
    if (name(state) == text)
      return state;
  return fail(FailureCode::store_broken, "delivery state");
}

Result<DeliveryState> Store::Impl::state_of(std::uint32_t sequence) {
  FOYER_TRY(Statement row, db.query("SELECT state FROM filing WHERE sequence = ?", sequence));
  FOYER_TRY(const bool found, row.step());
  if (!found)
    return unknown_filing().failure();
  return to_state(row.text(0));
}

Status Store::Impl::append_event(std::uint32_t sequence, const DeliveryEvent& event) {
  if (!closed_word(event.result))
    return fail(FailureCode::malformed, "event result");
  Hash previous = chain_start;
  std::int64_t id = 1;
  {
    FOYER_TRY(Statement last, db.query("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1"));
    FOYER_TRY(const bool row, last.step());
    if (row) {
      id = last.integer(0) + 1;
      FOYER_TRY(previous, to_hash(last.blob(1)));
    }
  }
  FOYER_TRY(const Hash hash, sha256(previous, as_bytes(canonical_event(sequence, event))));
  std::optional<std::int64_t> server_ms;
  if (event.server_time)
    server_ms = to_ms(*event.server_time);
  return db.run("INSERT INTO event VALUES(?, ?, ?, ?, ?, ?)", id, sequence, to_ms(event.at),
                std::string_view(event.result), server_ms, ByteView(hash));
}

Result<std::vector<OutboxEntry>> Store::pending(std::size_t limit) {
  FOYER_TRY(Statement rows,
            impl_->db.query(FOYER_ENTRY_COLUMNS
                            "WHERE f.state NOT IN ('unverified', 'accepted', 'rejected') "
                            "ORDER BY f.sequence LIMIT ?",
                            limit));
  return read_entries(impl_->db, std::move(rows));
}

Result<std::size_t> Store::pending_count() {
  FOYER_TRY(const auto count, impl_->db.number("SELECT count(*) FROM filing WHERE state NOT IN "
                                               "('unverified', 'accepted', 'rejected')"));
  return static_cast<std::size_t>(count.value_or(0));
}

Result<std::vector<OutboxEntry>> Store::recent(std::size_t limit) {
  FOYER_TRY(Statement rows,
            impl_->db.query(FOYER_ENTRY_COLUMNS "ORDER BY f.sequence DESC LIMIT ?", limit));
  return read_entries(impl_->db, std::move(rows));
}

Result<std::optional<OutboxEntry>> Store::find(std::uint32_t sequence) {
  FOYER_TRY(Statement rows, impl_->db.query(FOYER_ENTRY_COLUMNS "WHERE f.sequence = ?", sequence));
  return only(read_entries(impl_->db, std::move(rows)));
}

Result<std::optional<OutboxEntry>> Store::find(const ReceiptNumber& number) {
  FOYER_TRY(Statement rows, impl_->db.query(FOYER_ENTRY_COLUMNS "WHERE r.number = ?",
                                            std::string_view(number.text())));
  return only(read_entries(impl_->db, std::move(rows)));
}

Result<std::vector<OutboxEntry>> Store::Impl::answers_to(const ReceiptNumber& number) {
  FOYER_TRY(Statement rows,
            db.query(FOYER_ENTRY_COLUMNS "WHERE f.answers_number != '' AND f.answers_number = ? "
                                         "ORDER BY f.sequence",
                     std::string_view(number.text())));
  return read_entries(db, std::move(rows));
}

Result<std::uint32_t> Store::begin_attempt(std::uint32_t sequence, const DeliveryEvent& event) {
  Database& db = impl_->db;
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_CHECK(db.run("UPDATE filing SET attempts = attempts + 1 WHERE sequence = ?", sequence));
  if (db.changes() == 0)
    return unknown_filing().failure();
  FOYER_TRY(const auto count,
            db.number("SELECT attempts FROM filing WHERE sequence = ?", sequence));
  FOYER_CHECK(impl_->append_event(sequence, event));
  FOYER_CHECK(transaction.commit());
  return static_cast<std::uint32_t>(count.value_or(0));
}

Status Store::postpone(std::uint32_t sequence, WallTime next_attempt_at,
                       const DeliveryEvent& event) {
  Database& db = impl_->db;
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_CHECK(db.run("UPDATE filing SET next_attempt_ms = ? WHERE sequence = ?",
                     to_ms(next_attempt_at), sequence));
  if (db.changes() == 0)
    return unknown_filing();
  FOYER_CHECK(impl_->append_event(sequence, event));
  return transaction.commit();
}

Status Store::set_submission_id(std::uint32_t sequence, std::string_view submission_id,
                                const DeliveryEvent& event) {
  Database& db = impl_->db;
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_CHECK(
      db.run("UPDATE filing SET submission_id = ? WHERE sequence = ?", submission_id, sequence));
  if (db.changes() == 0)
    return unknown_filing();
  FOYER_CHECK(impl_->append_event(sequence, event));
  return transaction.commit();
}

Status Store::mark_delivered(std::uint32_t sequence, std::uint32_t part) {
  FOYER_CHECK(impl_->db.run("UPDATE item SET delivered = 1 WHERE sequence = ? AND part = ?",
                            sequence, part));
  return impl_->db.changes() == 0 ? unknown_filing() : success();
}

Status Store::start_over(std::uint32_t sequence, const DeliveryEvent& event) {
  Database& db = impl_->db;
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_CHECK(db.run("UPDATE item SET delivered = 0 WHERE sequence = ?", sequence));
  FOYER_CHECK(db.run("UPDATE filing SET submission_id = '' WHERE sequence = ?", sequence));
  if (db.changes() == 0)
    return unknown_filing();
  FOYER_CHECK(impl_->append_event(sequence, event));
  return transaction.commit();
}

Status Store::mark(std::uint32_t sequence, DeliveryState state, const DeliveryEvent& event,
                   std::string_view case_number) {
  Database& db = impl_->db;
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_TRY(const DeliveryState before, impl_->state_of(sequence));
  if (before == state)
    return success();
  if (!may_become(before, state))
    return fail(FailureCode::internal, "a delivery cannot go there from here");
  FOYER_CHECK(db.run("UPDATE filing SET state = ?, case_number = CASE WHEN ?2 = '' THEN "
                     "case_number ELSE ?2 END WHERE sequence = ?3",
                     name(state), case_number, sequence));
  FOYER_CHECK(impl_->append_event(sequence, event));
  return transaction.commit();
}

Status Store::wipe_sealed(std::uint32_t sequence) {
  Database& db = impl_->db;
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_TRY(const DeliveryState state, impl_->state_of(sequence));
  if (state != DeliveryState::accepted)
    return fail(FailureCode::internal, "only an accepted filing may lose its sealed bytes");
  FOYER_CHECK(db.run("DELETE FROM chunk WHERE sequence = ?", sequence));
  FOYER_CHECK(db.run("UPDATE filing SET wiped = 1 WHERE sequence = ?", sequence));
  return transaction.commit();
}

Result<std::vector<DeliveryEvent>> Store::events(std::uint32_t sequence) {
  FOYER_TRY(Statement rows, impl_->db.query("SELECT at_ms, result, server_ms FROM event WHERE "
                                            "sequence = ? ORDER BY id",
                                            sequence));
  std::vector<DeliveryEvent> events;
  FOYER_TRY(bool row, rows.step());
  while (row) {
    DeliveryEvent event{.at = from_ms(rows.integer(0)), .result = rows.text(1)};
    if (!rows.is_null(2))
      event.server_time = from_ms(rows.integer(2));
    events.push_back(std::move(event));
    FOYER_TRY(row, rows.step());
  }
  return events;
}

} // namespace foyer::store
