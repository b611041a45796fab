// SPDX-License-Identifier: EUPL-1.2
// Draft: the answers so far, bound to the one definition they were given to. A value type: copy it
// freely. A draft is not an application (assistants.md §4.2). Lives in RAM only.
#pragma once

#include <base/result.hpp>
#include <forms/assistant.hpp>
#include <forms/value.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace foyer::forms {

class Draft {
 public:
  Draft() = default; // no assistant: every call on a field is refused, every answer empty
  explicit Draft(std::shared_ptr<const Assistant> assistant);

  [[nodiscard]] const std::shared_ptr<const Assistant>& assistant() const { return assistant_; }
  // An empty answer for a field that does not exist.
  [[nodiscard]] const Answer& answer(std::string_view field) const;
  [[nodiscard]] const Answer& answer(std::size_t field) const;

  // What the visitor (or staff) says. A value read from a card is kept beside it as the original;
  // saying the original again restores its source. `answer_rejected`: no such field, calculated, or
  // an alternative of Value the field's type does not take. The content is judged by evaluate().
  Status set(std::string_view field, Value value, WallTime at = {}, Source source = Source::user);
  // "Don't know" or "later": only for soft fields, else `answer_rejected`.
  Status skip(std::string_view field, WallTime at = {});
  // What a card, account or stored draft says. Never overwrites what the visitor said: then it only
  // becomes the original.
  Status prefill(std::string_view field, Value value, Source source, bool verified = false);
  // Forgets the visitor's word; a value read from a card comes back.
  void clear(std::string_view field);

  // Pages handed in for a document. `answer_rejected`: no such document or a negative number.
  Status set_pages(std::string_view document, int pages);
  [[nodiscard]] int pages(std::string_view document) const;
  // "I hand this document in later."
  Status set_later(std::string_view document, bool later);
  [[nodiscard]] bool later(std::string_view document) const;

  bool operator==(const Draft&) const = default;

 private:
  struct Papers {
    int pages = 0;
    bool later = false;
    bool operator==(const Papers&) const = default;
  };
  std::shared_ptr<const Assistant> assistant_;
  std::vector<Answer> answers_;
  std::vector<Papers> papers_;
};

} // namespace foyer::forms
