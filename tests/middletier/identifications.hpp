// SPDX-License-Identifier: EUPL-1.2
// Identifications by the eID function: begun for a terminal, known by the eID server, used by one
// application. Terminals learn how far one is, never who it was (offline/sync/FORMAT.md).
#pragma once

#include "database.hpp"
#include "eid_server.hpp"

#include <base/clock.hpp>

#include <chrono>
#include <string>

namespace foyer::middletier {

// What nobody has finished by then is over.
inline constexpr std::chrono::minutes identification_lasts{15};
// What was read is kept so long for its application, which may lie in a terminal without a line.
inline constexpr std::chrono::days identification_kept{14};
// Who files later than that has not proven it in the same visit.
inline constexpr std::chrono::hours proof_counts{4};

// What an application says of who has proven it, and of its person.
struct ProofClaim {
  std::string identification;
  EidPerson stated;
};

// Thread safe.
class Identifications {
 public:
  // `server` null: the office has none.
  Identifications(Database& database, EidServer* server, const Clock& clock = system_clock())
      : database_(database), server_(server), clock_(clock) {}

  struct Begun {
    std::string id; // base64url of 16 bytes
    std::string token_url;
  };
  // Throws Problem: 404 without an eID server, 503 where it does not answer.
  Begun begin(const std::string& terminal);
  // "open", "identified" or "refused". Throws Problem: 404 for what this terminal has not begun,
  // 503 where the eID server does not answer.
  std::string state(const std::string& terminal, const std::string& id);

 private:
  Database& database_;
  EidServer* server_;
  const Clock& clock_;
};

// Inside the import's transaction: what the office finds of the claim, kept beside the application.
// `filed_at`: RFC 3339. An identification is used up by the first application of its terminal.
void keep_proof(Connection& connection, const std::string& receipt, const std::string& terminal,
                const std::string& filed_at, const ProofClaim& claim);

// For the office's page, as HTML.
std::string proof_in_german(Connection& connection, const std::string& receipt);

} // namespace foyer::middletier
