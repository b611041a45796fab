// SPDX-License-Identifier: EUPL-1.2
// What lies there complete and is to be taken in by the office. Whoever takes one holds its row
// until the verdict is written, in one transaction: an instance that dies in between has done
// nothing, and another finds it as it was. Thread safe; see Importer for who calls.
#pragma once

#include "database.hpp"
#include "event_signer.hpp"
#include "verdict.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace foyer::middletier {

class Inbox {
 public:
  Inbox(Database& database, const EventSigner& signer) : db_(database), signer_(signer) {}

  // Submitted and not yet judged, oldest first.
  std::vector<std::string> waiting();

  enum class Outcome {
    judged,
    elsewhere, // another instance has it in hand, or had
    too_early, // it answers a case that is not taken in yet
  };
  struct Taken {
    Outcome outcome = Outcome::elsewhere;
    // Completed by what only the database knows (first_use).
    std::optional<CardVerdict> card;
    std::string receipt;
  };
  // `examine` may take long, and throws where it cannot tell now. A database that is not shared
  // relies on one caller at a time.
  Taken take(const std::string& submission, const std::function<Verdict(const Sealed&)>& examine);

 private:
  Database& db_;
  const EventSigner& signer_;
};

} // namespace foyer::middletier
