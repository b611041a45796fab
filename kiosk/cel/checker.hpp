// SPDX-License-Identifier: EUPL-1.2
// Gives every part of a tree its meaning and static type; a name, code or type that does not fit is
// an error here, so that it can never be a silent "false" in front of a visitor.
#pragma once

#include "program.hpp"

#include <string>
#include <vector>

namespace foyer::cel {

struct Checked {
  std::uint32_t step = 0;
  Type type = Type::boolean;
  // The codes it (or each of its elements) may be; empty: any.
  std::function<bool(std::string_view)> is_code = {};
  std::size_t repeat = 0; // of rows and row
};

class Checker {
 public:
  Checker(const Scope& scope, Program& program, Reads& reads)
      : scope_(scope), program_(program), reads_(reads) {}

  Result<Checked> check(const Node& node);

 private:
  struct Local {
    std::string name;
    Checked element;
  };
  struct Path { // a.b.c
    std::string whole, first, rest;
    bool dotted = false;
  };
  struct Field {
    Scope::FieldInfo info;
    Op op;
    RowOf row = RowOf::it;
    std::uint8_t local = 0;
  };

  static Failure wrong_type(const Node& node, const Checked& is, std::string_view wanted);
  static bool path_of(const Node& node, Path& path);

  Checked add(Step step, const Checked& like = {});
  Result<Checked> want(const Node& node, Type type);
  Result<Checked> operation(const Node& node, Op op, Type operands, Type result);
  Result<Checked> binary(const Node& node, Op op, const Checked& a, const Checked& b, Type type);
  Result<Checked> literal(const Node& node);
  Result<Checked> list(const Node& node);
  Result<Checked> name(const Node& node);
  Result<std::optional<Field>> field(const Node& node, const Path& path);
  Result<Checked> equality(const Node& node, Op op);
  Result<Checked> order(const Node& node, Op op);
  Result<Checked> in(const Node& node);
  Result<Checked> sum(const Node& node);
  Result<Checked> choose(const Node& node);
  // A literal beside a field with a code list is one of its codes.
  static Status check_codes(const Checked& coded, const Node& literal);

  Result<Checked> call(const Node& node);
  Result<Checked> has(const Node& node);
  Result<Checked> parameter(const Node& node);
  Result<Checked> macro(const Node& node, Op op);
  Status pattern(const Node& literal, Step& step);

  const Scope& scope_;
  Program& program_;
  Reads& reads_;
  std::vector<Local> locals_;
};

// Of texts is list, of rows rows; nothing for what no list is made of.
std::optional<Type> list_of(Type element);
std::optional<Type> element_of(Type list);

} // namespace foyer::cel
