// SPDX-License-Identifier: EUPL-1.2
// What nobody can ever be asked is a mistake of the author. Where a condition rests on choices and
// yes/no questions alone, all their answers are tried; others cannot be decided and are let
// through.
#include "definition_reader.hpp"

#include <algorithm>

namespace foyer::forms {

namespace {

constexpr std::size_t most_cases = 5000;

const Value& unknown() {
  static const Value none;
  return none;
}

class Cases {
 public:
  explicit Cases(const Assistant& assistant) : assistant_(assistant) {
    context_.today = Date{std::chrono::year{2026}, std::chrono::January, std::chrono::day{1}};
    context_.field = [this](std::size_t field) -> const Value& {
      const auto known = now_.find(field);
      return known == now_.end() ? unknown() : known->second;
    };
    context_.parameter = [this](std::string_view) -> const Value* {
      decidable_ = false; // another day, another value
      return nullptr;
    };
  }

  // False only when no answers make it true.
  bool can_hold(const Expression& condition) {
    decidable_ = true;
    asked_.clear();
    collect(condition);
    std::size_t cases = 1;
    for (const auto& [field, answers] : asked_) {
      cases *= answers.size();
      if (cases > most_cases)
        return true;
    }
    const bool held = try_from(asked_.begin(), condition);
    return held || !decidable_;
  }

 private:
  using Asked = std::map<std::size_t, std::vector<Value>>;

  // The fields it rests on, also through their relevance, each with all it can be.
  void collect(const Expression& condition) {
    decidable_ = decidable_ && condition.repeats().empty();
    for (const std::size_t index : condition.fields()) {
      if (asked_.contains(index))
        continue;
      const Field& field = assistant_.fields[index];
      std::vector<Value> answers = {Value{}};
      if (field.type == FieldType::boolean || field.type == FieldType::acknowledgement)
        answers.insert(answers.end(), {Value{true}, Value{false}});
      else if (field.type == FieldType::choice && field.codes != nullptr)
        for (const auto& code : field.codes->codes)
          answers.emplace_back(code.code);
      else
        decidable_ = false;
      if (field.repeat != no_repeat || field.calculated || field.preset)
        decidable_ = false;
      if (!decidable_)
        return;
      asked_.emplace(index, std::move(answers));
      if (field.relevant)
        collect(*field.relevant);
    }
  }

  // In the order of asking, so that an answer is there only where its field is.
  bool try_from(Asked::const_iterator field, const Expression& condition) {
    if (!decidable_)
      return true;
    if (field == asked_.end())
      return condition.test(context_).value_or(false);
    const auto& relevant = assistant_.fields[field->first].relevant;
    const bool there = !relevant || relevant->test(context_).value_or(false);
    const auto next = std::next(field);
    if (!there)
      return try_from(next, condition);
    for (const auto& answer : field->second) {
      now_[field->first] = answer;
      if (try_from(next, condition))
        return now_.clear(), true;
    }
    now_.erase(field->first);
    return false;
  }

  const Assistant& assistant_;
  Context context_;
  Asked asked_;
  std::map<std::size_t, Value> now_;
  bool decidable_ = true;
};

} // namespace

void DefinitionReader::find_unreachable() {
  Cases cases(*made_);
  std::set<std::size_t> hidden;
  for (std::size_t i = 0; i < made_->repeats.size(); ++i)
    if (made_->repeats[i].relevant && !cases.can_hold(*made_->repeats[i].relevant)) {
      hidden.insert(i);
      repeat_nodes_[i].problem(16, "no answers ever lead to " + made_->repeats[i].id);
    }
  for (std::size_t i = 0; i < made_->fields.size(); ++i) {
    const Field& field = made_->fields[i];
    if (field.relevant && !hidden.contains(field.repeat) && !cases.can_hold(*field.relevant))
      field_nodes_[i].problem(16, "no answers ever lead to " + field.id);
  }
  for (std::size_t i = 0; i < made_->documents.size(); ++i)
    if (made_->documents[i].relevant && !cases.can_hold(*made_->documents[i].relevant))
      document_nodes_[i].problem(16, "no answers ever lead to " + made_->documents[i].id);
}

bool DefinitionReader::never_holds(const Expression& condition, std::size_t field,
                                   const std::string& code) const {
  const Value answer = code;
  Context context;
  context.today = Date{std::chrono::year{2026}, std::chrono::January, std::chrono::day{1}};
  context.field = [&](std::size_t index) -> const Value& {
    return index == field ? answer : unknown();
  };
  context.row_field = [&](std::size_t index, std::size_t) -> const Value& {
    return index == field ? answer : unknown();
  };
  context.rows = [](std::size_t) { return std::optional<std::size_t>(); };
  context.parameter = [](std::string_view) -> const Value* { return nullptr; };
  return condition.test(context) == false;
}

} // namespace foyer::forms
