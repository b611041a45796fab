// SPDX-License-Identifier: EUPL-1.2
// A thin, typed skin over sqlite3.h: connection, statement, transaction. Not a public header.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/unique_handle.hpp>

#include <sqlite3.h>

#include <chrono>
#include <concepts>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::store {

// disk_full, store_broken or store_failed for an extended result code; never any data.
Failure sqlite_failure(sqlite3* db, int code, std::string_view what);

// Steps through rows; binds by position. Texts and blobs must live until the statement is stepped.
class Statement {
 public:
  // True: a row is there to read. False: done.
  Result<bool> step();
  // For statements without rows.
  Status run();

  void bind(int at, std::integral auto value) {
    check(sqlite3_bind_int64(handle_.get(), at, static_cast<sqlite3_int64>(value)));
  }
  void bind(int at, std::string_view text) {
    // A null pointer would bind NULL; the empty text is meant.
    const char* data = text.empty() ? "" : text.data();
    check(sqlite3_bind_text64(handle_.get(), at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  void bind(int at, ByteView bytes) {
    // The same for the empty blob.
    const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
    check(sqlite3_bind_blob64(handle_.get(), at, data, bytes.size(), SQLITE_STATIC));
  }
  void bind(int at, const std::optional<std::int64_t>& value) {
    if (value)
      bind(at, *value);
  }

  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
  }
  [[nodiscard]] bool is_null(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
  }
  [[nodiscard]] std::string text(int column) const;
  // Valid until the next step.
  [[nodiscard]] ByteView blob(int column) const;

 private:
  friend class Database;
  Statement(sqlite3* db, sqlite3_stmt* handle) : db_(db), handle_(handle) {}
  void check(int code) {
    if (code != SQLITE_OK)
      bind_error_ = code;
  }

  sqlite3* db_;
  UniqueHandle<sqlite3_stmt, sqlite3_finalize> handle_;
  int bind_error_ = SQLITE_OK;
};

class Database {
 public:
  enum class Access : std::uint8_t { create, read_only };
  static Result<Database> open(const std::filesystem::path& file, Access access,
                               std::chrono::milliseconds busy_timeout);

  // `sql` is always a literal of ours.
  template <class... Values> Result<Statement> query(const char* sql, const Values&... values) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(handle_.get(), sql, -1, &raw, nullptr);
    if (code != SQLITE_OK)
      return sqlite_failure(handle_.get(), code, "prepare");
    Statement statement(handle_.get(), raw);
    int at = 0;
    (statement.bind(++at, values), ...);
    return statement;
  }
  template <class... Values> Status run(const char* sql, const Values&... values) {
    FOYER_TRY(Statement statement, query(sql, values...));
    return statement.run();
  }
  // Several statements without values.
  Status script(const char* sql);
  // The first column of the first row; nothing when there is no row.
  template <class... Values>
  Result<std::optional<std::int64_t>> number(const char* sql, const Values&... values) {
    FOYER_TRY(Statement statement, query(sql, values...));
    FOYER_TRY(const bool row, statement.step());
    if (!row || statement.is_null(0))
      return std::optional<std::int64_t>{};
    return std::optional<std::int64_t>(statement.integer(0));
  }

  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[nodiscard]] int changes() const { return sqlite3_changes(handle_.get()); }

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  UniqueHandle<sqlite3, sqlite3_close_v2> handle_;
};

// Takes the write lock at once, so that what is read inside is what is written on. Rolls back
// unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& db);
  Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& db) : db_(&db) {}
  Database* db_;
};

} // namespace foyer::store
