// SPDX-License-Identifier: EUPL-1.2
// Why WAL with synchronous=FULL: the settings of SQLite side by side, each with the same small
// transactions and the power cut after every op. Those that must lose do lose, which also shows
// that the search can find something.
#include "crash_states.hpp"

#include <base/unique_handle.hpp>
#include <filing/sample.hpp>

#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>
#include <set>

using namespace foyer;
using namespace foyer::crash;

namespace {

struct Setting {
  const char* journal;
  const char* synchronous;
  bool loses;
};

using Connection = UniqueHandle<sqlite3, sqlite3_close>;

Connection open(const std::filesystem::path& file) {
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
  return Connection(raw);
}

bool run(const Connection& db, const std::string& sql) {
  return sqlite3_exec(db.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::vector<Op> record(const Setting& setting) {
  const filing::Scratch folder(fast_folder());
  RecordingVfs vfs;
  const auto db = open(folder / "db");
  REQUIRE(run(db, std::string("PRAGMA journal_mode=") + setting.journal));
  REQUIRE(run(db, std::string("PRAGMA synchronous=") + setting.synchronous));
  REQUIRE(run(db, "CREATE TABLE filed(number INTEGER PRIMARY KEY, sealed BLOB)"));
  for (std::uint32_t number = 1; number <= 8; ++number) {
    REQUIRE(run(db, "INSERT INTO filed VALUES(" + std::to_string(number) + ", randomblob(6000))"));
    vfs.acknowledge(number);
  }
  return vfs.take_ops();
}

std::set<std::uint32_t> numbers_on(const Disk& disk) {
  const filing::Scratch folder(fast_folder());
  for (const auto& [name, content] : disk)
    std::ofstream(folder / name, std::ios::binary) << as_text(content);
  std::set<std::uint32_t> numbers;
  const auto db = open(folder / "db");
  (void)sqlite3_exec(
      db.get(), "SELECT number FROM filed WHERE length(sealed)=6000",
      [](void* into, int, char** columns, char**) {
        static_cast<std::set<std::uint32_t>*>(into)->insert(
            static_cast<std::uint32_t>(std::stoul(columns[0])));
        return 0;
      },
      &numbers, nullptr);
  return numbers;
}

} // namespace

TEST_CASE(
    "WAL with FULL keeps what was acknowledged; WAL with NORMAL and DELETE with FULL do not") {
  for (const Setting& setting :
       {Setting{"WAL", "FULL", false}, Setting{"WAL", "NORMAL", true},
        Setting{"DELETE", "FULL", true}, Setting{"DELETE", "EXTRA", false}}) {
    const auto ops = record(setting);
    std::size_t lost = 0;
    const std::size_t states = cut_everywhere(ops, 0, [&](std::size_t count, const Disk& disk) {
      const auto there = numbers_on(disk);
      for (std::size_t i = 0; i < count; ++i)
        if (ops[i].kind == Op::Kind::acknowledge && !there.contains(ops[i].sequence))
          ++lost;
    });
    std::printf("journal_mode=%s synchronous=%s: %zu crash states, %zu acknowledged rows lost\n",
                setting.journal, setting.synchronous, states, lost);
    INFO(setting.journal << ' ' << setting.synchronous);
    CHECK((lost > 0) == setting.loses);
  }
}
