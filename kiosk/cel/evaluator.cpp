// SPDX-License-Identifier: EUPL-1.2
// Runs a checked program. Unknown is a value of its own: && and || absorb it as CEL's do
// (cel-spec, doc/langdef.md, "Logical Operators"), everything else hands it on.
#include "evaluator.hpp"

#include "text.hpp"

#include <algorithm>

namespace foyer::cel {

namespace {

Val from_tribool(std::optional<bool> answer) {
  return answer ? Val::of(*answer) : Val{};
}

// a < b or a <= b over ranges: known only when it holds, or fails, for every pair.
std::optional<bool> less(const Val::Bounds& a, const Val::Bounds& b, bool or_equal) {
  if (or_equal ? a.high <= b.low : a.high < b.low)
    return true;
  if (or_equal ? a.low > b.high : a.low >= b.high)
    return false;
  return std::nullopt;
}

std::optional<bool> same(const Val::Bounds& a, const Val::Bounds& b) {
  if (a.low == a.high && b.low == b.high)
    return a.low == b.low;
  if (a.high < b.low || b.high < a.low)
    return false;
  return std::nullopt;
}

// Both of one static type.
std::optional<bool> equal(const Val& a, const Val& b) {
  switch (a.kind) {
  case Val::Kind::boolean: return a.yes == b.yes;
  case Val::Kind::text: return a.text() == b.text();
  case Val::Kind::number:
  case Val::Kind::span: return same(a.bounds, b.bounds);
  default: break;
  }
  if (a.size() != b.size())
    return false;
  bool open = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto one = equal(a.element(i), b.element(i));
    if (one == false)
      return false;
    open = open || !one;
  }
  return open ? std::nullopt : std::optional(true);
}

// A value that is not of its static type counts as unanswered.
Val from_value(const Value& value, Type type) {
  switch (type) {
  case Type::boolean:
    if (const auto* answer = std::get_if<bool>(&value))
      return Val::of(*answer);
    break;
  case Type::integer:
    if (const auto* number = std::get_if<std::int64_t>(&value))
      return Val::number(*number);
    break;
  case Type::list:
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
      return Val::over(Val::Kind::texts, list, 0);
    break;
  case Type::text:
    if (const auto* text = std::get_if<std::string>(&value))
      return Val::text_of(*text);
    break;
  case Type::date:
    if (const auto* text = std::get_if<std::string>(&value))
      if (const auto span = parse_iso(*text))
        return Val::days(*span);
    break;
  default: break;
  }
  return {};
}

Val exact(std::size_t count) {
  return Val::number(static_cast<std::int64_t>(count));
}

// On exact numbers only; overflow and division by zero are unknown, as CEL's are errors.
Val arithmetic(Op op, const Val& left, const Val& right) {
  if (!left.exact() || !right.exact())
    return {};
  const std::int64_t a = left.bounds.low, b = right.bounds.low;
  std::int64_t result = 0;
  bool bad = false;
  switch (op) {
  case Op::minus: bad = __builtin_sub_overflow(std::int64_t{0}, a, &result); break;
  case Op::add: bad = __builtin_add_overflow(a, b, &result); break;
  case Op::subtract: bad = __builtin_sub_overflow(a, b, &result); break;
  case Op::multiply: bad = __builtin_mul_overflow(a, b, &result); break;
  default:
    bad = b == 0 || (a == INT64_MIN && b == -1);
    if (!bad)
      result = op == Op::divide ? a / b : a % b;
  }
  return bad ? Val{} : Val::number(result);
}

Val between(Op op, const Val& from, const Val& to) {
  using std::chrono::days;
  using std::chrono::sys_days;
  if (op == Op::days)
    return Val::range(Val::Kind::number, to.bounds.low - from.bounds.high,
                      to.bounds.high - from.bounds.low);
  const std::int64_t unit = op == Op::months ? 1 : 12;
  const auto day = [](std::int64_t count) { return sys_days{days{static_cast<int>(count)}}; };
  const auto whole = [&](std::int64_t a, std::int64_t b) {
    return whole_months(day(a), day(b)) / unit;
  };
  const std::int64_t low = whole(from.bounds.high, to.bounds.low);
  if (from.exact() && to.exact())
    return Val::number(low);
  return Val::range(Val::Kind::number, low, whole(from.bounds.low, to.bounds.high));
}

} // namespace

Val Evaluator::run(std::uint32_t index) {
  if (++steps_ > most_steps)
    return {};
  const Step& step = program_.steps[index];
  switch (step.op) {
  case Op::literal:
  case Op::constant_list: return step.value;
  case Op::list: return make_list(step);
  case Op::local: return locals_[step.local];
  case Op::field:
  case Op::row_field:
  case Op::local_field: {
    const Value* value = read(step);
    return value == nullptr ? Val{} : from_value(*value, step.type);
  }
  case Op::has_field:
  case Op::has_row_field:
  case Op::has_local_field: {
    const Value* value = read(step);
    return Val::of(value != nullptr && answered(*value));
  }
  case Op::repeat: {
    const auto rows = context_.rows(step.slot);
    return rows ? Val::rows_of(Val::Kind::rows, step.slot, *rows) : Val{};
  }
  case Op::has_repeat: return Val::of(context_.rows(step.slot).value_or(0) > 0);
  case Op::parameter: {
    const Value* value = context_.parameter(step.value.text());
    return value == nullptr ? Val{} : from_value(*value, step.type);
  }
  case Op::negate: {
    const Val inner = run(step.a);
    return inner.unknown() ? inner : Val::of(!inner.yes);
  }
  case Op::both: return absorb(step, false);
  case Op::either: return absorb(step, true);
  case Op::choose: {
    const Val condition = run(step.a);
    return condition.unknown() ? condition : run(condition.yes ? step.b : step.c);
  }
  case Op::exists: return quantify(step, true);
  case Op::all: return quantify(step, false);
  case Op::exists_one: return exists_one(step);
  case Op::filter: return pick(step, false);
  case Op::map: return pick(step, true);
  case Op::today: {
    const std::chrono::sys_days today{context_.today};
    return Val::days({today, today});
  }
  default: return strict(step);
  }
}

// nullptr: the row before the first one.
const Value* Evaluator::read(const Step& step) const {
  if (step.op == Op::field || step.op == Op::has_field)
    return &context_.field(step.slot);
  if (step.op == Op::local_field || step.op == Op::has_local_field)
    return &context_.row_field(step.slot, locals_[step.local].size());
  if (step.row == RowOf::it)
    return &context_.row_field(step.slot, context_.row);
  return context_.row == 0 ? nullptr : &context_.row_field(step.slot, context_.row - 1);
}

// && (decided by false) and || (decided by true): the other side decides over an unknown.
Val Evaluator::absorb(const Step& step, bool decides) {
  const Val left = run(step.a);
  if (left.is(decides))
    return left;
  const Val right = run(step.b);
  if (right.is(decides))
    return right;
  return left.unknown() ? left : right;
}

Val Evaluator::quantify(const Step& step, bool decides) {
  const Val list = run(step.a);
  if (list.unknown())
    return list;
  bool open = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    locals_[step.local] = list.element(i);
    const Val one = run(step.b);
    if (one.is(decides))
      return one;
    open = open || one.unknown();
    if (steps_ > most_steps)
      return {};
  }
  return open ? Val{} : Val::of(!decides);
}

// Like filter and map, it wants to know of every element (cel-spec, "Macros").
Val Evaluator::exists_one(const Step& step) {
  const Val list = run(step.a);
  if (list.unknown())
    return list;
  int found = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    locals_[step.local] = list.element(i);
    const Val one = run(step.b);
    if (one.unknown())
      return one;
    found += one.yes ? 1 : 0;
  }
  return Val::of(found == 1);
}

// filter, or map with or without a condition.
Val Evaluator::pick(const Step& step, bool map) {
  const Val list = run(step.a);
  if (list.unknown())
    return list;
  auto& made = scratch_.lists.emplace_front();
  for (std::size_t i = 0; i < list.size(); ++i) {
    locals_[step.local] = list.element(i);
    const Val one = step.b == no_step ? Val::of(true) : run(step.b);
    if (one.unknown())
      return one;
    if (!one.yes)
      continue;
    const Val value = map ? run(step.c) : locals_[step.local];
    if (value.unknown())
      return value;
    made.push_back(value);
  }
  return Val::over(Val::Kind::list, made.data(), made.size());
}

Val Evaluator::make_list(const Step& step) {
  auto& made = scratch_.lists.emplace_front();
  for (std::uint32_t i = 0; i < step.b; ++i) {
    const Val element = run(program_.elements[step.a + i]);
    if (element.unknown())
      return element;
    made.push_back(element);
  }
  return Val::over(Val::Kind::list, made.data(), made.size());
}

// All arguments must be known.
Val Evaluator::strict(const Step& step) {
  const Val a = run(step.a);
  if (a.unknown())
    return a;
  switch (step.op) {
  case Op::minus: return arithmetic(step.op, a, a);
  case Op::age: {
    const std::chrono::sys_days today{context_.today};
    return between(Op::years, a, Val::days({today, today}));
  }
  case Op::size: return size(a);
  case Op::to_text: return a.exact() ? keep(std::to_string(a.bounds.low)) : Val{};
  case Op::to_integer: {
    const auto number = parse_integer(a.text());
    return number ? Val::number(*number) : Val{};
  }
  case Op::matches:
    spend(a.text().size() / 16);
    return Val::of(matches(*program_.patterns[step.slot], a.text()));
  case Op::in_constants: {
    const auto& sorted = program_.sorted[step.slot];
    return Val::of(std::binary_search(sorted.begin(), sorted.end(), a.text()));
  }
  default: break;
  }
  const Val b = run(step.b);
  return b.unknown() ? b : strict(step.op, a, b);
}

Val Evaluator::strict(Op op, const Val& a, const Val& b) {
  switch (op) {
  case Op::equal: return compare_equal(a, b, true);
  case Op::unequal: return compare_equal(a, b, false);
  case Op::less: return from_tribool(less(a.bounds, b.bounds, false));
  case Op::less_equal: return from_tribool(less(a.bounds, b.bounds, true));
  case Op::greater: return from_tribool(less(b.bounds, a.bounds, false));
  case Op::greater_equal: return from_tribool(less(b.bounds, a.bounds, true));
  case Op::in: return in(a, b);
  case Op::add:
    if (a.kind == Val::Kind::text)
      return keep(std::string(a.text()) + std::string(b.text()));
    return arithmetic(op, a, b);
  case Op::subtract:
  case Op::multiply:
  case Op::divide:
  case Op::modulo: return arithmetic(op, a, b);
  case Op::years:
  case Op::months:
  case Op::days: return between(op, a, b);
  case Op::starts_with: return Val::of(a.text().starts_with(b.text()));
  case Op::ends_with: return Val::of(a.text().ends_with(b.text()));
  case Op::contains:
    spend(a.text().size() / 16);
    return Val::of(a.text().find(b.text()) != std::string_view::npos);
  default: return {};
  }
}

Val Evaluator::compare_equal(const Val& a, const Val& b, bool wanted) {
  if (a.kind == Val::Kind::list || a.kind == Val::Kind::texts)
    spend(a.size());
  const auto answer = equal(a, b);
  return answer ? Val::of(*answer == wanted) : Val{};
}

Val Evaluator::in(const Val& a, const Val& list) {
  spend(list.size() / 4);
  bool open = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto one = equal(a, list.element(i));
    if (one == true)
      return Val::of(true);
    open = open || !one;
  }
  return open ? Val{} : Val::of(false);
}

Val Evaluator::size(const Val& a) const {
  if (a.kind != Val::Kind::text)
    return exact(a.size());
  const auto count = count_code_points(a.text());
  return count ? exact(*count) : Val{};
}

// Concatenation may double a text at every step: the budget counts what it makes.
Val Evaluator::keep(std::string text) {
  spend(text.size() / 16);
  if (steps_ > most_steps)
    return {};
  return Val::text_of(scratch_.texts.emplace_front(std::move(text)));
}

void Evaluator::spend(std::size_t steps) {
  steps_ += static_cast<int>(std::min<std::size_t>(steps, most_steps));
}

} // namespace foyer::cel
