// SPDX-License-Identifier: EUPL-1.2
// A service with an eID server on loopback: tests/support/eid_server.
#pragma once

#include <processes/processes.hpp>

#include <string>
#include <utility>

namespace foyer::eid_client {

// One person's visit to the service.
struct Visit {
  std::string id;
  std::string token_url;
};

class Service {
 public:
  Service();

  // `fault`: what the service does wrong, a word of session.py; empty: nothing.
  Visit begin(const std::string& fault = "");
  // "open", "refused WHY" or "read GIVEN FAMILY BORN".
  std::string outcome(const Visit& visit);
  bool was_asked(const Visit& visit);
  // What a browser is shown at an address of the service.
  [[nodiscard]] std::string page(const std::string& url) const;

  // Files of the issuer of cards that it trusts, and of the authority that its cards have to trust.
  [[nodiscard]] std::filesystem::path issuer() const { return directory_ / "csca.pem"; }
  [[nodiscard]] std::filesystem::path authority() const { return directory_ / "cvca.cvcert"; }
  // By which the AusweisApp finds its configuration with that authority.
  [[nodiscard]] std::pair<std::string, std::string> environment() const;

 private:
  std::string ask(const std::string& order) const;

  processes::TemporaryDirectory directory_;
  processes::Process process_;
};

} // namespace foyer::eid_client
