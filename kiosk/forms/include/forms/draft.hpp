// SPDX-License-Identifier: EUPL-1.2
// Draft: the answers so far, bound to the one definition they were given to. A value type: copy it
// freely. A draft is not an application (assistants.md §4.2). Lives in RAM; draft_bytes.hpp keeps
// it.
#pragma once

#include <base/personal.hpp>
#include <base/result.hpp>
#include <forms/assistant.hpp>
#include <forms/value.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

// "kinder[2].vornamen", the field "kinder[].vornamen" in row 2; other ids as they are.
std::string numbered(std::string_view field, std::size_t row);

class Draft {
 public:
  Draft() = default; // no assistant: every call on a field is refused, every answer empty
  explicit Draft(std::shared_ptr<const Assistant> assistant);

  [[nodiscard]] const std::shared_ptr<const Assistant>& assistant() const { return assistant_; }
  // Fields of a repeat have an answer in each row; for all others `row` says nothing.
  // An empty answer for a field or row that does not exist.
  [[nodiscard]] const Answer& answer(std::string_view field, std::size_t row = 0) const;
  [[nodiscard]] const Answer& answer(std::size_t field, std::size_t row = 0) const;

  // Rows of a repeat, counted from 0. They are kept while the repeat is not relevant.
  [[nodiscard]] std::size_t rows(std::string_view repeat) const;
  [[nodiscard]] std::size_t rows(std::size_t repeat) const;
  // Appends an empty row; its number. `answer_rejected`: no such repeat, or it is full.
  Result<std::size_t> add_row(std::string_view repeat);
  // Nobody has said anything in it, not even "later".
  [[nodiscard]] bool row_is_empty(std::size_t repeat, std::size_t row) const;
  // Later rows move up. `answer_rejected`: no such row.
  Status remove_row(std::string_view repeat, std::size_t row);

  // What the visitor (or staff) says. A value read from a card is kept beside it as the original;
  // saying the original again restores its source. `answer_rejected`: no such field, calculated, or
  // an alternative of Value the field's type does not take, no such row. The content is judged by
  // evaluate().
  Status set(std::string_view field, Value value, WallTime at = {}, Source source = Source::user);
  Status set(std::string_view field, std::size_t row, Value value, WallTime at,
             Source source = Source::user);
  // "Don't know" or "later": only for soft fields, else `answer_rejected`.
  Status skip(std::string_view field, WallTime at = {}, std::size_t row = 0);
  // What a card, account or stored draft says. Never overwrites what the visitor said: then it only
  // becomes the original.
  Status prefill(std::string_view field, Value value, Source source, bool verified = false,
                 std::size_t row = 0);
  // Forgets the visitor's word; a value read from a card comes back.
  void clear(std::string_view field, std::size_t row = 0);

  // Pages handed in for a document. `answer_rejected`: no such document or a negative number.
  Status set_pages(std::string_view document, int pages);
  [[nodiscard]] int pages(std::string_view document) const;
  // "I hand this document in later."
  Status set_later(std::string_view document, bool later);
  [[nodiscard]] bool later(std::string_view document) const;

  // "I cannot get this document", with the visitor's own words why, "" for none; nothing takes it
  // back. Of "later", "cannot" and pages handed in the last one said holds. `answer_rejected`: no
  // such document, or words longer than a draft keeps (1000 bytes).
  using OwnWords = std::optional<Personal<std::string>>;
  Status set_cannot(std::string_view document, OwnWords why);
  [[nodiscard]] const OwnWords& cannot(std::string_view document) const; // nothing: not said

  bool operator==(const Draft&) const = default;

 private:
  struct Papers {
    int pages = 0;
    bool later = false;
    OwnWords cannot;
    bool operator==(const Papers&) const = default;
  };
  friend class DraftStore;         // draft_bytes.hpp
  using Row = std::vector<Answer>; // of the repeat's fields, in their order

  [[nodiscard]] const Answer* find(std::size_t field, std::size_t row) const;
  // The answer of a field that may be said to be `value`.
  Result<Answer*> place_for(std::string_view field, std::size_t row, const Value& value);

  std::shared_ptr<const Assistant> assistant_;
  std::vector<Answer> answers_;        // by field; those of rows stay empty here
  std::vector<std::vector<Row>> rows_; // by repeat
  std::vector<Papers> papers_;
};

} // namespace foyer::forms
