// SPDX-License-Identifier: EUPL-1.2
// A little of SQLite: prepared statements that bind and read by position. Errors are exceptions
// here, since the server answers 500 and the terminal tries again. One thread at a time.
#pragma once

#include <base/bytes.hpp>
#include <base/unique_handle.hpp>

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace foyer::middletier {

struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(std::string_view text);
  Statement& bind(ByteView bytes);
  Statement& bind(std::int64_t number);
  // True while there is a row.
  bool step();
  void run() {
    while (step()) {
    }
  }

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Bytes blob(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  void check(int code) const;
  sqlite3* database_;
  UniqueHandle<sqlite3_stmt, sqlite3_finalize> statement_;
  int bound_ = 0;
};

class Database {
 public:
  explicit Database(const std::filesystem::path& file);
  Statement prepare(std::string_view sql) { return {handle_.get(), sql}; }
  void execute(const std::string& sql);

 private:
  UniqueHandle<sqlite3, sqlite3_close> handle_;
};

// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

} // namespace foyer::middletier
