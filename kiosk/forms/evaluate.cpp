// SPDX-License-Identifier: EUPL-1.2
// One pass over the fields in the order they are asked: the loader has made sure that none depends
// on a later one.
#include <forms/evaluation.hpp>

#include "calendar.hpp"
#include "validate.hpp"

#include <i18n/format.hpp>

namespace foyer::forms {

namespace {

// What the answers look like to expressions: irrelevant and malformed ones are unknown.
class Pass {
 public:
  Pass(const Draft& draft, Date today) : draft_(draft), assistant_(*draft.assistant()) {
    seen_.resize(assistant_.fields.size(), nullptr);
    context_.today = today;
    context_.field = [this](std::size_t index) -> const Value& {
      return seen_[index] == nullptr ? unknown_ : *seen_[index];
    };
    context_.parameter = [this](std::string_view key) {
      return assistant_.parameters->find(key, context_.today);
    };
  }

  void field(std::size_t index, FieldState& state) {
    const Field& field = assistant_.fields[index];
    state.relevant = !field.relevant || field.relevant->test(context_).value_or(false);
    if (!state.relevant)
      return;
    if (field.calculated) {
      state.calculated = field.calculated->evaluate(context_);
      state.answered = answered(state.calculated);
      if (state.answered)
        seen_[index] = &state.calculated;
    } else {
      state.required = field.requirement == Requirement::required && !field.preset;
      judge(index, field, state);
    }
    // An empty field has been told "please answer" if it must be; its checks would only repeat it.
    if (!state.answered)
      return;
    for (const auto& check : field.constraints)
      if (check.condition.test(context_) == false)
        state.findings.push_back(say(check));
  }

  [[nodiscard]] const Context& context() const { return context_; }
  // The answer as expressions see it.
  [[nodiscard]] const Value& seen(std::size_t index) const { return context_.field(index); }

 private:
  void judge(std::size_t index, const Field& field, FieldState& state) {
    const Value& value = draft_.answer(index).value.reveal();
    // An acknowledgement taken back is not given.
    const bool given =
        answered(value) && !(field.type == FieldType::acknowledgement && value == Value{false});
    if (!given) {
      // The empty list is an answer to a question one need not answer ("none of these").
      if (std::holds_alternative<std::vector<std::string>>(value))
        seen_[index] = &value;
      if (state.required)
        state.findings.push_back(please_answer(field));
      return;
    }
    if (auto wrong = validate(field, value)) {
      state.findings.push_back(std::move(*wrong));
      return;
    }
    state.answered = true;
    seen_[index] = &value;
  }

  Finding say(const Constraint& check) const {
    Finding finding{check.severity, check.message_key, {}, check.offer};
    for (const auto& [name, expression] : check.args) {
      const Value value = expression.evaluate(context_);
      if (const auto* number = std::get_if<std::int64_t>(&value))
        finding.args.emplace(name, *number);
      else if (const auto* text = std::get_if<std::string>(&value))
        finding.args.emplace(name,
                             expression.type() == Type::date ? i18n::german_date(*text) : *text);
      else
        finding.args.emplace(name, std::string("?"));
    }
    return finding;
  }

  const Draft& draft_;
  const Assistant& assistant_;
  const Value unknown_;
  std::vector<const Value*> seen_;
  Context context_;
};

} // namespace

Evaluation evaluate(const Draft& draft, Date today) {
  Evaluation result;
  result.assistant_ = draft.assistant();
  const Assistant& assistant = *result.assistant_;
  result.fields_.resize(assistant.fields.size());
  result.pages_.resize(assistant.pages.size());
  Pass pass(draft, today);
  for (std::size_t i = 0; i < assistant.fields.size(); ++i) {
    FieldState& state = result.fields_[i];
    const Field& field = assistant.fields[i];
    pass.field(i, state);
    if (!state.relevant || field.preset || field.requirement == Requirement::calculated)
      continue;
    result.pages_[field.page] = true;
    if (field.requirement == Requirement::soft && !state.answered && state.findings.empty())
      result.open_.push_back({OpenItem::Kind::answer, field.id, "field." + field.id + ".label"});
  }
  for (std::size_t i = 0; i < assistant.documents.size(); ++i) {
    const Document& document = assistant.documents[i];
    if (document.relevant && !document.relevant->test(pass.context()).value_or(false))
      continue;
    result.documents_.push_back(i);
    if (draft.pages(document.id) < document.min_pages)
      result.open_.push_back(
          {OpenItem::Kind::document, document.id, "doc." + document.id + ".title"});
  }
  if (assistant.fee) {
    const Value fee = assistant.fee->evaluate(pass.context());
    if (const auto* cents = std::get_if<std::int64_t>(&fee))
      result.fee_ = *cents;
  }
  for (const auto& arg : assistant.text_args) {
    const auto* text = std::get_if<std::string>(&pass.seen(arg.field));
    result.text_args_.emplace(arg.name, text == nullptr ? arg.otherwise : *text);
  }
  return result;
}

Date german_day(WallTime time) {
  using namespace std::chrono;
  // Summer time: from the last Sunday in March to the last in October, 01:00 UTC
  // (directive 2000/84/EC; § 4 EinhZeitG).
  const auto utc_day = floor<days>(time);
  const year this_year = year_month_day{utc_day}.year();
  const auto changes = [&](month in) { return sys_days{this_year / in / Sunday[last]} + hours{1}; };
  const bool summer = time >= changes(March) && time < changes(October);
  return year_month_day{floor<days>(time + hours{summer ? 2 : 1})};
}

} // namespace foyer::forms
