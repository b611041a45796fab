// SPDX-License-Identifier: EUPL-1.2
#include <forms/draft.hpp>

#include "field_type.hpp"

#include <algorithm>
#include <cstddef>

namespace foyer::forms {

namespace {

const Answer& no_answer() {
  static const Answer none;
  return none;
}

} // namespace

std::string numbered(std::string_view field, std::size_t row) {
  std::string id(field);
  if (const auto place = id.find("[]"); place != std::string::npos)
    id.insert(place + 1, std::to_string(row));
  return id;
}

Draft::Draft(std::shared_ptr<const Assistant> assistant)
    : assistant_(std::move(assistant)), answers_(assistant_->fields.size()),
      rows_(assistant_->repeats.size()), papers_(assistant_->documents.size()) {}

const Answer* Draft::find(std::size_t field, std::size_t row) const {
  if (field >= answers_.size())
    return nullptr;
  const std::size_t repeat = assistant_->fields[field].repeat;
  if (repeat == no_repeat)
    return &answers_[field];
  const auto& rows = rows_[repeat];
  return row < rows.size() ? &rows[row][field - assistant_->repeats[repeat].first_field] : nullptr;
}

const Answer& Draft::answer(std::string_view field, std::size_t row) const {
  const auto index = assistant_ ? assistant_->find_field(field) : std::nullopt;
  return index ? answer(*index, row) : no_answer();
}

const Answer& Draft::answer(std::size_t field, std::size_t row) const {
  const Answer* found = find(field, row);
  return found == nullptr ? no_answer() : *found;
}

std::size_t Draft::rows(std::size_t repeat) const {
  return repeat < rows_.size() ? rows_[repeat].size() : 0;
}

std::size_t Draft::rows(std::string_view repeat) const {
  const auto index = assistant_ ? assistant_->find_repeat(repeat) : std::nullopt;
  return index ? rows_[*index].size() : 0;
}

Result<std::size_t> Draft::add_row(std::string_view repeat) {
  const auto index = assistant_ ? assistant_->find_repeat(repeat) : std::nullopt;
  if (!index)
    return fail(FailureCode::answer_rejected, "no such repeat");
  const Repeat& of = assistant_->repeats[*index];
  auto& rows = rows_[*index];
  if (rows.size() >= of.max)
    return fail(FailureCode::answer_rejected, of.id + " has no room for another row");
  rows.emplace_back(of.field_count);
  return rows.size() - 1;
}

Status Draft::remove_row(std::string_view repeat, std::size_t row) {
  const auto index = assistant_ ? assistant_->find_repeat(repeat) : std::nullopt;
  if (!index || row >= rows_[*index].size())
    return fail(FailureCode::answer_rejected, "no such row");
  auto& rows = rows_[*index];
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
  return success();
}

bool Draft::row_is_empty(std::size_t repeat, std::size_t row) const {
  if (repeat >= rows_.size() || row >= rows_[repeat].size())
    return true;
  const Row& answers = rows_[repeat][row];
  return std::none_of(answers.begin(), answers.end(), [](const Answer& answer) {
    return answer.skipped || answered(answer.value.reveal());
  });
}

Result<Answer*> Draft::place_for(std::string_view field, std::size_t row, const Value& value) {
  const auto index = assistant_ ? assistant_->find_field(field) : std::nullopt;
  if (!index)
    return fail(FailureCode::answer_rejected, "no such field");
  const Field& of = assistant_->fields[*index];
  if (of.requirement == Requirement::calculated)
    return fail(FailureCode::answer_rejected, of.id + " is calculated");
  if (!takes(of.type, value))
    return fail(FailureCode::answer_rejected, of.id + " does not take this kind of value");
  if (of.repeat == no_repeat)
    return &answers_[*index];
  auto& rows = rows_[of.repeat];
  if (row >= rows.size())
    return fail(FailureCode::answer_rejected, of.id + " has no such row");
  return &rows[row][*index - assistant_->repeats[of.repeat].first_field];
}

namespace {

bool read_from_elsewhere(Source source) {
  return source != Source::none && source != Source::user && source != Source::staff &&
         source != Source::answer;
}

} // namespace

Status Draft::set(std::string_view field, Value value, WallTime at, Source source) {
  return set(field, 0, std::move(value), at, source);
}

Status Draft::set(std::string_view field, std::size_t row, Value value, WallTime at,
                  Source source) {
  FOYER_TRY(Answer* const place, place_for(field, row, value));
  Answer& answer = *place;
  answer.skipped = false;
  answer.at = at;
  // The first change puts what was read aside; it is never overwritten after that.
  if (read_from_elsewhere(answer.source) && !(answer.value.reveal() == value)) {
    answer.original = std::move(answer.value);
    answer.original_source = answer.source;
  }
  if (answer.original && answer.original->reveal() == value) {
    answer.source = answer.original_source;
    answer.original.reset();
    answer.original_source = Source::none;
  } else if (!read_from_elsewhere(answer.source) || answer.original) {
    answer.source =
        std::holds_alternative<std::monostate>(value) && !answer.original ? Source::none : source;
  }
  answer.value = Personal<Value>(std::move(value));
  return success();
}

Status Draft::skip(std::string_view field, WallTime at, std::size_t row) {
  FOYER_TRY(Answer* const answer, place_for(field, row, Value{}));
  if (assistant_->fields[*assistant_->find_field(field)].requirement != Requirement::soft)
    return fail(FailureCode::answer_rejected, std::string(field) + " cannot be skipped");
  FOYER_CHECK(set(field, row, Value{}, at));
  answer->skipped = true;
  return success();
}

Status Draft::prefill(std::string_view field, Value value, Source source, bool verified,
                      std::size_t row) {
  FOYER_TRY(Answer* const place, place_for(field, row, value));
  Answer& answer = *place;
  const bool said = answer.source == Source::user || answer.source == Source::staff;
  if (said && !(answer.value.reveal() == value)) {
    answer.original = Personal<Value>(std::move(value));
    answer.original_source = source;
  } else {
    answer.value = Personal<Value>(std::move(value));
    answer.source = source;
    answer.original.reset();
    answer.original_source = Source::none;
    answer.skipped = false;
  }
  answer.verified = verified;
  return success();
}

void Draft::clear(std::string_view field, std::size_t row) {
  const auto place = place_for(field, row, Value{});
  if (!place.ok())
    return;
  Answer& answer = **place;
  if (answer.original) {
    answer.value = std::move(*answer.original);
    answer.source = answer.original_source;
    answer.original.reset();
    answer.original_source = Source::none;
    answer.skipped = false;
  } else if (!read_from_elsewhere(answer.source)) {
    answer = Answer{};
  }
}

Status Draft::set_pages(std::string_view document, int pages) {
  const auto index = assistant_ ? assistant_->find_document(document) : std::nullopt;
  if (!index || pages < 0)
    return fail(FailureCode::answer_rejected, "no such document");
  papers_[*index].pages = pages;
  if (pages > 0) {
    papers_[*index].later = false;
    papers_[*index].cannot.reset();
  }
  return success();
}

int Draft::pages(std::string_view document) const {
  const auto index = assistant_ ? assistant_->find_document(document) : std::nullopt;
  return index ? papers_[*index].pages : 0;
}

Status Draft::set_later(std::string_view document, bool later) {
  const auto index = assistant_ ? assistant_->find_document(document) : std::nullopt;
  if (!index)
    return fail(FailureCode::answer_rejected, "no such document");
  papers_[*index].later = later;
  if (later)
    papers_[*index].cannot.reset();
  return success();
}

bool Draft::later(std::string_view document) const {
  const auto index = assistant_ ? assistant_->find_document(document) : std::nullopt;
  return index && papers_[*index].later;
}

Status Draft::set_cannot(std::string_view document, OwnWords why) {
  constexpr std::size_t most_bytes = 1000;
  const auto index = assistant_ ? assistant_->find_document(document) : std::nullopt;
  if (!index || (why && why->reveal().size() > most_bytes))
    return fail(FailureCode::answer_rejected, "no such document, or too many words");
  papers_[*index].cannot = std::move(why);
  if (papers_[*index].cannot)
    papers_[*index].later = false;
  return success();
}

const Draft::OwnWords& Draft::cannot(std::string_view document) const {
  static const OwnWords not_said;
  const auto index = assistant_ ? assistant_->find_document(document) : std::nullopt;
  return index ? papers_[*index].cannot : not_said;
}

} // namespace foyer::forms
