// SPDX-License-Identifier: EUPL-1.2
#include "sqlite_database.hpp"

#include <base/unique_handle.hpp>

#include <sqlite3.h>

namespace foyer::middletier {

namespace {

constexpr std::size_t connections = 4;
constexpr int patience_ms = 10'000;

const Dialect sqlite{
    {{"{bytes}", "BLOB"},
     {"{number}", "INTEGER"},
     {"{counted}", "INTEGER PRIMARY KEY AUTOINCREMENT"},
     {"{strict}", "STRICT"},
     {"{order it had}", "rowid"},
     {"{one by one}", "SELECT 1"}, // BEGIN IMMEDIATE has seen to it
     {"{incompressible part.sealed}", "SELECT 1"},
     {"{locked}", ""},
     {"{claimed}", ""},
     {"{now in us}", "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"}}};

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open(file.c_str(), &handle);
    handle_.reset(handle);
    if (code != SQLITE_OK)
      throw DatabaseError("cannot open the database");
    sqlite3_busy_timeout(handle, patience_ms);
    for (const char* pragma :
         {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"})
      run(pragma, {});
  }

  void begin(Kind kind) override {
    if (kind == Kind::claim)
      return; // its writing would keep all others out meanwhile
    run(kind == Kind::read ? "BEGIN" : "BEGIN IMMEDIATE", {});
  }
  void start_writing() override { run("BEGIN IMMEDIATE", {}); }
  void commit() override {
    if (is_open())
      run("COMMIT", {});
  }
  void roll_back() override {
    if (is_open())
      run("ROLLBACK", {});
  }
  [[nodiscard]] bool usable() const override { return true; }

 protected:
  [[nodiscard]] const Dialect& dialect() const override { return sqlite; }
  Outcome run(const std::string& sql, Parameters parameters) override {
    sqlite3_stmt* raw = nullptr;
    check(
        sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr));
    const UniqueHandle<sqlite3_stmt, sqlite3_finalize> statement(raw);
    bind(raw, parameters);
    Outcome outcome;
    const std::int64_t before = sqlite3_total_changes64(handle_.get());
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW)
      outcome.rows.push_back(row_of(raw));
    if (code != SQLITE_DONE)
      check(code);
    outcome.changed = sqlite3_total_changes64(handle_.get()) - before;
    return outcome;
  }

 private:
  [[nodiscard]] bool is_open() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

  void check(int code) const {
    if (code == SQLITE_OK)
      return;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
      throw DatabaseUnavailable("the database is busy");
    throw DatabaseError(sqlite3_errmsg(handle_.get()));
  }

  // By name: SQLite counts $1, $2 in the order in which they appear.
  void bind(sqlite3_stmt* statement, Parameters parameters) const {
    int number = 0;
    for (const Parameter& parameter : parameters) {
      const std::string name = "$" + std::to_string(++number);
      const int at = sqlite3_bind_parameter_index(statement, name.c_str());
      if (const auto* whole = std::get_if<std::int64_t>(&parameter.value()))
        check(sqlite3_bind_int64(statement, at, *whole));
      else if (const auto* text = std::get_if<std::string_view>(&parameter.value()))
        check(sqlite3_bind_text64(statement, at, text->empty() ? "" : text->data(), text->size(),
                                  SQLITE_STATIC, SQLITE_UTF8));
      else if (const auto* bytes = std::get_if<ByteView>(&parameter.value()))
        check(sqlite3_bind_blob64(statement, at,
                                  bytes->empty() ? static_cast<const void*>("") : bytes->data(),
                                  bytes->size(), SQLITE_STATIC));
    }
  }

  static Row::Value value_of(sqlite3_stmt* statement, int column) {
    const int type = sqlite3_column_type(statement, column);
    if (type == SQLITE_NULL)
      return std::monostate{};
    if (type == SQLITE_INTEGER)
      return std::int64_t{sqlite3_column_int64(statement, column)};
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return data == nullptr ? std::string() : std::string(data, size);
  }
  static Row row_of(sqlite3_stmt* statement) {
    Row row;
    for (int column = 0; column < sqlite3_column_count(statement); ++column)
      row.add(value_of(statement, column));
    return row;
  }

  UniqueHandle<sqlite3, sqlite3_close> handle_;
};

} // namespace

SqliteDatabase::SqliteDatabase(std::filesystem::path file)
    : Database(connections), file_(std::move(file)) {}

std::unique_ptr<Connection> SqliteDatabase::connect() {
  return std::make_unique<SqliteConnection>(file_);
}

} // namespace foyer::middletier
