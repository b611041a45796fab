// SPDX-License-Identifier: EUPL-1.2
// Walks a checked tree. Unknown is a value of its own: && and || absorb it as CEL's do
// (cel-spec, doc/langdef.md, "Logical Operators"), everything else hands it on.
#include "calendar.hpp"
#include "expr_node.hpp"

#include <i18n/format.hpp>

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <forward_list>

namespace foyer::forms {

namespace {

struct Unknown {};
// A number that may be anything from low to high: what an incomplete date leaves open.
struct Range {
  std::int64_t low = 0, high = 0;
  [[nodiscard]] bool exact() const { return low == high; }
};
using List = const std::vector<std::string>*;
using Val = std::variant<Unknown, bool, Range, std::string_view, DaySpan, List>;

Val from_tribool(std::optional<bool> answer) {
  return answer ? Val{*answer} : Val{Unknown{}};
}

// a < b or a <= b over spans: known only when it holds, or fails, for every pair.
template <class T> std::optional<bool> less(T a_low, T a_high, T b_low, T b_high, bool or_equal) {
  if (or_equal ? a_high <= b_low : a_high < b_low)
    return true;
  if (or_equal ? a_low > b_high : a_low >= b_high)
    return false;
  return std::nullopt;
}
template <class T> std::optional<bool> same(T a_low, T a_high, T b_low, T b_high) {
  if (a_low == a_high && b_low == b_high)
    return a_low == b_low;
  if (a_high < b_low || b_high < a_low)
    return false;
  return std::nullopt;
}

class Evaluator {
 public:
  explicit Evaluator(const Context& context) : context_(context) {}

  Val run(const ExprNode& node) {
    if (++steps_ > max_steps)
      return Unknown{};
    switch (node.op) {
    case Op::literal: return from_value(node.value, node.type);
    case Op::list: return run_list(node);
    case Op::field: return from_value(context_.field(node.index), node.type);
    case Op::local: return std::string_view(*locals_[node.index]);
    case Op::parameter: {
      const Value* value = context_.parameter(node.text);
      return value == nullptr ? Val{Unknown{}} : from_value(*value, node.type);
    }
    case Op::has: return answered(context_.field(node.index));
    case Op::negate: {
      const Val inner = run(*node.args[0]);
      const bool* answer = std::get_if<bool>(&inner);
      return answer == nullptr ? Val{Unknown{}} : Val{!*answer};
    }
    case Op::both: return absorb(node, false);
    case Op::either: return absorb(node, true);
    case Op::choose: {
      const Val condition = run(*node.args[0]);
      const bool* answer = std::get_if<bool>(&condition);
      if (answer == nullptr)
        return Unknown{};
      return run(*node.args[*answer ? 1 : 2]);
    }
    case Op::exists: return quantify(node, true);
    case Op::all: return quantify(node, false);
    case Op::today: {
      const std::chrono::sys_days today{context_.today};
      return DaySpan{today, today};
    }
    default: return strict(node);
    }
  }

 private:
  // A value that is not of its static type counts as unanswered.
  static Val from_value(const Value& value, Type type) {
    switch (type) {
    case Type::boolean:
      if (const auto* answer = std::get_if<bool>(&value))
        return *answer;
      break;
    case Type::integer:
      if (const auto* number = std::get_if<std::int64_t>(&value))
        return Range{*number, *number};
      break;
    case Type::list:
      if (const auto* list = std::get_if<std::vector<std::string>>(&value))
        return list;
      break;
    case Type::text:
      if (const auto* text = std::get_if<std::string>(&value))
        return std::string_view(*text);
      break;
    case Type::date:
      if (const auto* text = std::get_if<std::string>(&value))
        if (const auto span = parse_iso(*text))
          return *span;
      break;
    }
    return Unknown{};
  }

  Val run_list(const ExprNode& node) {
    if (const auto* constant = std::get_if<std::vector<std::string>>(&node.value))
      return constant;
    std::vector<std::string> made;
    for (const auto& element : node.args) {
      const Val value = run(*element);
      const auto* text = std::get_if<std::string_view>(&value);
      if (text == nullptr)
        return Unknown{};
      made.emplace_back(*text);
    }
    lists_.push_front(std::move(made));
    return &lists_.front();
  }

  // && (decided by false) and || (decided by true): the other side decides over an unknown.
  Val absorb(const ExprNode& node, bool decides) {
    const Val left = run(*node.args[0]);
    const bool* l = std::get_if<bool>(&left);
    if (l != nullptr && *l == decides)
      return decides;
    const Val right = run(*node.args[1]);
    const bool* r = std::get_if<bool>(&right);
    if (r != nullptr && *r == decides)
      return decides;
    if (l == nullptr || r == nullptr)
      return Unknown{};
    return !decides;
  }

  Val quantify(const ExprNode& node, bool decides) {
    const Val list = run(*node.args[0]);
    const List* elements = std::get_if<List>(&list);
    if (elements == nullptr)
      return Unknown{};
    bool open = false;
    if (locals_.size() <= node.index)
      locals_.resize(node.index + 1);
    for (const auto& element : **elements) {
      locals_[node.index] = &element;
      const Val one = run(*node.args[1]);
      const bool* answer = std::get_if<bool>(&one);
      if (answer == nullptr)
        open = true;
      else if (*answer == decides)
        return decides;
    }
    return open ? Val{Unknown{}} : Val{!decides};
  }

  Val strict(const ExprNode& node) {
    std::array<Val, 2> v{Unknown{}, Unknown{}};
    for (std::size_t i = 0; i < node.args.size() && i < v.size(); ++i) {
      v[i] = run(*node.args[i]);
      if (std::holds_alternative<Unknown>(v[i]))
        return Unknown{};
    }
    switch (node.op) {
    case Op::equal: return from_tribool(equal(v[0], v[1]));
    case Op::unequal: {
      const auto answer = equal(v[0], v[1]);
      return answer ? Val{!*answer} : Val{Unknown{}};
    }
    case Op::less: return order(v[0], v[1], false);
    case Op::less_equal: return order(v[0], v[1], true);
    case Op::greater: return order(v[1], v[0], false);
    case Op::greater_equal: return order(v[1], v[0], true);
    case Op::in: {
      const auto& list = *std::get<List>(v[1]);
      const auto text = std::get<std::string_view>(v[0]);
      return std::find(list.begin(), list.end(), text) != list.end();
    }
    case Op::minus:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo: return arithmetic(node.op, v);
    case Op::add:
      if (std::holds_alternative<std::string_view>(v[0]))
        return keep(std::string(std::get<std::string_view>(v[0])) +
                    std::string(std::get<std::string_view>(v[1])));
      return arithmetic(node.op, v);
    case Op::age:
    case Op::years:
    case Op::months:
    case Op::days: return calendar(node.op, v);
    default: return text_function(node, v);
    }
  }

  static std::optional<bool> equal(const Val& a, const Val& b) {
    if (const auto* x = std::get_if<bool>(&a))
      return *x == std::get<bool>(b);
    if (const auto* x = std::get_if<std::string_view>(&a))
      return *x == std::get<std::string_view>(b);
    if (const auto* x = std::get_if<List>(&a))
      return **x == *std::get<List>(b);
    if (const auto* x = std::get_if<Range>(&a)) {
      const auto& y = std::get<Range>(b);
      return same(x->low, x->high, y.low, y.high);
    }
    const auto& x = std::get<DaySpan>(a);
    const auto& y = std::get<DaySpan>(b);
    return same(x.first, x.last, y.first, y.last);
  }

  static Val order(const Val& a, const Val& b, bool or_equal) {
    if (const auto* x = std::get_if<Range>(&a)) {
      const auto& y = std::get<Range>(b);
      return from_tribool(less(x->low, x->high, y.low, y.high, or_equal));
    }
    const auto& x = std::get<DaySpan>(a);
    const auto& y = std::get<DaySpan>(b);
    return from_tribool(less(x.first, x.last, y.first, y.last, or_equal));
  }

  // On exact numbers only; overflow and division by zero are unknown, as CEL's are errors.
  static Val arithmetic(Op op, const std::array<Val, 2>& v) {
    const auto& a = std::get<Range>(v[0]);
    const Range b = op == Op::minus ? a : std::get<Range>(v[1]);
    if (!a.exact() || !b.exact())
      return Unknown{};
    std::int64_t result = 0;
    bool bad = false;
    switch (op) {
    case Op::minus: bad = __builtin_sub_overflow(std::int64_t{0}, a.low, &result); break;
    case Op::add: bad = __builtin_add_overflow(a.low, b.low, &result); break;
    case Op::subtract: bad = __builtin_sub_overflow(a.low, b.low, &result); break;
    case Op::multiply: bad = __builtin_mul_overflow(a.low, b.low, &result); break;
    default:
      bad = b.low == 0 || (a.low == INT64_MIN && b.low == -1);
      if (!bad)
        result = op == Op::divide ? a.low / b.low : a.low % b.low;
    }
    if (bad)
      return Unknown{};
    return Range{result, result};
  }

  Val calendar(Op op, const std::array<Val, 2>& v) const {
    const std::chrono::sys_days today{context_.today};
    const auto& a = std::get<DaySpan>(v[0]);
    const DaySpan b = op == Op::age ? DaySpan{today, today} : std::get<DaySpan>(v[1]);
    if (op == Op::days)
      return Range{(b.first - a.last).count(), (b.last - a.first).count()};
    const std::int64_t unit = op == Op::months ? 1 : 12;
    return Range{whole_months(a.last, b.first) / unit, whole_months(a.first, b.last) / unit};
  }

  Val text_function(const ExprNode& node, const std::array<Val, 2>& v) {
    if (node.op == Op::size) {
      if (const List* list = std::get_if<List>(&v[0]))
        return exact((*list)->size());
      const auto count = i18n::characters(std::get<std::string_view>(v[0]));
      return count ? exact(*count) : Val{Unknown{}};
    }
    if (node.op == Op::to_text) {
      const auto& number = std::get<Range>(v[0]);
      return number.exact() ? keep(std::to_string(number.low)) : Val{Unknown{}};
    }
    const auto text = std::get<std::string_view>(v[0]);
    if (node.op == Op::to_integer) {
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc{} || end != text.data() + text.size())
        return Unknown{};
      return Range{number, number};
    }
    const auto other = std::get<std::string_view>(v[1]);
    switch (node.op) {
    case Op::matches:
      return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *node.pattern);
    case Op::starts_with: return text.substr(0, other.size()) == other;
    case Op::ends_with:
      return text.size() >= other.size() && text.substr(text.size() - other.size()) == other;
    case Op::contains: return text.find(other) != std::string_view::npos;
    default: return Unknown{};
    }
  }

  static Val exact(std::size_t count) {
    return Range{static_cast<std::int64_t>(count), static_cast<std::int64_t>(count)};
  }
  // Concatenation may double a text at every step: the budget counts what it makes.
  Val keep(std::string text) {
    steps_ += static_cast<int>(std::min<std::size_t>(text.size() / 16, max_steps));
    if (steps_ > max_steps)
      return Unknown{};
    texts_.push_front(std::move(text));
    return std::string_view(texts_.front());
  }

  const Context& context_;
  int steps_ = 0;
  std::vector<const std::string*> locals_;
  std::forward_list<std::string> texts_;
  std::forward_list<std::vector<std::string>> lists_;
};

std::string iso(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  const auto digits = [](int number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  return digits(static_cast<int>(date.year()), 4) + "-" +
         digits(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
         digits(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

} // namespace

Value Expression::evaluate(const Context& context) const {
  if (!root_)
    return {};
  Evaluator evaluator(context);
  const Val result = evaluator.run(*root_);
  if (const auto* answer = std::get_if<bool>(&result))
    return *answer;
  if (const auto* range = std::get_if<Range>(&result))
    return range->exact() ? Value{range->low} : Value{};
  if (const auto* text = std::get_if<std::string_view>(&result))
    return std::string(*text);
  if (const auto* list = std::get_if<List>(&result))
    return **list;
  if (const auto* span = std::get_if<DaySpan>(&result))
    return span->first == span->last ? Value{iso(span->first)} : Value{};
  return {};
}

} // namespace foyer::forms
