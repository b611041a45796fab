// SPDX-License-Identifier: EUPL-1.2
// Reserving a number and filing under it.
#include "store_impl.hpp"

#include <base/log.hpp>

#include <array>
#include <optional>
#include <set>

namespace foyer::store {

namespace {

// While it lives, a commit only appends to the log; the copy into the database comes with a later,
// smaller commit. Otherwise every large filing would be written twice before its receipt.
class CheckpointsLater {
 public:
  explicit CheckpointsLater(Database& db) : db_(db.handle()) { sqlite3_wal_autocheckpoint(db_, 0); }
  CheckpointsLater(const CheckpointsLater&) = delete;
  CheckpointsLater& operator=(const CheckpointsLater&) = delete;
  ~CheckpointsLater() { sqlite3_wal_autocheckpoint(db_, usual_pages); }

 private:
  static constexpr int usual_pages = 1000; // SQLite's own default
  sqlite3* db_;
};

Result<std::int64_t> synced(Database& db) {
  FOYER_TRY(const auto level, db.number("PRAGMA synchronous"));
  return level.value_or(-1);
}

// While it lives, commits are not synced: for what the next start finds out again by itself. What
// was set before is set again; should that fail, `unsynced` says so.
class NotSynced {
 public:
  NotSynced(Database& db, bool& unsynced) : db_(db), unsynced_(unsynced) {
    const auto before = synced(db_);
    // Where a level cannot be read or is low already, it stays.
    if (before.ok() && *before > normal && *before < std::ssize(levels)) {
      before_ = *before;
      (void)db_.run(levels[normal]);
    }
  }
  NotSynced(const NotSynced&) = delete;
  NotSynced& operator=(const NotSynced&) = delete;
  ~NotSynced() {
    if (const Status restored = restore(); !restored.ok()) {
      unsynced_ = true;
      log(events::Fault{.room = "store", .failure = restored.failure().code});
    }
  }

 private:
  static constexpr std::int64_t normal = 1; // SQLite's numbers: OFF, NORMAL, FULL, EXTRA
  static constexpr std::array<const char*, 4> levels = {
      "PRAGMA synchronous=0", "PRAGMA synchronous=1", "PRAGMA synchronous=2",
      "PRAGMA synchronous=3"};

  Status restore() {
    if (!before_)
      return success();
    FOYER_CHECK(db_.run(levels.at(static_cast<std::size_t>(*before_))));
    FOYER_TRY(const std::int64_t now, synced(db_));
    if (now != *before_)
      return fail(FailureCode::store_failed, "commits are not synced any more");
    return success();
  }

  Database& db_;
  bool& unsynced_;
  std::optional<std::int64_t> before_;
};

std::vector<const SealedItem*> items_of(const Filing& filing) {
  std::vector<const SealedItem*> items{&filing.container};
  for (const SealedItem& attachment : filing.attachments)
    items.push_back(&attachment);
  return items;
}

Status insert_item(Database& db, std::uint32_t sequence, std::uint32_t part, const SealedItem& item,
                   const Hash& hash) {
  FOYER_CHECK(db.run("INSERT INTO item(sequence, part, id, content_type, size, sha256, "
                     "authentication_tag) VALUES(?, ?, ?, ?, ?, ?, ?)",
                     sequence, part, std::string_view(item.id), std::string_view(item.content_type),
                     item.sealed.size(), ByteView(hash),
                     std::string_view(item.authentication_tag)));
  for (std::size_t at = 0; at < item.sealed.size(); at += chunk_bytes) {
    const ByteView piece = item.sealed.subspan(at, std::min(chunk_bytes, item.sealed.size() - at));
    FOYER_CHECK(db.run("INSERT INTO chunk(sequence, part, position, bytes) VALUES(?, ?, ?, ?)",
                       sequence, part, at / chunk_bytes, piece));
  }
  return success();
}

// Numbers given out after the last filing and never filed: the chain names them.
Result<std::vector<std::uint32_t>> skipped_before(Database& db, std::uint32_t sequence) {
  FOYER_TRY(Statement rows,
            db.query("SELECT sequence FROM reservation WHERE state = 'skipped' AND sequence < ?1 "
                     "AND sequence > (SELECT coalesce(max(sequence), 0) FROM filing) "
                     "ORDER BY sequence",
                     sequence));
  std::vector<std::uint32_t> skipped;
  FOYER_TRY(bool row, rows.step());
  while (row) {
    skipped.push_back(static_cast<std::uint32_t>(rows.integer(0)));
    FOYER_TRY(row, rows.step());
  }
  return skipped;
}

// While an application is sealed the agent may prove a later time: the moment of filing then lies
// a little behind the floor and is right all the same.
constexpr std::chrono::seconds longest_filing{60};

Status check_reservation(Database& db, const Reservation& reservation) {
  FOYER_TRY(Statement found, db.query("SELECT number, state FROM reservation WHERE sequence = ?",
                                      reservation.sequence));
  FOYER_TRY(const bool row, found.step());
  if (!row || found.text(0) != reservation.number.text() || found.text(1) != "reserved")
    return fail(FailureCode::internal, "reservation unknown or used up");
  return success();
}

// Asks the disk, not the memory of the connection that has written.
Status read_back(const std::filesystem::path& file, std::chrono::milliseconds patience,
                 std::uint32_t sequence, const std::string& record_hash,
                 const std::vector<Hash>& item_hashes) {
  const auto mismatch = [](const char* what) { return fail(FailureCode::store_mismatch, what); };
  FOYER_TRY(Database fresh, Database::open(file, Database::Access::read_only, patience));
  FOYER_TRY(Statement row,
            fresh.query("SELECT record, record_hash FROM filing WHERE sequence = ?", sequence));
  FOYER_TRY(const bool found, row.step());
  if (!found)
    return mismatch("filing not found again");
  const std::string record = row.text(0);
  FOYER_TRY(const RecordClaims claims, read_claims(record));
  FOYER_TRY(const Bytes previous, from_hex(claims.previous));
  FOYER_TRY(const Hash hash, sha256(previous, as_bytes(record)));
  if (to_hex(hash) != record_hash || to_hex(row.blob(1)) != record_hash)
    return mismatch("record differs");
  for (std::uint32_t part = 0; part < item_hashes.size(); ++part) {
    FOYER_TRY(const Hash stored, hash_part(fresh, sequence, part));
    if (stored != item_hashes[part])
      return mismatch("sealed bytes differ");
  }
  return success();
}

} // namespace

Result<Hash> hash_part(Database& db, std::uint32_t sequence, std::uint32_t part) {
  FOYER_TRY(Statement rows, db.query("SELECT bytes FROM chunk WHERE sequence = ? AND part = ? "
                                     "ORDER BY position",
                                     sequence, part));
  Sha256 digest;
  FOYER_TRY(bool row, rows.step());
  while (row) {
    digest.add(rows.blob(0));
    FOYER_TRY(row, rows.step());
  }
  return digest.finish();
}

Result<Hash> Store::Impl::record_head() {
  FOYER_TRY(Statement last,
            db.query("SELECT record_hash FROM filing ORDER BY sequence DESC LIMIT 1"));
  FOYER_TRY(const bool row, last.step());
  if (!row)
    return chain_start;
  return to_hash(last.blob(0));
}

Result<Reservation> Store::Impl::reserve_number() {
  if (options.kiosk_id.empty())
    return fail(FailureCode::config_broken, "kiosk id unknown");
  const WallTime now = options.clock->wall();
  const int year{std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(now)}.year()};
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  std::vector<ReceiptRef> skipped;
  {
    FOYER_TRY(Statement open, db.query("SELECT number FROM reservation WHERE state = 'reserved'"));
    FOYER_TRY(bool row, open.step());
    while (row) {
      skipped.emplace_back(open.text(0));
      FOYER_TRY(row, open.step());
    }
  }
  FOYER_CHECK(db.run("UPDATE reservation SET state = 'skipped' WHERE state = 'reserved'"));
  FOYER_TRY(const auto last, db.number("SELECT max(sequence) FROM reservation"));
  const auto sequence = static_cast<std::uint32_t>(last.value_or(0) + 1);
  auto number = ReceiptNumber::make(options.kiosk_id, year, sequence);
  if (!number.ok())
    return fail(FailureCode::store_failed, "no receipt number left");
  FOYER_CHECK(db.run("INSERT INTO reservation VALUES(?, ?, ?, 'reserved')", sequence,
                     std::string_view(number->text()), to_ms(now)));
  FOYER_TRY(const Hash head, record_head());
  FOYER_CHECK(transaction.commit());
  for (const ReceiptRef& gap : skipped)
    log(events::NumberSkipped{.receipt = gap});
  return Reservation{sequence, std::move(*number), to_hex(head)};
}

Result<Reservation> Store::reserve() {
  return impl_->with_reserve([this] { return impl_->reserve_number(); });
}

Result<FiledRecord> Store::Impl::write_filing(const Filing& filing,
                                              const std::vector<Hash>& hashes) {
  const std::uint32_t sequence = filing.reservation.sequence;
  const std::vector<const SealedItem*> items = items_of(filing);
  std::uint64_t sealed_bytes = 0;
  for (const SealedItem* item : items)
    sealed_bytes += item->sealed.size();

  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_CHECK(check_reservation(db, filing.reservation));
  FOYER_TRY(const auto floor, db.number("SELECT floor_ms FROM clock"));
  if (to_ms(filing.filed_at + longest_filing) < floor.value_or(0))
    return fail(FailureCode::clock_unknown, "filed before the clock's floor");
  FOYER_TRY(const Hash previous, record_head());
  if (to_hex(previous) != filing.reservation.previous_record_hash)
    return fail(FailureCode::internal, "another filing came between");
  FOYER_TRY(const auto skipped, skipped_before(db, sequence));
  FOYER_TRY(const std::string record, canonical_record(filing, previous, skipped, hashes));
  FOYER_TRY(const Hash hash, sha256(previous, as_bytes(record)));
  const Answers answers = filing.answers.value_or(Answers{});
  FOYER_CHECK(db.run("INSERT INTO filing(sequence, filed_ms, assistant_id, assistant_version, "
                     "definition_sha256, seal_profile, office_key_id, record, record_hash, "
                     "case_verifier, answers_number, answers_message) "
                     "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, x''), ?, ?)",
                     sequence, to_ms(filing.filed_at), std::string_view(filing.assistant_id),
                     std::string_view(filing.assistant_version),
                     std::string_view(filing.definition_sha256),
                     std::string_view(filing.seal_profile), std::string_view(filing.office_key_id),
                     std::string_view(record), ByteView(hash), ByteView(filing.case_verifier),
                     std::string_view(answers.number), std::string_view(answers.message)));
  for (std::uint32_t part = 0; part < items.size(); ++part)
    FOYER_CHECK(insert_item(db, sequence, part, *items[part], hashes[part]));
  FOYER_CHECK(db.run("UPDATE reservation SET state = 'filed' WHERE sequence = ?", sequence));
  FOYER_CHECK(
      db.run("UPDATE clock SET latest_seen_ms = max(latest_seen_ms, ?)", to_ms(filing.filed_at)));
  {
    const CheckpointsLater later(db);
    FOYER_CHECK(transaction.commit());
  }

  return FiledRecord{sequence,     filing.reservation.number, filing.filed_at,
                     to_hex(hash), to_hex(hashes.front()),    sealed_bytes};
}

Status Store::Impl::verify_filing(std::uint32_t sequence, const std::string& record_hash,
                                  const std::vector<Hash>& items) {
  if (const Status same = read_back(file, options.busy_timeout, sequence, record_hash, items);
      !same.ok())
    return fail(FailureCode::store_mismatch, same.failure().detail);
  // The visitor waits for this commit, too. Should the power take it, settle_unverified() does it
  // again: the filing itself is durable.
  const CheckpointsLater later(db);
  const NotSynced quick(db, unsynced);
  const Status told = with_reserve([&] {
    return db.run("UPDATE filing SET state = 'stored' WHERE sequence = ? AND state = 'unverified'",
                  sequence);
  });
  // It is filed, and will be found so: nobody may be told to file again.
  return told.ok() ? told : fail(FailureCode::store_mismatch, told.failure().detail);
}

Status Store::Impl::settle_unverified() {
  struct Open {
    std::uint32_t sequence;
    std::string record_hash;
  };
  std::vector<Open> open;
  {
    FOYER_TRY(Statement rows,
              db.query("SELECT sequence, record_hash FROM filing WHERE state = 'unverified'"));
    FOYER_TRY(bool row, rows.step());
    while (row) {
      open.push_back({static_cast<std::uint32_t>(rows.integer(0)), to_hex(rows.blob(1))});
      FOYER_TRY(row, rows.step());
    }
  }
  for (const auto& [sequence, record_hash] : open) {
    std::vector<Hash> items;
    {
      FOYER_TRY(Statement rows,
                db.query("SELECT sha256 FROM item WHERE sequence = ? ORDER BY part", sequence));
      FOYER_TRY(bool row, rows.step());
      while (row) {
        FOYER_TRY(items.emplace_back(), to_hash(rows.blob(0)));
        FOYER_TRY(row, rows.step());
      }
    }
    // A damaged one stays as it is, seen by foyerctl; it must not keep the terminal from starting.
    if (const Status whole = verify_filing(sequence, record_hash, items); !whole.ok())
      log(events::Fault{.room = "store", .failure = whole.failure().code});
  }
  return success();
}

Result<FiledRecord> Store::file(const Filing& filing) {
  if (impl_->unsynced) // what it would acknowledge might not outlive a power cut
    return fail(FailureCode::store_failed, "commits are not synced any more");
  std::set<std::string_view> ids{""}; // the container's
  for (const SealedItem& attachment : filing.attachments)
    if (!ids.insert(attachment.id).second)
      return fail(FailureCode::internal, "attachment id empty or doubled");
  const SteadyTime began = impl_->options.clock->steady();
  std::vector<Hash> hashes;
  for (const SealedItem* item : items_of(filing)) {
    FOYER_TRY(hashes.emplace_back(), sha256(item->sealed));
  }
  FOYER_TRY(FiledRecord filed,
            impl_->with_reserve([&] { return impl_->write_filing(filing, hashes); }));
  FOYER_CHECK(impl_->verify_filing(filed.sequence, filed.record_hash, hashes));
  log(events::Filed{.receipt = ReceiptRef(filed.number.text()),
                    .attachments = static_cast<std::int64_t>(filing.attachments.size()),
                    .sealed_bytes = static_cast<std::int64_t>(filed.sealed_bytes),
                    .duration = impl_->options.clock->steady() - began});
  return filed;
}

Status Store::record_receipt(std::uint32_t sequence, const PrintedReceipt& receipt) {
  return impl_->db.run("INSERT INTO receipt(sequence, printed_ms, text_sha256, signature) "
                       "VALUES(?, ?, ?, ?)",
                       sequence, to_ms(receipt.printed_at), std::string_view(receipt.text_sha256),
                       ByteView(receipt.signature));
}

} // namespace foyer::store
