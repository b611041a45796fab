// SPDX-License-Identifier: EUPL-1.2
// What goes into the office's import, and what comes out of it.
#pragma once

#include "card_check.hpp"
#include "identifications.hpp"

#include <base/bytes.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::middletier {

// A complete submission as the office takes it.
struct Sealed {
  std::string submission;
  std::string receipt;
  std::string terminal;
  std::string profile;
  std::string container;
  std::map<std::string, std::string> attachments;
};

// What the office found, see Office.
struct Verdict {
  std::string reason; // empty: accepted
  std::string filed_at, concern, applicant, xml;
  struct Document {
    std::string id, title, media_type;
    std::int64_t pages = 0;
    Bytes bytes;
    std::string quarantine; // what the virus scanner found; empty: clean
  };
  std::vector<Document> documents;
  std::optional<CardVerdict> card; // nothing: no card was read
  std::optional<ProofClaim> proof; // nothing: nobody has proven who they are
  // What the code on the receipt gives; empty: there is none.
  Bytes case_verifier, message_key;
  struct Answer {
    std::string number, message; // of the case, and of what it answers there
    std::string text;
    Bytes verifier; // of what the visitor opened the case with
  };
  std::optional<Answer> answer;
};

} // namespace foyer::middletier
