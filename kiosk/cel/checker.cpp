// SPDX-License-Identifier: EUPL-1.2
#include "checker.hpp"

#include <algorithm>

namespace foyer::cel {

std::optional<Type> list_of(Type element) {
  switch (element) {
  case Type::text: return Type::list;
  case Type::boolean: return Type::booleans;
  case Type::integer: return Type::integers;
  case Type::date: return Type::dates;
  case Type::row: return Type::rows;
  default: return std::nullopt;
  }
}

std::optional<Type> element_of(Type list) {
  for (const Type element : {Type::text, Type::boolean, Type::integer, Type::date, Type::row})
    if (list_of(element) == list)
      return element;
  return std::nullopt;
}

namespace {

using Codes = std::function<bool(std::string_view)>;

// The texts a literal is, or chooses from; nothing for what is no literal.
bool texts_of(const Node& node, std::vector<std::string>& texts) {
  if (node.form == Form::text) {
    texts.push_back(node.text);
    return true;
  }
  const std::size_t first = node.form == Form::choose ? 1 : 0;
  if (first == 0 && node.form != Form::list)
    return false;
  return std::all_of(node.args.begin() + static_cast<std::ptrdiff_t>(first), node.args.end(),
                     [&](const NodePtr& part) { return texts_of(*part, texts); });
}

// What a part of an expression can be, as codes; empty: any text.
Codes codes_of(const Checked& checked, const Node& node) {
  if (checked.is_code)
    return checked.is_code;
  std::vector<std::string> texts;
  if (!texts_of(node, texts))
    return {};
  return [texts](std::string_view code) {
    return std::find(texts.begin(), texts.end(), code) != texts.end();
  };
}

// Of a value that is one or the other: any text when one of them is. `coded`: a field's codes are
// among them.
struct Either {
  bool coded = false, any = false;
  std::vector<Codes> codes;

  void add(const Checked& checked, const Node& node) {
    coded = coded || checked.is_code;
    codes.push_back(codes_of(checked, node));
    any = any || !codes.back();
  }
  Codes all() && {
    if (!coded || any)
      return {};
    return [all = std::move(codes)](std::string_view code) {
      return std::any_of(all.begin(), all.end(), [&](const Codes& one) { return one(code); });
    };
  }
};

} // namespace

Failure Checker::wrong_type(const Node& node, const Checked& is, std::string_view wanted) {
  return expression_error(7, node.at,
                          "expected " + std::string(wanted) + ", but this is " +
                              std::string(cel::name(is.type)));
}

Checked Checker::add(Step step, const Checked& like) {
  Checked made = like;
  made.step = static_cast<std::uint32_t>(program_.steps.size());
  made.type = step.type;
  program_.steps.push_back(std::move(step));
  return made;
}

Result<Checked> Checker::check(const Node& node) {
  switch (node.form) {
  case Form::boolean:
  case Form::integer:
  case Form::text: return literal(node);
  case Form::list: return list(node);
  case Form::name:
  case Form::select: return name(node);
  case Form::call: return call(node);
  case Form::negate: return operation(node, Op::negate, Type::boolean, Type::boolean);
  case Form::both: return operation(node, Op::both, Type::boolean, Type::boolean);
  case Form::either: return operation(node, Op::either, Type::boolean, Type::boolean);
  case Form::minus: return operation(node, Op::minus, Type::integer, Type::integer);
  case Form::subtract: return operation(node, Op::subtract, Type::integer, Type::integer);
  case Form::multiply: return operation(node, Op::multiply, Type::integer, Type::integer);
  case Form::divide: return operation(node, Op::divide, Type::integer, Type::integer);
  case Form::modulo: return operation(node, Op::modulo, Type::integer, Type::integer);
  case Form::equal: return equality(node, Op::equal);
  case Form::unequal: return equality(node, Op::unequal);
  case Form::less: return order(node, Op::less);
  case Form::less_equal: return order(node, Op::less_equal);
  case Form::greater: return order(node, Op::greater);
  case Form::greater_equal: return order(node, Op::greater_equal);
  case Form::in: return in(node);
  case Form::add: return sum(node);
  case Form::choose: return choose(node);
  case Form::null:
    return expression_error(2, node.at, "there is no null here: ask has(x) whether x is answered");
  case Form::unsigned_integer:
  case Form::real: return expression_error(2, node.at, "numbers are whole, without u, here");
  case Form::bytes:
  case Form::map:
  case Form::index: break;
  }
  return expression_error(2, node.at, "definitions have no bytes, maps and indexes");
}

Result<Checked> Checker::want(const Node& node, Type type) {
  FOYER_TRY(Checked checked, check(node));
  if (checked.type != type)
    return wrong_type(node, checked, cel::name(type));
  return checked;
}

Result<Checked> Checker::operation(const Node& node, Op op, Type operands, Type result) {
  Step step{op, result};
  FOYER_TRY(const Checked a, want(*node.args[0], operands));
  step.a = a.step;
  if (node.args.size() > 1) {
    FOYER_TRY(const Checked b, want(*node.args[1], operands));
    step.b = b.step;
  }
  return add(step);
}

Result<Checked> Checker::literal(const Node& node) {
  Step step{Op::literal};
  if (node.form == Form::boolean) {
    step.value = Val::of(node.flag);
  } else if (node.form == Form::integer) {
    step.type = Type::integer;
    step.value = Val::number(node.integer);
  } else {
    step.type = Type::text;
    step.value = Val::text_of(program_.texts.emplace_back(node.text));
  }
  return add(step);
}

Result<Checked> Checker::list(const Node& node) {
  const auto is_text = [](const NodePtr& element) { return element->form == Form::text; };
  if (std::all_of(node.args.begin(), node.args.end(), is_text)) {
    auto& texts = program_.lists.emplace_back();
    for (const auto& element : node.args)
      texts.push_back(element->text);
    Step step{Op::constant_list, Type::list};
    step.value = Val::over(Val::Kind::texts, &texts, 0);
    return add(step);
  }
  std::vector<std::uint32_t> elements;
  std::optional<Type> type;
  Either either;
  for (const auto& element : node.args) {
    FOYER_TRY(const Checked checked, check(*element));
    either.add(checked, *element);
    if (type && checked.type != *type)
      return wrong_type(*element, checked, cel::name(*type));
    type = checked.type;
    elements.push_back(checked.step);
  }
  const auto whole = list_of(*type);
  if (!whole)
    return expression_error(7, node.at, "there are no lists of lists");
  Step step{Op::list, *whole};
  step.a = static_cast<std::uint32_t>(program_.elements.size());
  step.b = static_cast<std::uint32_t>(elements.size());
  program_.elements.insert(program_.elements.end(), elements.begin(), elements.end());
  Checked like;
  like.is_code = std::move(either).all();
  return add(step, like);
}

// False when it is not names joined by dots.
bool Checker::path_of(const Node& node, Path& path) {
  if (node.form == Form::name) {
    path.first = path.whole = node.text;
    return true;
  }
  if (node.form != Form::select || !path_of(*node.args[0], path))
    return false;
  path.rest += path.dotted ? "." + node.text : node.text;
  path.whole += "." + node.text;
  path.dotted = true;
  return true;
}

// The field a path means: of a macro's row, of this row or the one before, or outside of rows.
Result<std::optional<Checker::Field>> Checker::field(const Node& node, const Path& path) {
  const auto in_row = [&](std::size_t repeat, RowOf row) -> std::optional<Scope::FieldInfo> {
    return scope_.row_field ? scope_.row_field(repeat, path.rest, row) : std::nullopt;
  };
  for (std::size_t i = locals_.size(); i-- > 0;) {
    const Local& local = locals_[i];
    if (local.name != path.first)
      continue;
    if (!path.dotted)
      return std::optional<Field>{};
    if (local.element.type != Type::row)
      return expression_error(4, node.at, path.first + " is no row and has no fields");
    auto info = in_row(local.element.repeat, RowOf::each);
    if (!info)
      return expression_error(4, node.at, "rows of it have no field " + path.rest + " here");
    return std::optional<Field>(
        Field{std::move(*info), Op::local_field, RowOf::each, static_cast<std::uint8_t>(i)});
  }
  if (scope_.inside && path.dotted && (path.first == "it" || path.first == "prev")) {
    const RowOf row = path.first == "it" ? RowOf::it : RowOf::prev;
    auto info = in_row(*scope_.inside, row);
    if (!info)
      return expression_error(4, node.at, "no field " + path.whole + " before this one");
    return std::optional<Field>(Field{std::move(*info), Op::row_field, row});
  }
  auto info = scope_.field ? scope_.field(path.whole) : std::nullopt;
  if (!info)
    return std::optional<Field>{};
  return std::optional<Field>(Field{std::move(*info), Op::field});
}

Result<Checked> Checker::name(const Node& node) {
  Path path;
  if (!path_of(node, path))
    return expression_error(2, node.at, "only names have parts");
  FOYER_TRY(auto found, field(node, path));
  if (found) {
    Step step{found->op, found->info.type, found->row, found->local};
    step.slot = found->info.index;
    reads_.fields.push_back(step.slot);
    Checked like;
    like.is_code = std::move(found->info.is_code);
    return add(step, like);
  }
  for (std::size_t i = locals_.size(); i-- > 0;)
    if (locals_[i].name == path.whole)
      return add({Op::local, locals_[i].element.type, RowOf::each, static_cast<std::uint8_t>(i)},
                 locals_[i].element);
  if (const auto repeat = scope_.repeat ? scope_.repeat(path.whole) : std::nullopt) {
    reads_.repeats.push_back(*repeat);
    Step step{Op::repeat, Type::rows};
    step.slot = *repeat;
    Checked like;
    like.repeat = *repeat;
    return add(step, like);
  }
  return expression_error(4, node.at, "no field " + path.whole + " before this one");
}

Result<Checked> Checker::equality(const Node& node, Op op) {
  FOYER_TRY(const Checked a, check(*node.args[0]));
  FOYER_TRY(const Checked b, check(*node.args[1]));
  if (a.type != b.type)
    return wrong_type(*node.args[1], b, cel::name(a.type));
  if (a.type == Type::rows || a.type == Type::row)
    return expression_error(7, node.at, "rows are not compared");
  FOYER_CHECK(check_codes(a, *node.args[1]));
  FOYER_CHECK(check_codes(b, *node.args[0]));
  Step step{op};
  step.a = a.step;
  step.b = b.step;
  return add(step);
}

Result<Checked> Checker::order(const Node& node, Op op) {
  FOYER_TRY(const Checked a, check(*node.args[0]));
  if (a.type != Type::integer && a.type != Type::date)
    return wrong_type(*node.args[0], a, "a number or a date");
  FOYER_TRY(const Checked b, want(*node.args[1], a.type));
  Step step{op};
  step.a = a.step;
  step.b = b.step;
  return add(step);
}

Result<Checked> Checker::in(const Node& node) {
  FOYER_TRY(const Checked a, check(*node.args[0]));
  FOYER_TRY(const Checked b, check(*node.args[1]));
  if (!element_of(b.type))
    return wrong_type(*node.args[1], b, "a list");
  if (a.type == Type::row || element_of(b.type) != a.type)
    return wrong_type(*node.args[0], a, cel::name(*element_of(b.type)));
  FOYER_CHECK(check_codes(a, *node.args[1]));
  FOYER_CHECK(check_codes(b, *node.args[0]));
  Step step{Op::in};
  step.a = a.step;
  step.b = b.step;
  if (program_.steps[b.step].op == Op::constant_list) {
    const auto& texts = program_.steps[b.step].value.texts();
    auto& sorted = program_.sorted.emplace_back(texts.begin(), texts.end());
    std::sort(sorted.begin(), sorted.end());
    step.op = Op::in_constants;
    step.slot = program_.sorted.size() - 1;
  }
  return add(step);
}

Result<Checked> Checker::sum(const Node& node) {
  FOYER_TRY(const Checked a, check(*node.args[0]));
  if (a.type != Type::integer && a.type != Type::text)
    return wrong_type(*node.args[0], a, "a number");
  FOYER_TRY(const Checked b, want(*node.args[1], a.type));
  Step step{Op::add, a.type};
  step.a = a.step;
  step.b = b.step;
  return add(step);
}

Result<Checked> Checker::choose(const Node& node) {
  FOYER_TRY(const Checked condition, check(*node.args[0]));
  if (condition.type != Type::boolean)
    return wrong_type(*node.args[0], condition, "a condition");
  FOYER_TRY(const Checked yes, check(*node.args[1]));
  FOYER_TRY(const Checked no, want(*node.args[2], yes.type));
  if (yes.type == Type::rows && yes.repeat != no.repeat)
    return expression_error(7, node.at, "rows of different repeats do not mix");
  Step step{Op::choose, yes.type};
  step.a = condition.step;
  step.b = yes.step;
  step.c = no.step;
  Checked like;
  like.repeat = yes.repeat;
  Either either;
  either.add(yes, *node.args[1]);
  either.add(no, *node.args[2]);
  like.is_code = std::move(either).all();
  return add(step, like);
}

Status Checker::check_codes(const Checked& coded, const Node& literal) {
  if (!coded.is_code)
    return success();
  if (literal.form == Form::text && !coded.is_code(literal.text))
    return expression_error(8, literal.at, "'" + literal.text + "' is no code of that field");
  if (literal.form == Form::list)
    for (const auto& element : literal.args)
      FOYER_CHECK(check_codes(coded, *element));
  if (literal.form == Form::choose) {
    FOYER_CHECK(check_codes(coded, *literal.args[1]));
    FOYER_CHECK(check_codes(coded, *literal.args[2]));
  }
  return success();
}

Status check(const Node& root, const Scope& scope, Program& program, Reads& reads) {
  const auto checked = Checker(scope, program, reads).check(root);
  if (!checked)
    return checked.failure();
  return success();
}

} // namespace foyer::cel
