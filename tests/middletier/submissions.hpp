// SPDX-License-Identifier: EUPL-1.2
// The sealed side: what terminals announce and bring. Every step may be repeated, at any instance;
// the receipt number is the idempotency key and unique. Signed events are written in the same
// transaction as the fact they attest. Thread safe.
#pragma once

#include "database.hpp"
#include "event_signer.hpp"
#include "problem.hpp"

#include <base/bytes.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace foyer::middletier {

struct PartAnnouncement {
  std::int64_t size = 0;
  std::string sha256;
  bool operator==(const PartAnnouncement&) const = default;
};

struct Announcement {
  std::string receipt;
  std::string filed_at;
  int waiting = 1;             // how many filings lie at the terminal
  std::string profile = "jwe"; // or "osci"
  PartAnnouncement container;
  std::map<std::string, PartAnnouncement> attachments;
  std::string case_access;                     // hex; empty: nobody may ask about the case
  std::string answers_number, answers_message; // empty: no answer to another case
};

struct Announced {
  std::string submission;
  std::string case_id;
  std::vector<std::string> missing; // attachment ids, "container"
  bool is_new = false;
};

class Submissions {
 public:
  Submissions(Database& database, const EventSigner& signer) : db_(database), signer_(signer) {}

  // `terminal` is the client certificate's common name. Throws Problem.
  Announced announce(const std::string& terminal, const Announcement& announcement);
  void store_part(const std::string& terminal, const std::string& submission,
                  const std::string& name, ByteView bytes);

  // Throws DatabaseUnavailable where nothing could be stored now.
  void check_database();

  // `forge`: empty, or how to lie (see Faults).
  std::vector<std::string> events(const std::string& terminal, const std::string& case_id,
                                  std::int64_t since, const std::string& forge);

 private:
  Database& db_;
  const EventSigner& signer_;
};

} // namespace foyer::middletier
