// SPDX-License-Identifier: EUPL-1.2
// The back-channel (offline/sync/FORMAT.md): what the office says about a case after it was taken
// in, and who may ask. States and the existence of messages are signed events; what a message says
// is sealed by a key that only the office and the visitor's code give.
#pragma once

#include "database.hpp"
#include "event_signer.hpp"

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <cstdint>
#include <mutex>
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

struct OpenedCase {
  std::string case_number; // empty: not taken in yet
  std::vector<std::string> events;
  struct Letter {
    std::string id, jwe;
  };
  std::vector<Letter> letters;
  std::int64_t next = 0; // what `since` may be next time
};

struct Letter {
  std::string id, kind, text;
  std::string answers; // id of the message it answers; may be empty
};

// Inside the caller's transaction, by the office's import and by Cases.
class CaseBook {
 public:
  CaseBook(Database& database, const EventSigner& signer) : db_(database), signer_(signer) {}
  // From the announcement (the office does not know it yet) or from the container (it does).
  void may_ask(const std::string& receipt, ByteView verifier);
  [[nodiscard]] bool fits(const std::string& receipt, ByteView verifier);
  void keep_key(const std::string& receipt, ByteView message_key);
  // A word of case_states; the same again is no event. Throws Problem (404, 409, 422).
  void set_state(const std::string& receipt, std::string_view state);
  // Seals and signs. Throws Problem: 409 when nobody has a code for this case.
  void write(const std::string& receipt, const Letter& letter);
  [[nodiscard]] std::string state(const std::string& receipt);

 private:
  void add(const std::string& receipt, const std::string& kind, std::string body_json,
           std::string_view state);
  Database& db_;
  const EventSigner& signer_;
};

// A connection of its own; thread safe.
class Cases {
 public:
  Cases(Database& database, const EventSigner& signer) : db_(database), book_(database, signer) {}

  // For a terminal. Throws Problem: 404 for an unknown number and a wrong code alike, 429 with
  // seconds after too many of them.
  OpenedCase open(const std::string& terminal, const std::string& number, ByteView access,
                  std::int64_t since);

  // For staff.
  void set_state(const std::string& receipt, std::string_view state);
  // `kind`: "question" (which also sets that state) or "message".
  void say(const std::string& receipt, const std::string& kind, const std::string& text);

 private:
  std::mutex mutex_;
  Database& db_;
  CaseBook book_;
};

} // namespace foyer::middletier
