// SPDX-License-Identifier: EUPL-1.2
// One interface, two databases: what the middle tier relies on holds for both.
#include <database.hpp>

#include <database/database.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>

using namespace foyer;
using namespace foyer::middletier;
using Both = database::Kind;

namespace {

struct Fresh {
  explicit Fresh(Both kind) : where(directory.path(), kind), db(open_database(where.setting())) {}
  std::int64_t change(const char* sql, Parameters parameters = {}) {
    return db->transaction(Kind::write, [&](Connection& c) { return c.change(sql, parameters); });
  }
  Rows query(const char* sql, Parameters parameters = {}) {
    return db->transaction(Kind::read, [&](Connection& c) { return c.query(sql, parameters); });
  }

  processes::TemporaryDirectory directory;
  database::TestDatabase where;
  std::unique_ptr<Database> db;
};

#define ON_BOTH                                                                                    \
  const auto kind = GENERATE(Both::sqlite, Both::postgresql);                                      \
  CAPTURE(kind == Both::postgresql);                                                               \
  Fresh at(kind)

} // namespace

TEST_CASE("Numbers, texts and bytes come back as they went in, whatever is in them") {
  ON_BOTH;
  at.change("CREATE TABLE t(a {number}, b TEXT, c {bytes}, d TEXT) {strict}");
  Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = static_cast<std::uint8_t>(i);
  const std::string text = "Şükrü 'ist' $1 \\x00 {bytes\"";
  CHECK(at.change("INSERT INTO t VALUES($1,$3,$2,NULL)", {-5'000'000'000, all, text}) == 1);
  CHECK(at.change("INSERT INTO t VALUES($1,$2,$3,$4)", {0, "", Bytes(), std::string_view()}) == 1);
  const Rows rows = at.query("SELECT a, b, c, d, count(*) OVER () FROM t ORDER BY a");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].number(0) == -5'000'000'000);
  CHECK(rows[0].text(1) == text);
  CHECK(rows[0].bytes(2) == all);
  CHECK(rows[0].is_null(3));
  CHECK(rows[0].number(4) == 2);
  CHECK(rows[1].text(1).empty());
  CHECK_FALSE(rows[1].is_null(2));
  CHECK_FALSE(rows[1].is_null(3));
  CHECK_THROWS_AS(rows[0].number(1), DatabaseError);
}

TEST_CASE("What throws in a transaction leaves nothing behind, and the next one works") {
  ON_BOTH;
  at.change("CREATE TABLE t(a {number} PRIMARY KEY) {strict}");
  CHECK_THROWS_AS(at.db->transaction(Kind::write,
                                     [](Connection& c) {
                                       c.change("INSERT INTO t VALUES(1)");
                                       throw std::runtime_error("no");
                                     }),
                  std::runtime_error);
  CHECK_THROWS_AS(at.db->transaction(Kind::write,
                                     [](Connection& c) {
                                       c.change("INSERT INTO t VALUES(1)");
                                       c.change("INSERT INTO t VALUES(1)");
                                     }),
                  DatabaseError);
  CHECK(at.query("SELECT 1 FROM t").empty());
  CHECK(at.change("INSERT INTO t VALUES(1)") == 1);
  CHECK(at.change("INSERT INTO t VALUES(1) ON CONFLICT(a) DO NOTHING") == 0);
}

TEST_CASE("Numbers counted by many at once have no gap and no double, although some give up") {
  ON_BOTH;
  at.change("CREATE TABLE t(a {number} PRIMARY KEY) {strict}");
  at.change("INSERT INTO counter VALUES('t', 0)");
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 6; ++thread)
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 20; ++i)
          try {
            at.db->transaction(Kind::write, [&](Connection& c) {
              const Rows rows =
                  c.query("UPDATE counter SET value=value+1 WHERE name='t' RETURNING value");
              c.change("INSERT INTO t VALUES($1)", {rows.at(0).number(0)});
              if ((i + thread) % 5 == 0)
                throw std::runtime_error("given up");
            });
          } catch (const std::runtime_error&) {
            ++failed;
          }
      });
  }
  CHECK(failed == 24);
  const Rows rows = at.query("SELECT count(*), min(a), max(a) FROM t");
  CHECK(rows[0].number(0) == 96);
  CHECK(rows[0].number(1) == 1);
  CHECK(rows[0].number(2) == 96);
}

TEST_CASE("Serial transactions that have all looked first do not all go on") {
  ON_BOTH;
  at.change("CREATE TABLE t(a {number}) {strict}");
  std::latch together(4);
  std::atomic<int> in = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&] {
        bool first = true;
        at.db->transaction(Kind::serial, [&](Connection& c) {
          const bool empty = c.query("SELECT count(*) FROM t")[0].number(0) < 1;
          // SQLite lets nobody look beside a writer, so there is nobody to wait for.
          if (std::exchange(first, false) && kind == Both::postgresql)
            together.arrive_and_wait();
          if (empty)
            c.change("INSERT INTO t VALUES(1)");
        });
        ++in;
      });
  }
  CHECK(in == 4);
  CHECK(at.query("SELECT count(*) FROM t")[0].number(0) == 1);
}

TEST_CASE("A claimed row is passed over by others until its holder ends, even by dying") {
  Fresh at(Both::postgresql);
  at.change("CREATE TABLE t(a {number} PRIMARY KEY)");
  at.change("INSERT INTO t VALUES(1), (2)");
  const auto claim = [](Connection& c) {
    return c.query("SELECT a FROM t ORDER BY a LIMIT 1 {claimed}");
  };
  const auto other = open_database(at.where.setting());
  const auto claim_and_die = [&](Connection& mine) {
    REQUIRE(claim(mine).at(0).number(0) == 1);
    CHECK(other->transaction(Kind::claim, claim).at(0).number(0) == 2);
    at.where.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state='idle in "
                 "transaction' AND datname=current_database()");
    REQUIRE(processes::eventually(
        [&] { return other->transaction(Kind::claim, claim).at(0).number(0) == 1; }));
  };
  CHECK_THROWS_AS(at.db->transaction(Kind::claim, claim_and_die), DatabaseUnavailable);
}

TEST_CASE("A connection lost between two transactions costs nobody anything") {
  Fresh at(Both::postgresql);
  CHECK(at.query("SELECT 1").size() == 1);
  at.where.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid<>pg_backend_pid() "
               "AND datname=current_database()");
  CHECK(at.query("SELECT 1").size() == 1);
}

TEST_CASE("A server that is away is told apart from a wrong statement") {
  CHECK_THROWS_AS(open_database("postgresql://foyer@/foyer?host=/nowhere"), DatabaseUnavailable);
  Fresh at(Both::postgresql);
  CHECK_THROWS_AS(at.query("SELECT nonsense"), DatabaseError);
}
