// SPDX-License-Identifier: EUPL-1.2
// What the middle tier asks of a database, whichever it is: statements with numbered parameters,
// rows, transactions. SQLite and PostgreSQL speak one SQL here; the few words in which they differ
// stand in braces and are in Dialect. Errors are exceptions: the server answers 500 or, where the
// database cannot be had, 503, and the terminal tries again.
#pragma once

#include <base/bytes.hpp>

#include <concepts>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace foyer::middletier {

struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// Another transaction was in the way, and this one has left nothing behind.
struct DatabaseConflict : DatabaseError {
  using DatabaseError::DatabaseError;
};
// It cannot be reached, or nobody has had time for us.
struct DatabaseUnavailable : DatabaseError {
  using DatabaseError::DatabaseError;
};

// A number, text (UTF-8) or bytes. Views: valid while the statement runs.
class Parameter {
 public:
  template <std::signed_integral Number> Parameter(Number number) : value_(std::int64_t{number}) {}
  Parameter(std::string_view text) : value_(text) {}
  Parameter(const std::string& text) : value_(std::string_view(text)) {}
  Parameter(const char* text) : value_(std::string_view(text)) {}
  Parameter(ByteView bytes) : value_(bytes) {}
  Parameter(const Bytes& bytes) : value_(ByteView(bytes)) {}

  using Value = std::variant<std::int64_t, std::string_view, ByteView>;
  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Value value_;
};
using Parameters = std::initializer_list<Parameter>;

// Columns are read by position, as what they are; anything else is a DatabaseError.
class Row {
 public:
  using Value =
      std::variant<std::monostate, std::int64_t, std::string>; // null, number, text or bytes
  void add(Value value) { values_.push_back(std::move(value)); }

  [[nodiscard]] const std::string& text(std::size_t column) const {
    return at<std::string>(column);
  }
  [[nodiscard]] Bytes bytes(std::size_t column) const { return to_bytes(as_bytes(text(column))); }
  [[nodiscard]] std::int64_t number(std::size_t column) const { return at<std::int64_t>(column); }
  [[nodiscard]] bool is_null(std::size_t column) const {
    return std::holds_alternative<std::monostate>(values_.at(column));
  }
  // Large bytes are not copied.
  [[nodiscard]] std::string take(std::size_t column) {
    return std::move(std::get<std::string>(values_.at(column)));
  }

 private:
  template <class T> [[nodiscard]] const T& at(std::size_t column) const {
    const T* value = std::get_if<T>(&values_.at(column));
    if (value == nullptr)
      throw DatabaseError("a column of another type");
    return *value;
  }
  std::vector<Value> values_;
};
using Rows = std::vector<Row>;

// The words in which the databases differ.
struct Dialect {
  struct Word {
    std::string_view mark; // "{bytes}"
    std::string_view means;
  };
  std::vector<Word> words;
  [[nodiscard]] std::string spell(std::string_view sql) const;
};

enum class Kind {
  read,
  write,    // rows that a statement has {locked} are nobody else's until its end
  serial,   // as if no other ran beside it
  claim,    // a long one: a row that is {claimed} is passed over by others' claims; reads until
            // start_writing()
  fleeting, // a write that may be lost if the machine falls, but is not torn
};

// One thread at a time.
class Connection {
 public:
  virtual ~Connection() = default;
  // `sql`: one statement, parameters $1, $2, ..., words of the dialect in braces.
  Rows query(std::string_view sql, Parameters parameters = {});
  // How many rows were changed.
  std::int64_t change(std::string_view sql, Parameters parameters = {});

  virtual void begin(Kind kind) = 0;
  virtual void start_writing() = 0; // in a claim
  virtual void commit() = 0;
  virtual void roll_back() = 0;
  [[nodiscard]] virtual bool usable() const = 0;

 protected:
  struct Outcome {
    Rows rows;
    std::int64_t changed = 0;
  };
  virtual Outcome run(const std::string& sql, Parameters parameters) = 0;
  [[nodiscard]] virtual const Dialect& dialect() const = 0;
};

// Thread safe; a transaction has one of a few connections to itself.
class Database {
 public:
  explicit Database(std::size_t most_connections) : most_(most_connections) {}
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  // Runs `work(connection)` in a transaction, again where it met a conflict or the connection was
  // lost before the commit, so it must change nothing but the database. What it throws rolls back.
  // DatabaseUnavailable when that does not help; then nothing is known about a lost commit.
  template <class Work> auto transaction(Kind kind, Work work) {
    using Result = std::invoke_result_t<Work&, Connection&>;
    if constexpr (std::is_void_v<Result>) {
      run(kind, [&](Connection& connection) { work(connection); });
    } else {
      std::optional<Result> result;
      run(kind, [&](Connection& connection) { result.emplace(work(connection)); });
      return std::move(*result);
    }
  }

  // Whether several instances of this program may work on it at once.
  [[nodiscard]] virtual bool is_shared() const = 0;

 protected:
  [[nodiscard]] virtual std::unique_ptr<Connection> connect() = 0;

 private:
  class Lease;
  void run(Kind kind, const std::function<void(Connection&)>& work);

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::size_t lent_ = 0;
  std::vector<std::unique_ptr<Connection>> idle_;
};

// "postgresql://...", "sqlite:FILE" or FILE; made or brought up to date. Throws DatabaseError.
std::unique_ptr<Database> open_database(const std::string& where);

} // namespace foyer::middletier
