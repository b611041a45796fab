// SPDX-License-Identifier: EUPL-1.2
#include "schema.hpp"
#include "store_impl.hpp"

#include <base/log.hpp>

#include <algorithm>
#include <thread>

namespace foyer::store {

namespace {

// The log is truncated to this when it starts over: a large filing must not hold the space.
constexpr const char* settings = "PRAGMA synchronous=FULL;" // FORMAT.md, "Why WAL and FULL"
                                 "PRAGMA secure_delete=FAST;"
                                 "PRAGMA journal_size_limit=4194304;";

// Two processes may create the database at once, and changing the mode does not wait by itself.
Status use_write_ahead_log(Database& db, std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds pause{20};
  for (std::chrono::milliseconds waited{};; waited += pause) {
    auto statement = db.query("PRAGMA journal_mode=WAL");
    if (statement.ok()) {
      const auto row = statement->step();
      if (row.ok() && *row && statement->text(0) == "wal")
        return success();
      const bool busy =
          (sqlite3_extended_errcode(db.handle()) & 0xff) == SQLITE_BUSY && waited < patience;
      if (!row.ok() && !busy)
        return row.failure();
      if (row.ok() && waited >= patience)
        return fail(FailureCode::store_failed, "no write-ahead log here");
    } else if ((sqlite3_extended_errcode(db.handle()) & 0xff) != SQLITE_BUSY ||
               waited >= patience) {
      return statement.failure();
    }
    std::this_thread::sleep_for(pause);
  }
}

Status check_whole(Database& db) {
  FOYER_TRY(Statement integrity, db.query("PRAGMA integrity_check(1)"));
  FOYER_TRY(const bool row, integrity.step());
  if (!row || integrity.text(0) != "ok")
    return fail(FailureCode::store_broken, "integrity check failed");
  FOYER_TRY(Statement references, db.query("PRAGMA foreign_key_check"));
  FOYER_TRY(const bool dangling, references.step());
  if (dangling)
    return fail(FailureCode::store_broken, "dangling reference");
  return success();
}

Status settle_identity(Database& db, std::string& kiosk_id) {
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  FOYER_TRY(Statement known, db.query("SELECT kiosk_id FROM identity"));
  FOYER_TRY(const bool row, known.step());
  if (row) {
    if (!kiosk_id.empty() && known.text(0) != kiosk_id)
      return fail(FailureCode::config_broken, "the database belongs to another terminal");
    kiosk_id = known.text(0);
  } else if (!kiosk_id.empty()) {
    if (!ReceiptNumber::make(kiosk_id, 2000, 1).ok())
      return fail(FailureCode::config_broken, "kiosk id");
    FOYER_CHECK(db.run("INSERT INTO identity VALUES(1, ?)", std::string_view(kiosk_id)));
  }
  return transaction.commit();
}

Result<Database> open_database(const std::filesystem::path& file, Options& options) {
  FOYER_TRY(Database db, Database::open(file, Database::Access::create, options.busy_timeout));
  FOYER_CHECK(use_write_ahead_log(db, options.busy_timeout));
  FOYER_CHECK(db.script(settings));
  FOYER_CHECK(migrate(db));
  if (options.check)
    FOYER_CHECK(check_whole(db));
  FOYER_CHECK(settle_identity(db, options.kiosk_id));
  return db;
}

} // namespace

std::string_view name(DeliveryState state) {
  switch (state) {
  case DeliveryState::unverified: return "unverified";
  case DeliveryState::stored: return "stored";
  case DeliveryState::handed_over: return "handed_over";
  case DeliveryState::accepted: return "accepted";
  case DeliveryState::rejected: return "rejected";
  case DeliveryState::in_doubt: return "in_doubt";
  }
  return "in_doubt";
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& file, const Options& options) {
  Options settled = options;
  DiskReserve reserve(file.string() + ".reserve", options.reserve_bytes);
  auto db = open_database(file, settled);
  // After a restart on a full disk even the log's index needs room.
  if (!db.ok() && db.failure().code == FailureCode::disk_full && reserve.release())
    db = open_database(file, settled);
  if (!db.ok())
    return db.failure();
  static_cast<void>(reserve.hold());
  Store store(
      std::make_unique<Impl>(Impl{std::move(*db), file, std::move(settled), std::move(reserve)}));
  // Only the terminal that files knows what it was doing when the power went.
  if (!options.kiosk_id.empty())
    FOYER_CHECK(store.impl_->settle_unverified());
  return store;
}

bool Store::Impl::give_up_reserve() {
  if (!reserve.release())
    return false;
  log(events::DiskReserveReleased{});
  return true;
}

bool Store::has_room_for_a_visit() {
  return impl_->reserve.hold();
}

Status Store::tidy() {
  return impl_->db.run("PRAGMA wal_checkpoint(PASSIVE)");
}

Result<std::optional<std::string>> Store::note(std::string_view key) {
  FOYER_TRY(Statement found, impl_->db.query("SELECT value FROM note WHERE key = ?", key));
  FOYER_TRY(const bool row, found.step());
  if (!row)
    return std::optional<std::string>{};
  return std::optional<std::string>(found.text(0));
}

Status Store::set_note(std::string_view key, std::string_view value) {
  constexpr std::size_t longest_value = 4096;
  constexpr std::size_t longest_key = 60;
  const bool plain_key =
      !key.empty() && key.size() <= longest_key && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
      });
  if (!plain_key || value.size() > longest_value)
    return fail(FailureCode::malformed, "note");
  return impl_->db.run("INSERT INTO note VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = "
                       "excluded.value",
                       key, value);
}

} // namespace foyer::store
