// SPDX-License-Identifier: EUPL-1.2
// What the office received, as a page for demonstrations, and a page a case where staff say how far
// it is and write to the visitor. Loopback only, no TLS: a browser has no client certificate.
#pragma once

#include "cases.hpp"
#include "database.hpp"

#include <memory>
#include <string>

namespace httplib {
class Server;
}

namespace foyer::middletier {

class Page {
 public:
  Page(Database& database, Cases& cases);
  [[nodiscard]] std::unique_ptr<httplib::Server> make_server() const;

 private:
  [[nodiscard]] std::string list() const;
  [[nodiscard]] std::string case_page(const std::string& receipt) const;
  void add_case_routes(httplib::Server& server) const;
  Database& database_;
  Cases& cases_;
  std::string form_token_; // in every form of ours, so that another site's form is refused
};

} // namespace foyer::middletier
