// SPDX-License-Identifier: EUPL-1.2
#include "database.hpp"

#include "postgres_database.hpp"
#include "schema.hpp"
#include "sqlite_database.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

namespace foyer::middletier {

namespace {

constexpr int most_conflicts = 20;
constexpr int most_losses = 2;
constexpr std::chrono::seconds longest_wait{5};

// Two that were in each other's way must not meet again at once.
void pause_after(int conflicts) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const int window_ms = std::min(1 << conflicts, 200);
  std::this_thread::sleep_for(
      std::chrono::milliseconds(std::uniform_int_distribution<int>(0, window_ms)(random)));
}

} // namespace

std::string Dialect::spell(std::string_view sql) const {
  std::string spelled(sql);
  for (const Word& word : words)
    for (auto at = spelled.find(word.mark); at != std::string::npos;
         at = spelled.find(word.mark, at + word.means.size()))
      spelled.replace(at, word.mark.size(), word.means);
  return spelled;
}

Rows Connection::query(std::string_view sql, Parameters parameters) {
  return run(dialect().spell(sql), parameters).rows;
}

std::int64_t Connection::change(std::string_view sql, Parameters parameters) {
  return run(dialect().spell(sql), parameters).changed;
}

// One connection, given back at the end; one that is not usable any more is closed.
class Database::Lease {
 public:
  explicit Lease(Database& database) : database_(database) {
    std::unique_lock lock(database_.mutex_);
    if (!database_.returned_.wait_for(lock, longest_wait,
                                      [&] { return database_.lent_ < database_.most_; }))
      throw DatabaseUnavailable("no connection is free");
    ++database_.lent_;
    if (database_.idle_.empty())
      return;
    connection_ = std::move(database_.idle_.back());
    database_.idle_.pop_back();
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() {
    roll_back();
    const std::lock_guard lock(database_.mutex_);
    --database_.lent_;
    if (connection_ && connection_->usable())
      database_.idle_.push_back(std::move(connection_));
    database_.returned_.notify_one();
  }

  Connection& begin(Kind kind) {
    if (!connection_)
      connection_ = database_.connect();
    connection_->begin(kind);
    open_ = true;
    return *connection_;
  }
  void commit() {
    connection_->commit();
    open_ = false;
  }

 private:
  void roll_back() {
    if (!open_ || !connection_->usable())
      return;
    try {
      connection_->roll_back();
    } catch (const DatabaseError&) { // its own failure is already on its way
      connection_.reset();
    }
  }
  Database& database_;
  std::unique_ptr<Connection> connection_;
  bool open_ = false;
};

void Database::run(Kind kind, const std::function<void(Connection&)>& work) {
  int conflicts = 0, losses = 0;
  while (true) {
    std::optional<Lease> lease(std::in_place, *this);
    bool committing = false;
    try {
      work(lease->begin(kind));
      committing = true;
      lease->commit();
      return;
    } catch (const DatabaseConflict& conflict) {
      if (++conflicts == most_conflicts)
        throw DatabaseUnavailable(conflict.what());
    } catch (const DatabaseUnavailable&) {
      if (committing || ++losses == most_losses)
        throw;
      const std::lock_guard lock(mutex_);
      idle_.clear(); // lost like this one, most likely
    }
    lease.reset(); // with its locks, before the pause
    pause_after(conflicts);
  }
}

std::unique_ptr<Database> open_database(const std::string& where) {
  std::unique_ptr<Database> database;
  constexpr std::string_view sqlite = "sqlite:";
  if (where.starts_with("postgresql://") || where.starts_with("postgres://"))
    database = std::make_unique<PostgresDatabase>(where);
  else
    database = std::make_unique<SqliteDatabase>(
        where.starts_with(sqlite) ? where.substr(sqlite.size()) : where);
  bring_up_to_date(*database);
  return database;
}

} // namespace foyer::middletier
