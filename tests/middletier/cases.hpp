// SPDX-License-Identifier: EUPL-1.2
// The back-channel (offline/sync/FORMAT.md): what the office says about a case after it was taken
// in, and who may ask. States and the existence of messages are signed events; what a message says
// is sealed by a key that only the office and the visitor's code give.
#pragma once

#include "database.hpp"
#include "event_book.hpp"
#include "event_signer.hpp"

#include <base/bytes.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::middletier {

// Closed words, in the order in which a case usually goes.
inline constexpr std::string_view case_states[] = {"in_progress", "question", "decision_ready",
                                                   "closed"};

// Wrong codes within a quarter of an hour: at one case, and at one terminal.
inline constexpr std::int64_t misses_a_case = 10;
inline constexpr std::int64_t misses_a_terminal = 30;

// What a case holds at most; what goes beyond is refused (case-full), so that a terminal can always
// take all of it (offline/sync/FORMAT.md).
inline constexpr std::int64_t most_case_events = 200;
inline constexpr std::int64_t most_letter_bytes = 1 << 20; // of all letters, sealed

struct OpenedCase {
  std::string case_number; // empty: not taken in yet
  std::vector<std::string> events;
  struct Letter {
    std::string id, jwe;
  };
  std::vector<Letter> letters;
  std::int64_t next = 0; // what `since` is to be next time
  bool more = false;     // there is more than fits into one answer
};

struct Letter {
  std::string id, kind, text;
  std::string answers; // id of the message it answers; may be empty
};

// A word of case_states; empty before the first.
std::string case_state(Connection& connection, const std::string& receipt);
// Of the letters; empty: nobody has a code for this case.
Bytes case_key(Connection& connection, const std::string& receipt);

// Inside the caller's transaction, by the office's import and by Cases.
class CaseBook {
 public:
  CaseBook(Connection& connection, const EventSigner& signer)
      : connection_(connection), signer_(signer) {}
  // From the announcement (the office does not know it yet) or from the container (it does).
  void may_ask(const std::string& receipt, ByteView verifier);
  [[nodiscard]] bool fits(const std::string& receipt, ByteView verifier);
  void keep_key(const std::string& receipt, ByteView message_key);
  // A word of case_states; the same again is no event. Throws Problem (404, 409, 422).
  void set_state(const std::string& receipt, std::string_view state);
  // Seals and signs. Throws Problem: 409 when nobody has a code for this case.
  void write(const std::string& receipt, const Letter& letter);

 private:
  EventSubject hold(const std::string& receipt);
  std::int64_t add(const EventSubject& subject, std::string_view kind, const std::string& body_json,
                   std::string_view state);
  Connection& connection_;
  const EventSigner& signer_;
};

// Thread safe.
class Cases {
 public:
  Cases(Database& database, const EventSigner& signer) : db_(database), signer_(signer) {}

  // For a terminal. Throws Problem: 404 for an unknown number and a wrong code alike, 429 with
  // seconds after too many of them.
  OpenedCase open(const std::string& terminal, const std::string& number, ByteView access,
                  std::int64_t since);

  // For staff.
  void set_state(const std::string& receipt, std::string_view state);
  // `kind`: "question" (which also sets that state) or "message".
  void say(const std::string& receipt, const std::string& kind, const std::string& text);

 private:
  Database& db_;
  const EventSigner& signer_;
};

} // namespace foyer::middletier
