// SPDX-License-Identifier: EUPL-1.2
// One database of many instances. What two of them must not do at once is kept apart by unique
// constraints and row locks, which end with the connection: an instance that dies leaves no lock.
#pragma once

#include "database.hpp"

namespace foyer::middletier {

class PostgresDatabase final : public Database {
 public:
  // A connection URI as libpq takes it. The password is better left to ~/.pgpass.
  explicit PostgresDatabase(std::string uri);
  [[nodiscard]] bool is_shared() const override { return true; }

 protected:
  [[nodiscard]] std::unique_ptr<Connection> connect() override;

 private:
  std::string uri_;
};

} // namespace foyer::middletier
