// SPDX-License-Identifier: EUPL-1.2
// Changes the database behind the store's back.
#pragma once

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <filesystem>

namespace foyer::store {

inline void tamper(const std::filesystem::path& file, const char* sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
}

} // namespace foyer::store
