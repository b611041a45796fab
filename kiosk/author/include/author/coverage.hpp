// SPDX-License-Identifier: EUPL-1.2
// Coverage: what a crowd of people met of an assistant: each field asked at least once (with it
// each page and, for the fields of rows, each repeat), each check heard at least once and silent at
// least once, each document asked for. Two checks of a field with one message count as one. Left
// out is what no answer can reach, by rule: see cannot_be_asked and cannot_speak.
#pragma once

#include <author/person.hpp>

#include <string>
#include <vector>

namespace foyer::author {

class Coverage {
 public:
  explicit Coverage(std::shared_ptr<const forms::Assistant> assistant);

  void add(const Outcome& outcome);

  // One sentence for each thing nobody met, in the order of the definition:
  // "field karte.defekt is never asked".
  [[nodiscard]] std::vector<std::string> gaps() const;
  [[nodiscard]] std::size_t wanted() const; // things to be met, gaps included

  // Asked or not by the office's parameters alone ("'vatersname' in param('felder_extra')").
  static bool cannot_be_asked(const forms::Field& field);
  // Says what the engine has seen to before: "size(x) >= 1" at x, "x >= 0" at money x. Such checks
  // are in the definition because the catalogue has them.
  static bool cannot_speak(const forms::Field& field, const forms::Constraint& check);

 private:
  struct CheckSeen {
    bool spoke = false, silent = false;
  };
  void see(std::size_t field, const forms::FieldState& state, bool given);

  std::shared_ptr<const forms::Assistant> assistant_;
  std::vector<bool> asked_;
  std::vector<std::vector<CheckSeen>> checks_; // by field and constraint
  std::vector<bool> documents_;
};

} // namespace foyer::author
