// SPDX-License-Identifier: EUPL-1.2
#include <database.hpp>

#include <database/database.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <thread>

using namespace foyer;
using namespace foyer::middletier;
using Both = database::Kind;

namespace {

// As the program made it before migrations had numbers: the tables that matter here.
constexpr const char* unnumbered = R"sql(
CREATE TABLE submission(
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, receipt TEXT NOT NULL UNIQUE,
  terminal TEXT NOT NULL, announcement TEXT NOT NULL, received_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('announced','submitted','accepted','rejected'))) STRICT;
CREATE TABLE application(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL UNIQUE,
  case_number TEXT NOT NULL, filed_at TEXT NOT NULL, imported_at TEXT NOT NULL,
  terminal TEXT NOT NULL, concern TEXT NOT NULL, applicant TEXT NOT NULL, xml TEXT NOT NULL) STRICT;
CREATE TABLE document(
  receipt TEXT NOT NULL REFERENCES application(receipt), id TEXT NOT NULL, title TEXT NOT NULL,
  media_type TEXT NOT NULL, pages INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(receipt, id)) STRICT;
CREATE TABLE card(
  receipt TEXT PRIMARY KEY REFERENCES application(receipt),
  verdict TEXT NOT NULL CHECK(verdict IN ('accepted','doubtful')),
  chip TEXT NOT NULL, nonce TEXT NOT NULL, bundle TEXT NOT NULL) STRICT;
CREATE INDEX card_nonce ON card(nonce);
INSERT INTO application VALUES(1,'r1','ABH-2026-000001','','','','','',''),
                              (7,'r7','ABH-2026-000007','','','','','','');
INSERT INTO document VALUES('r7','z','','',1,x'00'), ('r7','a','','',1,x'00');
INSERT INTO card VALUES('r1','accepted','proven','aa','b'), ('r7','doubtful','proven','aa','b');
)sql";

Rows query(Database& db, const char* sql) {
  return db.transaction(Kind::read, [&](Connection& c) { return c.query(sql); });
}

} // namespace

TEST_CASE(
    "A database of before migrations had numbers keeps its rows, their order and its counting") {
  const processes::TemporaryDirectory directory;
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open((directory / "office.db").c_str(), &raw) == SQLITE_OK);
  CHECK(sqlite3_exec(raw, unnumbered, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(raw);
  for (int twice = 0; twice < 2; ++twice) {
    const auto db = open_database("sqlite:" + (directory / "office.db").string());
    const Rows documents = query(*db, "SELECT id FROM document ORDER BY position");
    REQUIRE(documents.size() == 2);
    CHECK(documents[0].text(0) == "z");
    CHECK(query(*db, "SELECT value FROM counter WHERE name='case_number'")[0].number(0) == 7);
    CHECK(query(*db, "SELECT receipt FROM nonce_use WHERE nonce='aa'")[0].text(0) == "r1");
    CHECK(query(*db, "SELECT count(*) FROM case_event")[0].number(0) == 0);
  }
}

TEST_CASE("Instances that start together on an empty database make its tables once") {
  const processes::TemporaryDirectory directory;
  const database::TestDatabase where(directory.path(), Both::postgresql);
  {
    std::vector<std::jthread> instances;
    for (int i = 0; i < 5; ++i)
      instances.emplace_back([&] { CHECK_NOTHROW(open_database(where.setting())); });
  }
  CHECK(where.ask("SELECT count(*), max(version) FROM schema_version") ==
        where.ask("SELECT max(version), count(*) FROM schema_version"));
}

TEST_CASE("A database of a later program is left alone") {
  const auto kind = GENERATE(Both::sqlite, Both::postgresql);
  const processes::TemporaryDirectory directory;
  const database::TestDatabase where(directory.path(), kind);
  open_database(where.setting())->transaction(Kind::write, [](Connection& c) {
    c.change("INSERT INTO schema_version VALUES(1000)");
  });
  CHECK_THROWS_AS(open_database(where.setting()), DatabaseError);
}
