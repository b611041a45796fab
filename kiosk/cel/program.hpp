// SPDX-License-Identifier: EUPL-1.2
// What the checker makes of a tree for the typed door: steps in one row, each with its meaning and
// type, its arguments by index. Nothing in it allocates when it runs.
#pragma once

#include "syntax.hpp"

#include <cel/calendar.hpp>
#include <cel/expression.hpp>

#include <deque>
#include <memory>

namespace re2 {
class RE2;
}

namespace foyer::cel {

enum class Op : std::uint8_t {
  literal,
  constant_list, // of texts
  list,          // put together from steps
  field,
  row_field,   // of it or prev
  local,       // the variable of a macro
  local_field, // of a row that is one
  repeat,
  parameter,
  has_field,
  has_row_field,
  has_local_field,
  has_repeat,
  negate,
  minus,
  both,
  either,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  in_constants,
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
  exists, // macros: a is the list, b the condition, c the value of map; local their variable
  all,
  exists_one,
  filter,
  map
};

// A value while an expression runs. Small, and never the owner of what it points to.
struct Val {
  enum class Kind : std::uint8_t {
    unknown,
    boolean,
    number, // from low to high: what an incomplete date leaves open
    span,   // of days, the same way
    text,
    texts, // a field's list
    list,  // of Val
    rows,  // all of a repeat
    row
  };
  Kind kind = Kind::unknown;
  bool yes = false;
  std::uint32_t repeat = 0;
  struct Piece {
    const void* data; // char, vector<string>, Val
    std::size_t size; // of texts: unused; of rows: how many; of a row: which
  };
  struct Bounds {
    std::int64_t low, high;
  };
  union {
    Piece piece = {nullptr, 0};
    Bounds bounds;
  };

  static Val of(bool answer) {
    Val made;
    made.kind = Kind::boolean;
    made.yes = answer;
    return made;
  }
  static Val range(Kind kind, std::int64_t low, std::int64_t high) {
    Val made;
    made.kind = kind;
    made.bounds = {low, high};
    return made;
  }
  static Val number(std::int64_t exact) { return range(Kind::number, exact, exact); }
  static Val days(DaySpan span) {
    return range(Kind::span, span.first.time_since_epoch().count(),
                 span.last.time_since_epoch().count());
  }
  static Val over(Kind kind, const void* data, std::size_t size) {
    Val made;
    made.kind = kind;
    made.piece = {data, size};
    return made;
  }
  static Val text_of(std::string_view text) { return over(Kind::text, text.data(), text.size()); }
  static Val rows_of(Kind kind, std::size_t repeat, std::size_t size) {
    Val made = over(kind, nullptr, size);
    made.repeat = static_cast<std::uint32_t>(repeat);
    return made;
  }

  [[nodiscard]] bool unknown() const { return kind == Kind::unknown; }
  [[nodiscard]] bool is(bool answer) const { return kind == Kind::boolean && yes == answer; }
  [[nodiscard]] bool exact() const { return bounds.low == bounds.high; }
  [[nodiscard]] std::string_view text() const {
    return {static_cast<const char*>(piece.data), piece.size};
  }
  [[nodiscard]] const std::vector<std::string>& texts() const {
    return *static_cast<const std::vector<std::string>*>(piece.data);
  }
  [[nodiscard]] std::size_t size() const {
    return kind == Kind::texts ? texts().size() : piece.size;
  }
  [[nodiscard]] Val element(std::size_t i) const {
    if (kind == Kind::texts)
      return text_of(texts()[i]);
    if (kind == Kind::rows)
      return rows_of(Kind::row, repeat, i);
    return static_cast<const Val*>(piece.data)[i];
  }
};

struct Step {
  Op op = Op::literal;
  Type type = Type::boolean;
  RowOf row = RowOf::it;             // row_field
  std::uint8_t local = 0;            // local, local_field, macros
  std::uint32_t a = 0, b = 0, c = 0; // arguments; list: from a, b of them in Program::elements
  std::size_t slot = 0;              // field, repeat; index into one of Program's stores
  Val value;                         // literal, constant_list
};

inline constexpr std::uint32_t no_step = UINT32_MAX; // map without a condition
inline constexpr std::size_t most_locals = 6;        // macros inside each other
inline constexpr int most_steps = 20'000;            // of one evaluation
inline constexpr Limits definition_limits = {4000, 60, 60};

struct Program {
  std::vector<Step> steps; // the last one is the whole
  std::vector<std::uint32_t> elements;
  std::deque<std::string> texts; // literals and keys of parameters
  std::deque<std::vector<std::string>> lists;
  std::deque<std::vector<std::string_view>> sorted; // of lists, for in_constants
  std::vector<std::shared_ptr<const re2::RE2>> patterns;
};

// Slots it reads, in any order and with repetitions.
struct Reads {
  std::vector<std::size_t> fields, repeats;
};

Status check(const Node& root, const Scope& scope, Program& program, Reads& reads);

} // namespace foyer::cel
