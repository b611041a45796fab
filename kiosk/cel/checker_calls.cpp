// SPDX-License-Identifier: EUPL-1.2
// Functions, has(), param() and the macros over lists.
#include "checker.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace foyer::cel {

namespace {

struct Function {
  std::string_view name;
  Op op;
  std::vector<Type> parameters; // of a method: the first is what it is called on
  Type result;
};

const std::vector<Function>& functions() {
  static const std::vector<Function> all = {
      {"heute", Op::today, {}, Type::date},
      {"alter", Op::age, {Type::date}, Type::integer},
      {"jahre", Op::years, {Type::date, Type::date}, Type::integer},
      {"monate", Op::months, {Type::date, Type::date}, Type::integer},
      {"tage", Op::days, {Type::date, Type::date}, Type::integer},
      {"size", Op::size, {Type::text}, Type::integer},
      {"size", Op::size, {Type::list}, Type::integer},
      {"size", Op::size, {Type::rows}, Type::integer},
      {"size", Op::size, {Type::booleans}, Type::integer},
      {"size", Op::size, {Type::integers}, Type::integer},
      {"size", Op::size, {Type::dates}, Type::integer},
      {"matches", Op::matches, {Type::text, Type::text}, Type::boolean},
      {"startsWith", Op::starts_with, {Type::text, Type::text}, Type::boolean},
      {"endsWith", Op::ends_with, {Type::text, Type::text}, Type::boolean},
      {"contains", Op::contains, {Type::text, Type::text}, Type::boolean},
      {"string", Op::to_text, {Type::integer}, Type::text},
      {"int", Op::to_integer, {Type::text}, Type::integer},
  };
  return all;
}

// heute() and its kind are functions only; size and matches are both; the rest are methods.
bool spelling_fits(const Function& function, bool method) {
  switch (function.op) {
  case Op::size:
  case Op::matches: return true;
  case Op::starts_with:
  case Op::ends_with:
  case Op::contains: return method;
  default: return !method;
  }
}

std::optional<Op> macro_of(std::string_view name) {
  if (name == "exists")
    return Op::exists;
  if (name == "all")
    return Op::all;
  if (name == "exists_one")
    return Op::exists_one;
  if (name == "filter")
    return Op::filter;
  if (name == "map")
    return Op::map;
  return std::nullopt;
}

} // namespace

Result<Checked> Checker::call(const Node& node) {
  if (!node.flag && node.text == "has")
    return has(node);
  if (!node.flag && node.text == "param")
    return parameter(node);
  if (const auto op = macro_of(node.text); op && node.flag)
    return macro(node, *op);
  const auto& known = functions();
  if (std::none_of(known.begin(), known.end(), [&](const Function& function) {
        return function.name == node.text && spelling_fits(function, node.flag);
      }))
    return expression_error(6, node.at, "no function " + node.text);
  std::vector<Checked> args;
  for (const auto& argument : node.args) {
    FOYER_TRY(Checked checked, check(*argument));
    args.push_back(std::move(checked));
  }
  for (const auto& function : known) {
    if (function.name != node.text || function.parameters.size() != args.size() ||
        !std::equal(args.begin(), args.end(), function.parameters.begin(),
                    [](const Checked& arg, Type type) { return arg.type == type; }))
      continue;
    Step step{function.op, function.result};
    step.a = args.empty() ? 0 : args[0].step;
    step.b = args.size() < 2 ? 0 : args[1].step;
    if (step.op == Op::matches)
      FOYER_CHECK(pattern(*node.args[1], step));
    return add(step);
  }
  return expression_error(12, node.at, "these are not the arguments of " + node.text);
}

Result<Checked> Checker::has(const Node& node) {
  Path path;
  if (node.args.size() != 1 || !path_of(*node.args[0], path))
    return expression_error(12, node.at, "has() asks for one field");
  FOYER_TRY(const Checked asked, name(*node.args[0]));
  Step step = program_.steps[asked.step];
  step.type = Type::boolean;
  switch (step.op) {
  case Op::field: step.op = Op::has_field; break;
  case Op::row_field: step.op = Op::has_row_field; break;
  case Op::local_field: step.op = Op::has_local_field; break;
  case Op::repeat: step.op = Op::has_repeat; break;
  default: return expression_error(12, node.at, "has() asks for one field");
  }
  return add(step);
}

Result<Checked> Checker::parameter(const Node& node) {
  if (node.args.size() != 1 || node.args[0]->form != Form::text)
    return expression_error(12, node.at, "param() asks for one key in quotes");
  const std::string& key = node.args[0]->text;
  const auto type = scope_.parameter ? scope_.parameter(key) : std::nullopt;
  if (!type)
    return expression_error(5, node.args[0]->at, "no parameter " + key);
  Step step{Op::parameter, *type};
  step.value = Val::text_of(program_.texts.emplace_back(key));
  return add(step);
}

// list.exists(x, condition), list.map(x, value), list.map(x, condition, value)
Result<Checked> Checker::macro(const Node& node, Op op) {
  const std::size_t count = node.args.size();
  const bool right = count == 3 || (count == 4 && op == Op::map);
  if (!right || node.args[1]->form != Form::name)
    return expression_error(12, node.at, node.text + "() asks for a name and a condition");
  if (locals_.size() == most_locals)
    return expression_error(3, node.at, "too many " + node.text + "() and its kind in each other");
  FOYER_TRY(const Checked list, check(*node.args[0]));
  const auto element = element_of(list.type);
  if (!element)
    return wrong_type(*node.args[0], list, "a list");
  Step step{op};
  step.a = list.step;
  step.local = static_cast<std::uint8_t>(locals_.size());
  Checked variable = list;
  variable.type = *element;
  locals_.push_back({node.args[1]->text, std::move(variable)});
  Checked like;
  if (op != Op::map || count == 4) {
    FOYER_TRY(const Checked condition, check(*node.args[2]));
    if (condition.type != Type::boolean)
      return wrong_type(*node.args[2], condition, "a condition");
    step.b = condition.step;
  }
  if (op == Op::filter) {
    step.type = list.type;
    like = list;
  }
  if (op == Op::map) {
    FOYER_TRY(const Checked value, check(*node.args[count - 1]));
    const auto made = list_of(value.type);
    if (!made)
      return expression_error(7, node.args[count - 1]->at, "there are no lists of lists");
    step.type = *made;
    step.c = value.step;
    if (count == 3)
      step.b = no_step;
    like = value;
  }
  locals_.pop_back();
  return add(step, like);
}

Status Checker::pattern(const Node& literal, Step& step) {
  if (literal.form != Form::text)
    return expression_error(9, literal.at, "the pattern must be fixed");
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  auto pattern = std::make_shared<RE2>(literal.text, options);
  if (!pattern->ok())
    return expression_error(9, literal.at, pattern->error());
  step.slot = program_.patterns.size();
  program_.patterns.push_back(std::move(pattern));
  return success();
}

} // namespace foyer::cel
