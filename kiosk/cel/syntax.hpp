// SPDX-License-Identifier: EUPL-1.2
// The tree an expression is parsed to, the same for both doors (cel-spec, doc/langdef.md,
// "Syntax").
#pragma once

#include <base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::cel {

enum class Form : std::uint8_t {
  null,
  boolean,
  integer,
  unsigned_integer,
  real,
  text,
  bytes,
  list,   // args: elements
  map,    // args: key, value, key, value, ...
  name,   // text
  select, // args[0].text
  index,  // args[0][args[1]]
  call,   // text(args), or args[0].text(args...) when `method`
  negate, // !
  minus,
  both,   // &&
  either, // ||
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
  choose // args: condition, yes, no
};

struct Node;
using NodePtr = std::unique_ptr<Node>;

struct Node {
  Form form = Form::null;
  bool flag = false;  // boolean: its value; call: method; name: with a leading dot
  int depth = 1;      // of the tree from here
  std::size_t at = 0; // offset in the source
  std::string text;   // text, bytes, name, select, call
  std::int64_t integer = 0;
  std::uint64_t whole = 0; // unsigned_integer
  double real = 0;
  std::vector<NodePtr> args;
};

// Bounds the recursion of parsers and of all that walks a tree.
struct Limits {
  std::size_t source; // bytes
  int nesting;        // brackets, unary operators
  int depth;          // of the tree: chains of operators and calls count, too
};

// "E04 at 17: no field karte.gund"
inline Failure expression_error(int number, std::size_t at, const std::string& sentence) {
  return fail(FailureCode::expression_broken, "E" + std::string(number < 10 ? "0" : "") +
                                                  std::to_string(number) + " at " +
                                                  std::to_string(at) + ": " + sentence);
}

Result<NodePtr> parse(std::string_view source, const Limits& limits);

} // namespace foyer::cel
