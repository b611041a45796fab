// SPDX-License-Identifier: EUPL-1.2
#include "database.hpp"

namespace foyer::middletier {

namespace {

// One application exactly once: the receipt number is unique on the way in and in the office.
constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS submission(
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, receipt TEXT NOT NULL UNIQUE,
  terminal TEXT NOT NULL, announcement TEXT NOT NULL, received_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('announced','submitted','accepted','rejected'))) STRICT;
CREATE TABLE IF NOT EXISTS part(
  submission TEXT NOT NULL REFERENCES submission(id), name TEXT NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY(submission, name)) STRICT;
CREATE TABLE IF NOT EXISTS event(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, submission TEXT NOT NULL REFERENCES submission(id),
  kind TEXT NOT NULL, token TEXT NOT NULL, UNIQUE(submission, kind)) STRICT;
CREATE TABLE IF NOT EXISTS application(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL UNIQUE,
  case_number TEXT NOT NULL, filed_at TEXT NOT NULL, imported_at TEXT NOT NULL,
  terminal TEXT NOT NULL, concern TEXT NOT NULL, applicant TEXT NOT NULL, xml TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS document(
  receipt TEXT NOT NULL REFERENCES application(receipt), id TEXT NOT NULL, title TEXT NOT NULL,
  media_type TEXT NOT NULL, pages INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(receipt, id)) STRICT;
CREATE TABLE IF NOT EXISTS card(
  receipt TEXT PRIMARY KEY REFERENCES application(receipt),
  verdict TEXT NOT NULL CHECK(verdict IN ('accepted','doubtful')),
  chip TEXT NOT NULL, nonce TEXT NOT NULL, bundle TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS card_nonce ON card(nonce);
CREATE TABLE IF NOT EXISTS card_check(
  receipt TEXT NOT NULL REFERENCES card(receipt), name TEXT NOT NULL, data_group INTEGER NOT NULL,
  verdict TEXT NOT NULL, reason TEXT NOT NULL, claimed TEXT NOT NULL,
  judgement TEXT NOT NULL CHECK(judgement IN ('accepted','doubtful'))) STRICT;
-- The back-channel, as the middle tier sees it: who may ask, states, sealed letters.
CREATE TABLE IF NOT EXISTS case_access(
  receipt TEXT PRIMARY KEY, sha256 BLOB NOT NULL CHECK(length(sha256)=32)) STRICT;
CREATE TABLE IF NOT EXISTS case_event(
  receipt TEXT NOT NULL REFERENCES submission(receipt), sequence INTEGER NOT NULL,
  state TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY(receipt, sequence)) STRICT;
CREATE TABLE IF NOT EXISTS case_letter(
  receipt TEXT NOT NULL REFERENCES submission(receipt), id TEXT NOT NULL,
  sequence INTEGER NOT NULL, jwe TEXT NOT NULL, PRIMARY KEY(receipt, id)) STRICT;
CREATE TABLE IF NOT EXISTS case_miss(
  number TEXT NOT NULL, terminal TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
-- What only the office has: the key of the letters, and what was said in the clear.
CREATE TABLE IF NOT EXISTS case_key(
  receipt TEXT PRIMARY KEY REFERENCES application(receipt),
  message BLOB NOT NULL CHECK(length(message)=32)) STRICT;
CREATE TABLE IF NOT EXISTS case_talk(
  receipt TEXT NOT NULL REFERENCES application(receipt), id TEXT NOT NULL, kind TEXT NOT NULL,
  at TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(receipt, id)) STRICT;
CREATE TABLE IF NOT EXISTS answer(
  receipt TEXT PRIMARY KEY REFERENCES application(receipt),
  answers TEXT NOT NULL REFERENCES application(receipt), message TEXT NOT NULL) STRICT;
)sql";

sqlite3* open(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  if (sqlite3_open(file.c_str(), &handle) != SQLITE_OK) {
    sqlite3_close(handle);
    throw DatabaseError("cannot open the database");
  }
  return handle;
}

} // namespace

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  check(
      sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  statement_.reset(statement);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK)
    throw DatabaseError(sqlite3_errmsg(database_));
}

Statement& Statement::bind(std::string_view text) {
  check(sqlite3_bind_text64(statement_.get(), ++bound_, text.data() == nullptr ? "" : text.data(),
                            text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(ByteView bytes) {
  check(sqlite3_bind_blob64(statement_.get(), ++bound_,
                            bytes.empty() ? static_cast<const void*>("") : bytes.data(),
                            bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(std::int64_t number) {
  check(sqlite3_bind_int64(statement_.get(), ++bound_, number));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW)
    return true;
  if (code != SQLITE_DONE)
    throw DatabaseError(sqlite3_errmsg(database_));
  return false;
}

std::string Statement::text(int column) const {
  return std::string(as_text(blob(column)));
}

Bytes Statement::blob(int column) const {
  const auto* data =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return data == nullptr ? Bytes{} : Bytes(data, data + size);
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Database::Database(const std::filesystem::path& file) : handle_(open(file)) {
  sqlite3_busy_timeout(handle_.get(), 10'000);
  execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
  execute(schema);
}

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw DatabaseError(sqlite3_errmsg(handle_.get()));
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_)
    return;
  try {
    database_.execute("ROLLBACK");
  } catch (const DatabaseError&) { // the commit's failure is already on its way
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

} // namespace foyer::middletier
