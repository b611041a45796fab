// SPDX-License-Identifier: EUPL-1.2
// One message of the AusweisApp's SDK, read into what we use of it. Lenient with what it does not
// know, strict with what it takes: lengths, ranges, types.
// Source: AusweisApp SDK documentation, "Messages", API levels 2 and 3.
#pragma once

#include <base/bytes.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::eid_client {

// The longest message taken; the longest real one (a certificate's terms of use) has a few KB.
inline constexpr std::size_t max_message = 64U * 1024U;

struct Card {
  bool known = true; // false: a card, but none with an eID function
  bool deactivated = false;
  bool inoperative = false;
  std::optional<int> tries; // 0..3
  bool operator==(const Card&) const = default;
};

struct Reader {
  std::string name;
  bool attached = false;
  bool keypad = false;
  bool simulated = false; // takes a card by SET_CARD
  std::optional<Card> card;
};

struct Message {
  std::string kind; // "ENTER_PIN"
  bool has_error = false;
  std::string error; // at most 200 characters; of BAD_STATE: the command

  std::optional<Reader> reader; // READER, ENTER_*
  std::vector<Reader> readers;  // READER_LIST

  std::string name, version;               // INFO
  std::vector<int> levels;                 // API_LEVEL: available
  std::optional<int> level;                // API_LEVEL: current
  std::optional<bool> success;             // CHANGE_PIN
  std::string reason;                      // CHANGE_PIN, AUTH, from 1.26.3 on
  std::string major, minor;                // AUTH: the words after '#'
  std::string url;                         // AUTH
  std::vector<std::string> rights;         // ACCESS_RIGHTS: effective
  bool optional_rights = false;            // ACCESS_RIGHTS: some of them can be left out
  std::string subject, subject_url;        // CERTIFICATE
  std::string purpose, terms, valid_until; // the same
  std::optional<int> progress;             // STATUS
  std::string cause;                       // PAUSE
};

// Fails with: malformed (no JSON object with a "msg", or too long).
Result<Message> parse_message(std::string_view text);

} // namespace foyer::eid_client
