// SPDX-License-Identifier: EUPL-1.2
// What the office received, as a page for demonstrations. Loopback only, no TLS: a browser has no
// client certificate.
#pragma once

#include "database.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace httplib {
class Server;
}

namespace foyer::middletier {

class Page {
 public:
  explicit Page(Database& database) : database_(database) {}
  [[nodiscard]] std::unique_ptr<httplib::Server> make_server() const;

 private:
  [[nodiscard]] std::string list() const;
  [[nodiscard]] std::string documents_of(const std::string& receipt) const;
  [[nodiscard]] std::string card_of(const std::string& receipt) const;
  Database& database_;
  mutable std::mutex mutex_;
};

} // namespace foyer::middletier
