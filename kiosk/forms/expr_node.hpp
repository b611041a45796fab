// SPDX-License-Identifier: EUPL-1.2
// The tree an expression becomes: the parser makes it, the checker gives every node its meaning and
// type, the evaluator walks it.
#pragma once

#include <forms/expression.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

namespace foyer::forms {

enum class Op : std::uint8_t {
  literal,
  list, // value; args or value
  name,
  call, // as parsed; none is left after the check
  field,
  local,
  parameter,
  has, // index; index; text; index
  negate,
  minus,
  both,
  either, // ! - && ||
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  choose,
  today,
  age,
  years,
  months,
  days, // heute alter jahre monate tage
  size,
  matches,
  starts_with,
  ends_with,
  contains,
  to_text,
  to_integer,
  exists,
  all // args: list, body; index is the variable's slot
};

struct ExprNode {
  Op op = Op::literal;
  Type type = Type::boolean;
  std::size_t at = 0; // offset in the source
  std::string text;   // name, function or parameter
  Value value;        // of a literal or a list of literals
  std::size_t index = 0;
  bool method = false; // a call written x.f(...): args[0] is x
  std::vector<std::unique_ptr<ExprNode>> args;
  std::shared_ptr<const re2::RE2> pattern; // matches
};

using Node = std::unique_ptr<ExprNode>;

inline constexpr std::size_t max_source = 4000; // characters
inline constexpr int max_depth = 60;            // nesting: bounds the recursion of all three walks
inline constexpr int max_steps = 20'000;        // nodes visited by one evaluation

// "E04 at 17: no field karte.gund"
inline Failure expression_error(int number, std::size_t at, const std::string& sentence) {
  return fail(FailureCode::expression_broken, "E" + std::string(number < 10 ? "0" : "") +
                                                  std::to_string(number) + " at " +
                                                  std::to_string(at) + ": " + sentence);
}

Result<Node> parse_expression(std::string_view source);
// Types the tree in place; appends the fields it reads.
Status check_expression(ExprNode& root, const Scope& scope, std::vector<std::size_t>& fields);

} // namespace foyer::forms
