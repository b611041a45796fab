// SPDX-License-Identifier: EUPL-1.2
// The sealed side: what terminals announce and bring. Every step may be repeated; the receipt
// number is the idempotency key and unique. Signed events are written in the same transaction as
// the fact they attest. Thread safe (one lock).
#pragma once

#include "card_check.hpp"
#include "cases.hpp"
#include "database.hpp"
#include "event_signer.hpp"

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::middletier {

// An answer other than the expected one, as problem document (RFC 9457).
struct Problem {
  int status;
  std::string type;       // "urn:foyer:problem:..."
  int retry_after_s = -1; // negative: no such header
};

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
  };
  std::vector<Document> documents;
  std::optional<CardVerdict> card; // nothing: no card was read
  // What the code on the receipt gives; empty: there is none.
  Bytes case_verifier, message_key;
  struct Answer {
    std::string number, message; // of the case, and of what it answers there
    std::string text;
    Bytes verifier; // of what the visitor opened the case with
  };
  std::optional<Answer> answer;
};

class Submissions {
 public:
  Submissions(Database& database, const EventSigner& signer)
      : db_(database), signer_(signer), book_(database, signer) {}

  // `terminal` is the client certificate's common name. Throws Problem.
  Announced announce(const std::string& terminal, const Announcement& announcement);
  void store_part(const std::string& terminal, const std::string& submission,
                  const std::string& name, ByteView bytes);

  // Submitted and not yet judged, oldest first.
  std::vector<Sealed> unjudged();
  // Completes the card's verdict by what only the database knows (first_use), and gives it back.
  std::optional<CardVerdict> judge(const Sealed& sealed, const Verdict& verdict);

  std::vector<std::string> events(const std::string& terminal, const std::string& case_id,
                                  std::int64_t since, const std::string& forge);

 private:
  void add_event(const std::string& submission, const std::string& kind,
                 const std::string& body_json);
  std::string token(const std::string& submission, const std::string& receipt,
                    const std::string& case_id, const std::string& kind,
                    const std::string& body_json) const;
  void take_in(const Sealed& sealed, const Verdict& verdict, const std::string& case_number);
  std::string case_number_for(const Verdict& verdict);
  // Not an answer, or one to a case that is here, from somebody who had its code.
  bool answer_fits(const Verdict& verdict);
  CardVerdict store_card(const std::string& receipt, CardVerdict card);
  std::string tags_json(const std::string& submission, std::string_view more = {});
  std::string forged(const std::string& how, const std::string& submission,
                     const std::string& case_id, const std::string& receipt,
                     const std::string& kind, std::string honest);

  std::mutex mutex_;
  Database& db_;
  const EventSigner& signer_;
  CaseBook book_;
};

std::string new_uuid();

} // namespace foyer::middletier
