// SPDX-License-Identifier: EUPL-1.2
// Gives every node its meaning and static type; a name, code or type that does not fit is an error
// here, so that it can never be a silent "false" in front of a visitor.
#include "expr_node.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace foyer::forms {

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

class Checker {
 public:
  Checker(const Scope& scope, std::vector<std::size_t>& fields) : scope_(scope), fields_(fields) {}

  Status check(ExprNode& node) {
    switch (node.op) {
    case Op::literal: node.type = literal_type(node.value); return success();
    case Op::list: return check_list(node);
    case Op::name: return check_name(node);
    case Op::call: return check_call(node);
    case Op::negate: return operands(node, Type::boolean, Type::boolean);
    case Op::both:
    case Op::either: return operands(node, Type::boolean, Type::boolean);
    case Op::minus: return operands(node, Type::integer, Type::integer);
    case Op::equal:
    case Op::unequal: return check_equality(node);
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal: return check_order(node);
    case Op::in: return check_in(node);
    case Op::add: return check_add(node);
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo: return operands(node, Type::integer, Type::integer);
    case Op::choose: return check_choose(node);
    default: return expression_error(2, node.at, "unexpected node");
    }
  }

 private:
  static Type literal_type(const Value& value) {
    if (std::holds_alternative<bool>(value))
      return Type::boolean;
    return std::holds_alternative<std::int64_t>(value) ? Type::integer : Type::text;
  }

  static Failure wrong_type(const ExprNode& node, const std::string& wanted) {
    return expression_error(7, node.at,
                            "expected " + wanted + ", but this is " + std::string(name(node.type)));
  }

  Status check_args(ExprNode& node) {
    for (auto& argument : node.args)
      FOYER_CHECK(check(*argument));
    return success();
  }

  Status operands(ExprNode& node, Type wanted, Type result) {
    FOYER_CHECK(check_args(node));
    for (const auto& argument : node.args)
      if (argument->type != wanted)
        return wrong_type(*argument, std::string(name(wanted)));
    node.type = result;
    return success();
  }

  Status check_list(ExprNode& node) {
    std::vector<std::string> constant;
    bool all_literals = true;
    for (auto& element : node.args) {
      FOYER_CHECK(check(*element));
      if (element->type != Type::text)
        return wrong_type(*element, "text");
      if (element->op == Op::literal)
        constant.push_back(std::get<std::string>(element->value));
      else
        all_literals = false;
    }
    if (all_literals)
      node.value = std::move(constant);
    node.type = Type::list;
    return success();
  }

  Status check_name(ExprNode& node) {
    for (std::size_t i = locals_.size(); i-- > 0;)
      if (locals_[i].name == node.text) {
        node.op = Op::local;
        node.index = i;
        node.type = Type::text;
        return success();
      }
    const auto field = scope_.field(node.text);
    if (!field)
      return expression_error(4, node.at, "no field " + node.text + " before this one");
    node.op = Op::field;
    node.index = field->index;
    node.type = field->type;
    fields_.push_back(field->index);
    known_fields_.push_back(*field);
    return success();
  }

  Status check_call(ExprNode& node) {
    if (node.text == "has" && !node.method)
      return check_has(node);
    if (node.text == "param" && !node.method)
      return check_parameter(node);
    if ((node.text == "exists" || node.text == "all") && node.method)
      return check_quantifier(node);
    const auto& known = functions();
    if (std::none_of(known.begin(), known.end(), [&](const Function& function) {
          return function.name == node.text && spelling_fits(function, node.method);
        }))
      return expression_error(6, node.at, "no function " + node.text);
    FOYER_CHECK(check_args(node));
    for (const auto& function : known) {
      if (function.name != node.text || function.parameters.size() != node.args.size())
        continue;
      if (!std::equal(node.args.begin(), node.args.end(), function.parameters.begin(),
                      [](const Node& arg, Type type) { return arg->type == type; }))
        continue;
      node.op = function.op;
      node.type = function.result;
      return node.op == Op::matches ? compile_pattern(node) : success();
    }
    return expression_error(12, node.at, "these are not the arguments of " + node.text);
  }

  Status check_has(ExprNode& node) {
    if (node.args.size() != 1 || node.args[0]->op != Op::name)
      return expression_error(12, node.at, "has() asks for one field");
    FOYER_CHECK(check_name(*node.args[0]));
    if (node.args[0]->op != Op::field)
      return expression_error(12, node.at, "has() asks for one field");
    node.op = Op::has;
    node.index = node.args[0]->index;
    node.type = Type::boolean;
    node.args.clear();
    return success();
  }

  Status check_parameter(ExprNode& node) {
    if (node.args.size() != 1 || node.args[0]->op != Op::literal ||
        !std::holds_alternative<std::string>(node.args[0]->value))
      return expression_error(12, node.at, "param() asks for one key in quotes");
    node.text = std::get<std::string>(node.args[0]->value);
    const auto type = scope_.parameter(node.text);
    if (!type)
      return expression_error(5, node.args[0]->at, "no parameter " + node.text);
    node.op = Op::parameter;
    node.type = *type;
    node.args.clear();
    return success();
  }

  // list.exists(x, condition of x)
  Status check_quantifier(ExprNode& node) {
    if (node.args.size() != 3 || node.args[1]->op != Op::name ||
        node.args[1]->text.find('.') != std::string::npos)
      return expression_error(12, node.at, node.text + "() asks for a name and a condition");
    FOYER_CHECK(check(*node.args[0]));
    if (node.args[0]->type != Type::list)
      return wrong_type(*node.args[0], "a list");
    node.op = node.text == "exists" ? Op::exists : Op::all;
    node.index = locals_.size();
    locals_.push_back({node.args[1]->text, node.args[0].get()});
    FOYER_CHECK(check(*node.args[2]));
    locals_.pop_back();
    if (node.args[2]->type != Type::boolean)
      return wrong_type(*node.args[2], "a condition");
    node.args.erase(node.args.begin() + 1);
    node.type = Type::boolean;
    return success();
  }

  Status check_equality(ExprNode& node) {
    FOYER_CHECK(check_args(node));
    if (node.args[0]->type != node.args[1]->type)
      return wrong_type(*node.args[1], std::string(name(node.args[0]->type)));
    FOYER_CHECK(check_codes(*node.args[0], *node.args[1]));
    FOYER_CHECK(check_codes(*node.args[1], *node.args[0]));
    node.type = Type::boolean;
    return success();
  }

  Status check_order(ExprNode& node) {
    FOYER_CHECK(check_args(node));
    if (node.args[0]->type != Type::integer && node.args[0]->type != Type::date)
      return wrong_type(*node.args[0], "a number or a date");
    if (node.args[0]->type != node.args[1]->type)
      return wrong_type(*node.args[1], std::string(name(node.args[0]->type)));
    node.type = Type::boolean;
    return success();
  }

  Status check_in(ExprNode& node) {
    FOYER_CHECK(check_args(node));
    if (node.args[0]->type != Type::text)
      return wrong_type(*node.args[0], "text");
    if (node.args[1]->type != Type::list)
      return wrong_type(*node.args[1], "a list");
    for (const auto& element : node.args[1]->args)
      FOYER_CHECK(check_codes(*node.args[0], *element));
    FOYER_CHECK(check_codes(*node.args[1], *node.args[0]));
    node.type = Type::boolean;
    return success();
  }

  Status check_add(ExprNode& node) {
    FOYER_CHECK(check_args(node));
    const Type type = node.args[0]->type;
    if (type != Type::integer && type != Type::text)
      return wrong_type(*node.args[0], "a number");
    if (node.args[1]->type != type)
      return wrong_type(*node.args[1], std::string(name(type)));
    node.type = type;
    return success();
  }

  Status check_choose(ExprNode& node) {
    FOYER_CHECK(check_args(node));
    if (node.args[0]->type != Type::boolean)
      return wrong_type(*node.args[0], "a condition");
    if (node.args[1]->type != node.args[2]->type)
      return wrong_type(*node.args[2], std::string(name(node.args[1]->type)));
    node.type = node.args[1]->type;
    return success();
  }

  // A literal beside a field with a code list (or the variable over such a field) is one of its
  // codes.
  Status check_codes(const ExprNode& coded, const ExprNode& literal) {
    if (literal.op != Op::literal || !std::holds_alternative<std::string>(literal.value))
      return success();
    const ExprNode* source = &coded;
    while (source->op == Op::local)
      source = locals_[source->index].list;
    if (source->op != Op::field)
      return success();
    for (const auto& info : known_fields_)
      if (info.index == source->index)
        return check_code(info, literal);
    return success();
  }

  static Status check_code(const Scope::FieldInfo& info, const ExprNode& literal) {
    const auto& code = std::get<std::string>(literal.value);
    if (info.is_code && !info.is_code(code))
      return expression_error(8, literal.at, "'" + code + "' is no code of that field");
    return success();
  }

  Status compile_pattern(ExprNode& node) {
    const ExprNode& literal = *node.args[1];
    if (literal.op != Op::literal)
      return expression_error(9, literal.at, "the pattern must be fixed");
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    auto pattern = std::make_shared<RE2>(std::get<std::string>(literal.value), options);
    if (!pattern->ok())
      return expression_error(9, literal.at, pattern->error());
    node.pattern = std::move(pattern);
    return success();
  }

  struct Local {
    std::string name;
    const ExprNode* list;
  };
  const Scope& scope_;
  std::vector<std::size_t>& fields_;
  std::vector<Local> locals_;
  std::vector<Scope::FieldInfo> known_fields_;
};

} // namespace

Status check_expression(ExprNode& root, const Scope& scope, std::vector<std::size_t>& fields) {
  return Checker(scope, fields).check(root);
}

} // namespace foyer::forms
