// SPDX-License-Identifier: EUPL-1.2
// A case as a visitor opens it with number and code: how far it is, and what was written.
#pragma once

#include <visit/scanned_page.hpp>

#include <base/clock.hpp>
#include <base/personal.hpp>
#include <base/secret.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace foyer::visit {

enum class CaseState : std::uint8_t {
  stored,         // lies in this terminal
  handed_over,    // the office has it
  accepted,       // taken in; there is a case number
  rejected,       // could not be taken in: the visitor has to ask at the counter
  in_progress,    // somebody works on it
  question,       // the office has asked something
  decision_ready, // to be collected or to be read
  closed
};
std::string_view name(CaseState state); // "decision_ready": also the end of a text's key

struct CaseStep {
  CaseState state;
  WallTime at;
};

struct CaseMessage {
  enum class Kind : std::uint8_t {
    question, // of the office; may be answered
    message,  // of the office
    answer    // of the visitor
  };
  std::string id; // of an answer: its receipt number
  Kind kind = Kind::message;
  WallTime at;
  Personal<std::string> text; // of an answer still on its way: empty, since it is sealed
  std::string answers;        // of an answer: id of the message, or empty (said unasked)
  bool answered = false;      // of a question or message: an answer to it was filed
  bool on_its_way = false;    // of an answer: the office does not have it yet

  [[nodiscard]] bool from_office() const { return kind != Kind::answer; }
};

struct Case {
  std::string number;                // receipt number
  std::string case_number;           // the office's; empty before it has taken the application in
  std::vector<CaseStep> steps;       // oldest first; never empty
  std::vector<CaseMessage> messages; // oldest first
  // False: the office could not be asked; this is what the terminal itself knows.
  bool current = true;
  // What an answer brings along as proof of the code (CaseAnswer::access).
  std::shared_ptr<const Secret> access;
};

struct CaseNotOpened {
  enum class Why : std::uint8_t {
    mistyped,  // number or code cannot be right: a check character does not fit
    unknown,   // no such number, or not its code; nobody is told which
    locked,    // too many wrong codes: `wait`
    line_down, // not known here, and the office cannot be asked now
    no_code,   // there is no receipt's code on the page that was scanned
    failed     // anything else; the log says what
  };
  Why why = Why::failed;
  std::chrono::seconds wait{0};
};
using CaseReply = std::variant<Case, CaseNotOpened>;

// What the visitor files about a case: words, pages, or both.
struct CaseAnswer {
  std::string number;                   // Case::number
  std::shared_ptr<const Secret> access; // Case::access
  std::string message;                  // CaseMessage::id; empty: said unasked
  Personal<std::string> text;           // UTF-8, at most longest_answer bytes
  std::vector<ScannedPage> pages;       // one PDF is made of them
  std::string language;                 // of the visit
  bool line_up = false;
};
inline constexpr std::size_t longest_answer = 4'000;
inline constexpr std::size_t most_answer_pages = 20;

// Null: there is no such message.
const CaseMessage* find_message(const Case& opened, std::string_view id);
// The last question that nobody has answered yet; null: there is none.
const CaseMessage* open_question(const Case& opened);
// What the office could not take in has nobody who reads on.
bool may_answer(const Case& opened);

// Somebody looks after an application of theirs, and may say something about it.
struct Inquiry {
  int asked = 0; // counts what was looked up: the reply to an earlier question changes nothing
  std::optional<CaseNotOpened> refused;    // at case_key: what became of the last try
  WallTime again_at{};                     // `refused` is locked: until then
  std::optional<Case> opened;              // at the places behind case_opening
  std::string message;                     // CaseMessage::id of the one that is read
  std::string answers;                     // of the one that is answered; empty: said unasked
  Personal<std::string> text;              // of the answer
  std::vector<ScannedPage> pages;          // of the answer
  std::shared_ptr<const CaseAnswer> filed; // the last one, from case_filing on

  [[nodiscard]] bool says_something() const { return !text.reveal().empty() || !pages.empty(); }
  [[nodiscard]] bool too_long() const { return text.reveal().size() > longest_answer; }
};

} // namespace foyer::visit
