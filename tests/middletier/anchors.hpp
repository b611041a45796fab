// SPDX-License-Identifier: EUPL-1.2
// What terminals have shown of their journals: how many filings and delivery events, and the hash
// of the last of each. A terminal that later shows fewer, or others, has lost or changed something.
#pragma once

#include "database.hpp"
#include "event_signer.hpp"

#include <cstdint>
#include <string>

namespace foyer::middletier {

struct JournalHead {
  std::int64_t sequence = 0;
  std::string record_hash; // hex
  std::int64_t events = 0;
  std::string event_hash; // hex
};

class Anchors {
 public:
  Anchors(Database& database, const EventSigner& signer) : database_(database), signer_(signer) {}

  // The signed anchor (offline/sync/FORMAT.md). Throws Problem 409 where an earlier one contradicts
  // it, 422 for what is no head.
  std::string add(const std::string& terminal, const JournalHead& head, const std::string& nonce);

 private:
  Database& database_;
  const EventSigner& signer_;
};

} // namespace foyer::middletier
