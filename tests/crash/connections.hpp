// SPDX-License-Identifier: EUPL-1.2
// Catches SQLite connections as they are opened, so that a test can change a setting the product
// deliberately offers no way to change.
#pragma once

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <vector>

namespace foyer::filing {

class Connections {
 public:
  Connections() {
    seen().clear();
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&note));
  }
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;
  ~Connections() { sqlite3_reset_auto_extension(); }

  // On the connection opened first since construction, which is the store's own.
  void run(const char* sql) const {
    REQUIRE(sqlite3_exec(first(), sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  [[nodiscard]] static sqlite3* first() {
    REQUIRE_FALSE(seen().empty());
    return seen().front();
  }

 private:
  static std::vector<sqlite3*>& seen() {
    static std::vector<sqlite3*> connections;
    return connections;
  }
  static int note(sqlite3* db, const char**, const sqlite3_api_routines*) {
    seen().push_back(db);
    return SQLITE_OK;
  }
};

} // namespace foyer::filing
