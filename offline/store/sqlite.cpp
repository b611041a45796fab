// SPDX-License-Identifier: EUPL-1.2
#include "sqlite.hpp"

#include <cerrno>

namespace foyer::store {

namespace {

bool out_of_space(sqlite3* db, int code) {
  // The index of the log grows in shared memory, whose failure to grow has a code of its own.
  if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
    return true;
  if ((code & 0xff) != SQLITE_IOERR && (code & 0xff) != SQLITE_CANTOPEN)
    return false;
  const int os_error = db != nullptr ? sqlite3_system_errno(db) : 0;
  return os_error == ENOSPC || os_error == EDQUOT;
}

} // namespace

Failure sqlite_failure(sqlite3* db, int code, std::string_view what) {
  const int basic = code & 0xff;
  FailureCode meaning = FailureCode::store_failed;
  if (out_of_space(db, code))
    meaning = FailureCode::disk_full;
  if (basic == SQLITE_CORRUPT || basic == SQLITE_NOTADB)
    meaning = FailureCode::store_broken;
  return fail(meaning,
              std::string(what) + ": " + sqlite3_errstr(code) + " (" + std::to_string(code) + ")");
}

Result<bool> Statement::step() {
  if (bind_error_ != SQLITE_OK)
    return sqlite_failure(db_, bind_error_, "bind");
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW)
    return true;
  if (code == SQLITE_DONE)
    return false;
  return sqlite_failure(db_, code, "step");
}

Status Statement::run() {
  FOYER_TRY(bool more, step());
  while (more) {
    FOYER_TRY(more, step());
  }
  return success();
}

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_.get(), column);
  if (text == nullptr)
    return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

ByteView Statement::blob(int column) const {
  const void* data = sqlite3_column_blob(handle_.get(), column);
  return {static_cast<const std::uint8_t*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

Result<Database> Database::open(const std::filesystem::path& file, Access access,
                                std::chrono::milliseconds busy_timeout) {
  sqlite3* raw = nullptr;
  const int flags =
      access == Access::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int code = sqlite3_open_v2(file.c_str(), &raw,
                                   flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database db(raw);
  if (code != SQLITE_OK)
    return sqlite_failure(raw, code, "open");
  sqlite3_busy_timeout(raw, static_cast<int>(busy_timeout.count()));
  // Nothing in the file may run code or grow a temporary file on disk.
  FOYER_CHECK(db.script("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
                        "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"));
  return db;
}

Status Database::script(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK)
    return sqlite_failure(handle_.get(), code, "script");
  return success();
}

Result<Transaction> Transaction::begin(Database& db) {
  FOYER_CHECK(db.run("BEGIN IMMEDIATE"));
  return Transaction(db);
}

Transaction::~Transaction() {
  // After some errors SQLite has rolled back by itself.
  if (db_ != nullptr && sqlite3_get_autocommit(db_->handle()) == 0)
    static_cast<void>(db_->run("ROLLBACK"));
}

Status Transaction::commit() {
  FOYER_CHECK(db_->run("COMMIT"));
  db_ = nullptr;
  return success();
}

} // namespace foyer::store
