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
  std::string offer;                     // id of an assistant that fits better, or empty
  std::optional<std::size_t> check = {}; // index into Field::constraints; none: of the type
  bool file_now = false; // minutes count: the visitor should be able to file at once
};

struct FieldState {
  bool relevant = false;
  bool required = false; // relevant and its requirement is `required`
  bool answered = false; // relevant and answered with something that fits its type
  bool seen = false;     // expressions see the answer: answered, or the empty list
  // Everything that does not hold, also "please answer" (check.required) of a required field that
  // is empty. Show check.required only after the visitor tried to go on; the others at once.
  std::vector<Finding> findings;
  Value calculated; // calculated fields only
  Value suggested;  // what follows from earlier answers for a relevant field, or nothing
};

struct OpenItem {
  enum class Kind : std::uint8_t { answer, document };
  Kind kind = Kind::answer;
  std::size_t index = 0; // into Assistant::fields or ::documents
  std::size_t row = 0;   // of a field in a repeat
  std::string_view id;   // of the field or document; lives as long as the assistant
  [[nodiscard]] std::string label_key() const; // "field.<id>.label" or "doc.<id>.title"
};

// Where a visitor can be in an assistant: on a page, on a page of one row, or on the overview of a
// repeat's rows.
struct Stop {
  std::size_t page = 0;           // index into Assistant::pages; no_page: the overview of `repeat`
  std::size_t repeat = no_repeat; // of an overview and of a row's page
  std::size_t row = 0;            // of a row's page, from 0

  static constexpr Stop overview(std::size_t repeat) { return {no_page, repeat, 0}; }
  [[nodiscard]] constexpr bool is_overview() const { return page == no_page; }
  [[nodiscard]] constexpr bool in_row() const { return page != no_page && repeat != no_repeat; }
  bool operator==(const Stop&) const = default;
};

struct Progress {
  int section = 0; // 1-based
  int sections = 0;
  // No answer still missing decides on a section that is hidden now: the total will not grow.
  bool settled = false;
};

class Evaluation {
 public:
  // `row` is for fields of a repeat. An irrelevant state for a field or row that does not exist.
  [[nodiscard]] const FieldState& field(std::string_view id, std::size_t row = 0) const;
  [[nodiscard]] const FieldState& field(std::size_t index, std::size_t row = 0) const;

  // A repeat is visible when it is relevant, also without rows: its overview is shown.
  [[nodiscard]] bool repeat_visible(std::size_t repeat) const { return repeats_[repeat].visible; }
  // Rows there are now; 0 while the repeat is not visible.
  [[nodiscard]] std::size_t rows(std::size_t repeat) const;
  // Every page of the row is complete.
  [[nodiscard]] bool row_complete(std::size_t repeat, std::size_t row) const;
  [[nodiscard]] bool can_add_row(std::size_t repeat) const;

  // Pages are indexes into Assistant::pages. A page is visible when a field on it is asked now.
  [[nodiscard]] bool page_visible(std::size_t page, std::size_t row = 0) const;
  // Indexes of the fields to show on the page now, in order.
  [[nodiscard]] std::vector<std::size_t> fields_on(std::size_t page, std::size_t row = 0) const;
  // No error finding on it: the visitor may go on. Nothing else holds anyone up.
  [[nodiscard]] bool page_complete(std::size_t page, std::size_t row = 0) const;

  // A page that is visible, a row that is there, an overview of a visible repeat.
  [[nodiscard]] bool visible(const Stop& stop) const;
  // May be left by going on. An overview: as many rows as must be, all of them complete.
  [[nodiscard]] bool complete(const Stop& stop) const;
  // Every visible stop of the kind is complete.
  [[nodiscard]] bool complete(PageKind kind) const;
  // A page, the first page of a row that is not complete, or the overview that lacks rows.
  [[nodiscard]] std::optional<Stop> first_incomplete(PageKind kind) const;

  // Walks visible pages and overviews of one kind; nothing at the end (questions end where
  // documents begin). A row's pages are walked after enter_row(): from the last one back to the
  // overview; back from the first one, too.
  [[nodiscard]] std::optional<Stop> first_stop(PageKind kind = PageKind::questions) const;
  [[nodiscard]] std::optional<Stop> last_stop(PageKind kind = PageKind::questions) const;
  [[nodiscard]] std::optional<Stop> next(const Stop& after) const;
  [[nodiscard]] std::optional<Stop> previous(const Stop& before) const;
  // The row's first visible page; the overview when it has none or is not there.
  [[nodiscard]] Stop enter_row(std::size_t repeat, std::size_t row) const;
  // Where a field is asked, also when it is hidden now; nothing for an unknown field.
  [[nodiscard]] std::optional<Stop> stop_of(std::string_view field, std::size_t row = 0) const;
  // Counts the sections that have something visible.
  [[nodiscard]] Progress progress(const Stop& stop) const;

  // Indexes into Assistant::documents of those that are asked for now.
  [[nodiscard]] const std::vector<std::size_t>& documents() const { return documents_; }
  // Soft answers not given (also in rows) and documents not handed in: never in the way of filing.
  [[nodiscard]] const std::vector<OpenItem>& open_items() const { return open_; }
  // One of the findings says that minutes count.
  [[nodiscard]] bool file_now() const { return file_now_; }
  // Expected fee; nothing while it cannot be told, or where the office decides (fee_known).
  [[nodiscard]] std::optional<std::int64_t> fee_cents() const { return fee_; }
  // Arguments every text of this assistant is asked for with (for whom: {fuer, select, ...}).
  [[nodiscard]] const i18n::Args& text_args() const { return text_args_; }

 private:
  friend class EvaluationPass;
  struct RepeatState {
    bool visible = false;
    std::size_t rows = 0;
    std::vector<FieldState> fields;   // row after row; never shrinks, so that nothing is allocated
    std::vector<unsigned char> pages; // visible pages, row after row
  };
  [[nodiscard]] bool section_visible(std::size_t section) const;
  // Stops in order: a page outside of rows, or the overview before the first page of a repeat.
  [[nodiscard]] std::optional<Stop> stop_at(std::size_t page, PageKind kind) const;
  [[nodiscard]] std::optional<Stop> walk(std::size_t page, PageKind kind, bool forwards) const;

  std::shared_ptr<const Assistant> assistant_;
  std::vector<FieldState> fields_; // by field; those of rows are in repeats_
  std::vector<unsigned char> pages_;
  // By section: the field after the last one that an unknown condition in it waits for.
  std::vector<std::size_t> undecided_;
  std::vector<RepeatState> repeats_;
  std::vector<std::size_t> documents_;
  std::vector<OpenItem> open_;
  bool file_now_ = false;
  std::optional<std::int64_t> fee_;
  i18n::Args text_args_;
};

// Precondition: draft.assistant() != nullptr. Does not block; well under 100 microseconds for the
// largest assistant.
Evaluation evaluate(const Draft& draft, Date today);
// The same into an evaluation that is used again after each answer: nothing is allocated but the
// findings' texts.
void evaluate_into(Evaluation& evaluation, const Draft& draft, Date today);

// The codes to offer for a choice, in order: those for picking that the field's filter lets through
// (all while the filter is unanswered). Empty for other fields.
std::vector<const Code*> offered_codes(const Draft& draft, const Evaluation& evaluation,
                                       std::size_t field, std::size_t row = 0);

// The day in Germany at `time`: what `today` must be.
Date german_day(WallTime time);

} // namespace foyer::forms
