// SPDX-License-Identifier: EUPL-1.2
#include <forms/draft.hpp>

#include "field_type.hpp"

namespace foyer::forms {

namespace {

const Answer& no_answer() {
  static const Answer none;
  return none;
}

} // namespace

Draft::Draft(std::shared_ptr<const Assistant> assistant)
    : assistant_(std::move(assistant)), answers_(assistant_->fields.size()),
      papers_(assistant_->documents.size()) {}

const Answer& Draft::answer(std::string_view field) const {
  const auto index = assistant_ ? assistant_->find_field(field) : std::nullopt;
  return index ? answers_[*index] : no_answer();
}

const Answer& Draft::answer(std::size_t field) const {
  return field < answers_.size() ? answers_[field] : no_answer();
}

namespace {

// The field's index if it may be said to be `value`.
Result<std::size_t> place_for(const Assistant* assistant, std::string_view field,
                              const Value& value) {
  const auto index = assistant != nullptr ? assistant->find_field(field) : std::nullopt;
  if (!index)
    return fail(FailureCode::answer_rejected, "no such field");
  const Field& of = assistant->fields[*index];
  if (of.requirement == Requirement::calculated)
    return fail(FailureCode::answer_rejected, of.id + " is calculated");
  if (!takes(of.type, value))
    return fail(FailureCode::answer_rejected, of.id + " does not take this kind of value");
  return *index;
}

bool read_from_elsewhere(Source source) {
  return source != Source::none && source != Source::user && source != Source::staff;
}

} // namespace

Status Draft::set(std::string_view field, Value value, WallTime at, Source source) {
  FOYER_TRY(const std::size_t index, place_for(assistant_.get(), field, value));
  Answer& answer = answers_[index];
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

Status Draft::skip(std::string_view field, WallTime at) {
  FOYER_TRY(const std::size_t index, place_for(assistant_.get(), field, Value{}));
  if (assistant_->fields[index].requirement != Requirement::soft)
    return fail(FailureCode::answer_rejected, assistant_->fields[index].id + " cannot be skipped");
  FOYER_CHECK(set(field, Value{}, at));
  answers_[index].skipped = true;
  return success();
}

Status Draft::prefill(std::string_view field, Value value, Source source, bool verified) {
  FOYER_TRY(const std::size_t index, place_for(assistant_.get(), field, value));
  Answer& answer = answers_[index];
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

void Draft::clear(std::string_view field) {
  const auto index = assistant_ ? assistant_->find_field(field) : std::nullopt;
  if (!index)
    return;
  Answer& answer = answers_[*index];
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
  if (pages > 0)
    papers_[*index].later = false;
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
  return success();
}

bool Draft::later(std::string_view document) const {
  const auto index = assistant_ ? assistant_->find_document(document) : std::nullopt;
  return index && papers_[*index].later;
}

} // namespace foyer::forms
