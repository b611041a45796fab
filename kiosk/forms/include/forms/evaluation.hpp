// SPDX-License-Identifier: EUPL-1.2
// Evaluation: everything that follows from a draft on a given day: what is visible, what is wrong,
// what is still open, where to go next. Pure: the same draft and day give the same evaluation.
#pragma once

#include <forms/draft.hpp>
#include <i18n/catalogue.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

struct Finding {
  Severity severity = Severity::error;
  std::string key; // message key, "check.<...>", with `args`
  i18n::Args args;
  std::string offer; // id of an assistant that fits better, or empty
};

struct FieldState {
  bool relevant = false;
  bool required = false; // relevant and its requirement is `required`
  bool answered = false; // relevant and answered with something that fits its type
  // Everything that does not hold, also "please answer" (check.required) of a required field that
  // is empty. Show check.required only after the visitor tried to go on; the others at once.
  std::vector<Finding> findings;
  Value calculated; // calculated fields only
};

struct OpenItem {
  enum class Kind : std::uint8_t { answer, document };
  Kind kind = Kind::answer;
  std::string id;        // field or document
  std::string label_key; // "field.<id>.label" or "doc.<id>.title"
};

struct Progress {
  int section = 0; // 1-based
  int sections = 0;
};

class Evaluation {
 public:
  [[nodiscard]] const FieldState& field(std::string_view id) const;
  [[nodiscard]] const FieldState& field(std::size_t index) const { return fields_[index]; }

  // Pages are indexes into Assistant::pages. A page is visible when a field on it is asked now.
  [[nodiscard]] bool page_visible(std::size_t page) const { return pages_[page]; }
  // Indexes of the fields to show on the page now, in order.
  [[nodiscard]] std::vector<std::size_t> fields_on(std::size_t page) const;
  // No error finding on it: the visitor may go on. Warnings and hints do not hold anyone up.
  [[nodiscard]] bool page_complete(std::size_t page) const;
  // Every visible page of the kind is complete.
  [[nodiscard]] bool complete(PageKind kind) const;
  [[nodiscard]] std::optional<std::size_t> first_incomplete(PageKind kind) const;

  // Walks visible pages of one kind; nothing at the end (questions end where documents begin).
  [[nodiscard]] std::optional<std::size_t> first_page(PageKind kind = PageKind::questions) const;
  [[nodiscard]] std::optional<std::size_t> last_page(PageKind kind = PageKind::questions) const;
  [[nodiscard]] std::optional<std::size_t> next_page(std::size_t after) const;
  [[nodiscard]] std::optional<std::size_t> previous_page(std::size_t before) const;
  // The page a field is asked on, also when the page is hidden now; nothing for an unknown field.
  [[nodiscard]] std::optional<std::size_t> page_of(std::string_view field) const;
  // Counts the sections that have a visible page.
  [[nodiscard]] Progress progress(std::size_t page) const;

  // Indexes into Assistant::documents of those that are asked for now.
  [[nodiscard]] const std::vector<std::size_t>& documents() const { return documents_; }
  // Soft answers not given and documents not handed in: never in the way of filing.
  [[nodiscard]] const std::vector<OpenItem>& open_items() const { return open_; }
  // Expected fee; nothing while it cannot be told.
  [[nodiscard]] std::optional<std::int64_t> fee_cents() const { return fee_; }
  // Arguments every text of this assistant is asked for with (for whom: {fuer, select, ...}).
  [[nodiscard]] const i18n::Args& text_args() const { return text_args_; }

 private:
  friend Evaluation evaluate(const Draft& draft, Date today);
  std::shared_ptr<const Assistant> assistant_;
  std::vector<FieldState> fields_;
  std::vector<bool> pages_;
  std::vector<std::size_t> documents_;
  std::vector<OpenItem> open_;
  std::optional<std::int64_t> fee_;
  i18n::Args text_args_;
};

// Precondition: draft.assistant() != nullptr. Does not block; well under a millisecond.
Evaluation evaluate(const Draft& draft, Date today);

// The day in Germany at `time`: what `today` must be.
Date german_day(WallTime time);

} // namespace foyer::forms
