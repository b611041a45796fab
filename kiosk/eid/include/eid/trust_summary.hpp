// SPDX-License-Identifier: EUPL-1.2
// What a technician wants to know of a trust table.
#pragma once

#include <eid/trust_table.hpp>

#include <base/clock.hpp>

#include <map>

namespace foyer::eid {

struct TrustSummary {
  struct Country {
    int certificates = 0; // links among them
    int links = 0;
    int expired = 0;
  };
  struct Revocations {
    std::string issuer;
    std::string from, next; // YYYY-MM-DD; next may be empty
    int revoked = 0;
    bool overdue = false; // a newer one should be out
  };
  std::map<std::string, Country> countries; // by their two letters
  std::vector<Revocations> revocations;
  std::vector<std::string> anchors; // whose certificates vouch for master lists
};

// Parses every certificate: a quarter of a second for the German list.
TrustSummary summarise(const TrustTable& table, WallTime now);

} // namespace foyer::eid
