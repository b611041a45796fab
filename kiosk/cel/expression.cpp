// SPDX-License-Identifier: EUPL-1.2
#include <cel/expression.hpp>

#include "evaluator.hpp"

#include <algorithm>

namespace foyer::cel {

std::string_view name(Type type) {
  switch (type) {
  case Type::boolean: return "yes or no";
  case Type::integer: return "a number";
  case Type::text: return "text";
  case Type::date: return "a date";
  case Type::list: return "a list";
  case Type::booleans: return "a list of yes and no";
  case Type::integers: return "a list of numbers";
  case Type::dates: return "a list of dates";
  case Type::rows: return "a repeat";
  case Type::row: return "a row";
  }
  return "";
}

namespace {

void sort_once(std::vector<std::size_t>& slots) {
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
}

std::string iso(std::int64_t day) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(day)}}};
  const auto digits = [](int number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  return digits(static_cast<int>(date.year()), 4) + "-" +
         digits(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
         digits(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

Value to_value(const Val& val) {
  switch (val.kind) {
  case Val::Kind::boolean: return val.yes;
  case Val::Kind::number: return val.exact() ? Value{val.bounds.low} : Value{};
  case Val::Kind::span: return val.exact() ? Value{iso(val.bounds.low)} : Value{};
  case Val::Kind::text: return std::string(val.text());
  case Val::Kind::texts: return val.texts();
  case Val::Kind::list: {
    std::vector<std::string> made;
    for (std::size_t i = 0; i < val.size(); ++i)
      made.emplace_back(val.element(i).text());
    return made;
  }
  default: return {};
  }
}

} // namespace

Result<Expression> Expression::compile(std::string_view source, const Scope& scope,
                                       std::optional<Type> expected) {
  FOYER_TRY(const NodePtr root, parse(source, definition_limits));
  auto program = std::make_shared<Program>();
  Reads reads;
  FOYER_CHECK(check(*root, scope, *program, reads));
  const Type type = program->steps.back().type;
  if (expected ? type != *expected : type > Type::list)
    return expression_error(11, root->at,
                            "the whole must be " +
                                std::string(expected ? name(*expected) : "a value") + ", but is " +
                                std::string(name(type)));
  sort_once(reads.fields);
  sort_once(reads.repeats);
  Expression expression;
  expression.fields_ = std::move(reads.fields);
  expression.repeats_ = std::move(reads.repeats);
  expression.type_ = type;
  expression.source_ = source;
  expression.program_ = std::move(program);
  return expression;
}

Value Expression::evaluate(const Context& context) const {
  if (!program_)
    return {};
  Scratch scratch;
  return to_value(Evaluator(*program_, context, scratch).run());
}

std::optional<bool> Expression::test(const Context& context) const {
  if (!program_)
    return std::nullopt;
  Scratch scratch;
  const Val result = Evaluator(*program_, context, scratch).run();
  return result.kind == Val::Kind::boolean ? std::optional(result.yes) : std::nullopt;
}

} // namespace foyer::cel
