// SPDX-License-Identifier: EUPL-1.2
// One pass over the fields in the order they are asked: the loader has made sure that none depends
// on a later one.
#include <forms/evaluation.hpp>

#include "validate.hpp"

#include <i18n/format.hpp>

#include <algorithm>

namespace foyer::forms {

// What the answers look like to expressions: irrelevant and malformed ones are unknown.
class EvaluationPass {
 public:
  EvaluationPass(Evaluation& result, const Draft& draft, Date today)
      : result_(result), draft_(draft), assistant_(*draft.assistant()) {
    context_.today = today;
    context_.field = [this](std::size_t index) -> const Value& { return seen(index, 0); };
    context_.row_field = [this](std::size_t index, std::size_t row) -> const Value& {
      return seen(index, row);
    };
    context_.rows = [this](std::size_t repeat) -> std::optional<std::size_t> {
      if (!result_.repeat_visible(repeat))
        return std::nullopt;
      return result_.rows(repeat);
    };
    context_.parameter = [this](std::string_view key) {
      return assistant_.parameters->find(key, context_.today);
    };
  }

  void run() {
    begin();
    for (std::size_t i = 0; i < assistant_.fields.size();) {
      const std::size_t repeat = assistant_.fields[i].repeat;
      if (repeat == no_repeat) {
        outer_field(i++);
      } else {
        rows(repeat);
        i += assistant_.repeats[repeat].field_count;
      }
    }
    documents();
    if (assistant_.fee && (!assistant_.fee_known || holds(*assistant_.fee_known))) {
      const Value fee = assistant_.fee->evaluate(context_);
      if (const auto* cents = std::get_if<std::int64_t>(&fee))
        result_.fee_ = *cents;
    }
    result_.text_args_.insert_or_assign("assistant", assistant_.id);
    for (const auto& arg : assistant_.text_args) {
      const auto* text = std::get_if<std::string>(&seen(arg.field, 0));
      result_.text_args_.insert_or_assign(arg.name, text == nullptr ? arg.otherwise : *text);
    }
  }

 private:
  // Everything is set anew below; what has memory keeps it.
  void begin() {
    if (result_.assistant_ != draft_.assistant()) {
      result_ = Evaluation{};
      result_.assistant_ = draft_.assistant();
      result_.fields_.resize(assistant_.fields.size());
      result_.pages_.resize(assistant_.pages.size());
      result_.undecided_.resize(assistant_.sections.size());
      result_.repeats_.resize(assistant_.repeats.size());
    }
    std::fill(result_.pages_.begin(), result_.pages_.end(), static_cast<unsigned char>(0));
    std::fill(result_.undecided_.begin(), result_.undecided_.end(), std::size_t{0});
    result_.documents_.clear();
    result_.open_.clear();
    result_.file_now_ = false;
    result_.fee_.reset();
  }

  bool holds(const Expression& condition) const { return condition.test(context_).value_or(false); }

  // Whether something of the section is asked; unknown hides it, for now.
  bool relevant(const std::optional<Expression>& condition, std::size_t section) {
    if (!condition)
      return true;
    const auto holds = condition->test(context_);
    if (!holds) {
      auto& until = result_.undecided_[section];
      // What hangs on another question of its section does not decide whether there is a section.
      const auto inside = [&](std::size_t field) {
        const std::size_t page = assistant_.fields[field].page;
        return page != no_page && assistant_.pages[page].section == section;
      };
      for (const std::size_t field : condition->fields())
        if (!inside(field))
          until = std::max(until, field + 1);
      for (const std::size_t repeat : condition->repeats()) {
        const Repeat& of = assistant_.repeats[repeat];
        until = std::max(until, of.first_field + of.field_count);
      }
    }
    return holds.value_or(false);
  }

  void outer_field(std::size_t index) {
    const Field& field = assistant_.fields[index];
    if (judge(index, result_.fields_[index]) && field.page != no_page)
      result_.pages_[field.page] = 1;
  }

  void rows(std::size_t index) {
    const Repeat& repeat = assistant_.repeats[index];
    auto& state = result_.repeats_[index];
    state.visible = relevant(repeat.relevant, repeat.section);
    state.rows = draft_.rows(index);
    if (!state.visible)
      return;
    if (state.fields.size() < state.rows * repeat.field_count)
      state.fields.resize(state.rows * repeat.field_count);
    state.pages.assign(state.rows * repeat.pages.size(), 0);
    for (context_.row = 0; context_.row < state.rows; ++context_.row)
      for (std::size_t slot = 0; slot < repeat.field_count; ++slot) {
        const std::size_t field = repeat.first_field + slot;
        if (judge(field, state.fields[context_.row * repeat.field_count + slot]))
          state.pages[context_.row * repeat.pages.size() + assistant_.fields[field].page -
                      repeat.pages.front()] = 1;
      }
    context_.row = 0;
  }

  // True when the field is asked now.
  bool judge(std::size_t index, FieldState& state) {
    const Field& field = assistant_.fields[index];
    state.required = state.answered = state.seen = false;
    state.suggested = {};
    found_ = 0;
    const bool asked = judged(index, field, state);
    state.findings.resize(found_);
    return asked;
  }

  bool judged(std::size_t index, const Field& field, FieldState& state) {
    // Calculated and preset fields are not asked: they make no section visible.
    const bool asked = field.page != no_page && !field.calculated;
    state.relevant = asked ? relevant(field.relevant, assistant_.pages[field.page].section)
                           : !field.relevant || holds(*field.relevant);
    if (!state.relevant) {
      state.calculated = {};
      return false;
    }
    if (field.calculated) {
      state.calculated = field.calculated->evaluate(context_);
      state.answered = state.seen = answered(state.calculated);
    } else {
      state.required = field.requirement == Requirement::required && !field.preset;
      content(index, field, state);
      if (field.suggested && (!field.suggested_when || holds(*field.suggested_when)))
        state.suggested = suggestion(field);
    }
    // An empty field has been told "please answer" if it must be; its checks would only repeat it.
    if (state.answered)
      for (std::size_t i = 0; i < field.constraints.size(); ++i)
        if (field.constraints[i].condition.test(context_) == false &&
            say(field.constraints[i], i, field.repeat != no_repeat, next(state)))
          result_.file_now_ = result_.file_now_ || field.constraints[i].file_now;
    if (field.requirement == Requirement::soft && !state.seen && found_ == 0 && !field.preset)
      result_.open_.push_back({OpenItem::Kind::answer, index, context_.row, field.id});
    return !field.preset && !field.calculated;
  }

  // For a field of a repeat: what the list says of this row.
  [[nodiscard]] Value suggestion(const Field& field) const {
    Value value = field.suggested->evaluate(context_);
    if (field.repeat == no_repeat)
      return value;
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    return list != nullptr && context_.row < list->size() ? Value{(*list)[context_.row]} : Value{};
  }

  // A choice made before the answer it follows from was changed: nobody did anything wrong.
  static bool of_other_group(const Field& field, const Value& value, const std::string& group) {
    const auto* choice = std::get_if<std::string>(&value);
    const Code* code = choice != nullptr ? field.codes->find(*choice) : nullptr;
    return code != nullptr && code->group != group;
  }

  void content(std::size_t index, const Field& field, FieldState& state) {
    const Value& value = draft_.answer(index, context_.row).value.reveal();
    // An acknowledgement taken back is not given.
    const std::string* group =
        field.filter ? std::get_if<std::string>(&seen(*field.filter, context_.row)) : nullptr;
    const bool given = answered(value) &&
                       !(field.type == FieldType::acknowledgement && value == Value{false}) &&
                       (group == nullptr || !of_other_group(field, value, *group));
    if (!given) {
      // The empty list is an answer to a question one need not answer ("none of these").
      state.seen = std::holds_alternative<std::vector<std::string>>(value);
      if (state.required)
        please_answer(field, next(state));
      return;
    }
    if (auto wrong = validate(field, value, group)) {
      next(state) = std::move(*wrong);
      return;
    }
    state.answered = state.seen = true;
  }

  // The answer as expressions see it; of a field in a repeat: in that row.
  [[nodiscard]] const Value& seen(std::size_t index, std::size_t row) const {
    const FieldState& state = result_.field(index, row);
    if (!state.relevant || !state.seen)
      return unknown_;
    return assistant_.fields[index].calculated ? state.calculated
                                               : draft_.answer(index, row).value.reveal();
  }

  void documents() {
    for (std::size_t i = 0; i < assistant_.documents.size(); ++i) {
      const Document& document = assistant_.documents[i];
      if (document.relevant && !holds(*document.relevant))
        continue;
      result_.documents_.push_back(i);
      if (draft_.pages(document.id) < document.min_pages)
        result_.open_.push_back({OpenItem::Kind::document, i, 0, document.id});
    }
  }

  // The next finding to write: what stood there the last time keeps its memory, since after most
  // keystrokes the same findings stand.
  Finding& next(FieldState& state) {
    if (found_ == state.findings.size())
      state.findings.emplace_back();
    return state.findings[found_++];
  }

  // False, and nothing is said: what it would name is unknown ("since ? days"). An error stands all
  // the same.
  bool say(const Constraint& check, std::size_t number, bool in_row, Finding& finding) {
    if (finding.check != number || finding.key != check.message_key)
      finding.args.clear(); // else their names are the same
    finding.severity = check.severity;
    finding.key = check.message_key;
    finding.offer = check.offer;
    finding.check = number;
    finding.file_now = check.file_now;
    if (in_row)
      finding.args.insert_or_assign("n", static_cast<std::int64_t>(context_.row) + 1);
    for (const auto& [name, expression] : check.args) {
      Value value = expression.evaluate(context_);
      if (const auto* number_value = std::get_if<std::int64_t>(&value)) {
        finding.args.insert_or_assign(name, *number_value);
      } else if (auto* text = std::get_if<std::string>(&value)) {
        finding.args.insert_or_assign(
            name, expression.type() == Type::date ? i18n::german_date(*text) : std::move(*text));
      } else if (check.severity != Severity::error) {
        --found_;
        return false;
      } else {
        finding.args.insert_or_assign(name, std::string());
      }
    }
    return true;
  }

  Evaluation& result_;
  const Draft& draft_;
  const Assistant& assistant_;
  const Value unknown_;
  Context context_;
  std::size_t found_ = 0; // findings of the field that is judged
};

void evaluate_into(Evaluation& evaluation, const Draft& draft, Date today) {
  EvaluationPass(evaluation, draft, today).run();
}

Evaluation evaluate(const Draft& draft, Date today) {
  Evaluation result;
  evaluate_into(result, draft, today);
  return result;
}

std::vector<const Code*> offered_codes(const Draft& draft, const Evaluation& evaluation,
                                       std::size_t index, std::size_t row) {
  const Field& field = draft.assistant()->fields[index];
  std::vector<const Code*> offered;
  if (field.codes == nullptr)
    return offered;
  const std::string* group = nullptr;
  if (field.filter && evaluation.field(*field.filter, row).answered)
    group = std::get_if<std::string>(&draft.answer(*field.filter, row).value.reveal());
  for (const auto& code : field.codes->codes)
    if (code.offered && (group == nullptr || code.group == *group))
      offered.push_back(&code);
  return offered;
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
