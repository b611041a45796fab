// SPDX-License-Identifier: EUPL-1.2
// A database of the middle tier's for one test, to be read by another program.
#pragma once

#include <filesystem>
#include <string>

namespace foyer::database {

enum class Kind { sqlite, postgresql };

// What FOYER_TEST_DATABASE says ("postgresql"); else SQLite. Tests run once with each.
Kind kind_of_this_run();

// Empty at first. For PostgreSQL a server is started when the first is wanted, and ends with this
// process (tests/support/services/postgresql.sh); each has a database of its own there.
class TestDatabase {
 public:
  explicit TestDatabase(std::filesystem::path directory, Kind kind = kind_of_this_run());

  // For foyer-middletier --database.
  [[nodiscard]] const std::string& setting() const { return setting_; }
  // Everything is gone; nobody may be using it.
  void clear();
  // PostgreSQL: from now on nobody gets in, and who is in is thrown out; or everybody again.
  void let_in(bool anybody);
  // What `sqlite3` or `psql` answers: a line a row, columns parted by |, no line's end after the
  // last. Throws std::runtime_error with what it said.
  std::string ask(const std::string& sql) const;
  // A column of bytes as lower-case hexadecimal, for use in such a question.
  [[nodiscard]] std::string hex(const std::string& column) const;
  // All that is stored, as it lies in the file or in a dump.
  [[nodiscard]] std::string everything() const;

 private:
  std::filesystem::path file_;
  Kind kind_;
  std::string name_, setting_;
};

} // namespace foyer::database
