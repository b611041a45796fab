// SPDX-License-Identifier: EUPL-1.2
// A file of one instance. Who writes has the file alone, so nothing is locked or claimed by row.
#pragma once

#include "database.hpp"

#include <filesystem>

namespace foyer::middletier {

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(std::filesystem::path file);
  [[nodiscard]] bool is_shared() const override { return false; }

 protected:
  [[nodiscard]] std::unique_ptr<Connection> connect() override;

 private:
  std::filesystem::path file_;
};

} // namespace foyer::middletier
