// SPDX-License-Identifier: EUPL-1.2
#include <forms/expression.hpp>

#include "expr_node.hpp"

#include <algorithm>

namespace foyer::forms {

std::string_view name(Type type) {
  switch (type) {
  case Type::boolean: return "yes or no";
  case Type::integer: return "a number";
  case Type::text: return "text";
  case Type::date: return "a date";
  case Type::list: return "a list";
  }
  return "";
}

Result<Expression> Expression::compile(std::string_view source, const Scope& scope,
                                       std::optional<Type> expected) {
  FOYER_TRY(Node root, parse_expression(source));
  Expression expression;
  FOYER_CHECK(check_expression(*root, scope, expression.fields_));
  if (expected && root->type != *expected)
    return expression_error(11, root->at,
                            "the whole must be " + std::string(name(*expected)) + ", but is " +
                                std::string(name(root->type)));
  auto& fields = expression.fields_;
  std::sort(fields.begin(), fields.end());
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  expression.type_ = root->type;
  expression.source_ = source;
  expression.root_ = std::move(root);
  return expression;
}

std::optional<bool> Expression::test(const Context& context) const {
  const Value value = evaluate(context);
  if (const bool* answer = std::get_if<bool>(&value))
    return *answer;
  return std::nullopt;
}

} // namespace foyer::forms
