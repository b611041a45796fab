// SPDX-License-Identifier: EUPL-1.2
// A case as a visitor opens it with number and code: how far it is, and what was written.
#pragma once

#include <visit/state.hpp>

#include <base/clock.hpp>
#include <base/personal.hpp>
#include <base/secret.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
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

} // namespace foyer::visit
