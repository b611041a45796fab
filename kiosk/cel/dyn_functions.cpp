// SPDX-License-Identifier: EUPL-1.2
// Operators and functions (cel-spec, doc/langdef.md, "List of Standard Definitions").
#include "dyn_convert.hpp"
#include "dyn_evaluator.hpp"
#include "dyn_time.hpp"
#include "text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

namespace foyer::cel {

namespace {

template <class Whole> Dyn whole_arithmetic(Form form, Whole a, Whole b) {
  Whole result = 0;
  bool overflow = false;
  switch (form) {
  case Form::add: overflow = __builtin_add_overflow(a, b, &result); break;
  case Form::subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
  case Form::multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
  default:
    if (b == 0)
      return Dyn::error(form == Form::divide ? "divide by zero" : "modulus by zero");
    if constexpr (std::is_signed_v<Whole>)
      overflow = a == INT64_MIN && b == -1;
    if (!overflow)
      result = form == Form::divide ? a / b : a % b;
  }
  return overflow ? Dyn::error("integer overflow") : Dyn{result};
}

// IEEE 754: division by zero is an infinity or no number.
std::optional<Dyn> real_arithmetic(Form form, double a, double b) {
  switch (form) {
  case Form::add: return Dyn{a + b};
  case Form::subtract: return Dyn{a - b};
  case Form::multiply: return Dyn{a * b};
  case Form::divide: return Dyn{a / b};
  default: return std::nullopt;
  }
}

Dyn joined(const Dyn& a, const Dyn& b) {
  if (a.as_text() != nullptr && b.as_text() != nullptr)
    return Dyn::text(*a.as_text() + *b.as_text());
  if (a.as_bytes() != nullptr && b.as_bytes() != nullptr)
    return Dyn::bytes(*a.as_bytes() + *b.as_bytes());
  if (a.as_list() != nullptr && b.as_list() != nullptr) {
    DynList both = *a.as_list();
    both.insert(both.end(), b.as_list()->begin(), b.as_list()->end());
    return Dyn::list(std::move(both));
  }
  return no_overload("+", a);
}

Dyn minus(const Dyn& a) {
  if (const auto* number = a.as<std::int64_t>())
    return whole_arithmetic<std::int64_t>(Form::subtract, 0, *number);
  if (const auto* real = a.as<double>())
    return {-*real};
  return no_overload("-", a);
}

Dyn arithmetic(Form form, const Dyn& a, const Dyn& b) {
  const auto* ai = a.as<std::int64_t>();
  const auto* bi = b.as<std::int64_t>();
  if (ai != nullptr && bi != nullptr)
    return whole_arithmetic(form, *ai, *bi);
  const auto* au = a.as<std::uint64_t>();
  const auto* bu = b.as<std::uint64_t>();
  if (au != nullptr && bu != nullptr)
    return whole_arithmetic(form, *au, *bu);
  const auto* ad = a.as<double>();
  const auto* bd = b.as<double>();
  if (ad != nullptr && bd != nullptr)
    if (auto result = real_arithmetic(form, *ad, *bd))
      return *result;
  if (form == Form::add || form == Form::subtract)
    if (auto result = time_arithmetic(form == Form::add, a, b))
      return *result;
  return form == Form::add ? joined(a, b) : no_overload("an operator", a);
}

Dyn ordered(Form form, const Dyn& a, const Dyn& b) {
  const auto found = order(a, b);
  if (!found)
    return no_overload("an order", a);
  switch (form) {
  case Form::less: return {*found < 0};
  case Form::less_equal: return {*found <= 0};
  case Form::greater: return {*found > 0};
  default: return {*found >= 0};
  }
}

Dyn size(const Dyn& of) {
  const auto count = [](std::size_t n) { return Dyn{static_cast<std::int64_t>(n)}; };
  if (const auto* text = of.as_text())
    return count(count_code_points(*text).value_or(text->size()));
  if (const auto* bytes = of.as_bytes())
    return count(bytes->size());
  if (const auto* list = of.as_list())
    return count(list->size());
  if (const auto* map = of.as_map())
    return count(map->entries.size());
  return no_overload("size()", of);
}

Dyn match(const std::string& text, const std::string& regex) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  const RE2 pattern(regex, options);
  return pattern.ok() ? Dyn{matches(pattern, text)} : Dyn::error("bad pattern: " + pattern.error());
}

std::optional<Dyn> of_two_texts(std::string_view name, const std::string& a, const std::string& b) {
  if (name == "contains")
    return Dyn{a.find(b) != std::string::npos};
  if (name == "startsWith")
    return Dyn{a.starts_with(b)};
  if (name == "endsWith")
    return Dyn{a.ends_with(b)};
  return std::nullopt;
}

} // namespace

Dyn operate(Form form, const Dyn& a, const Dyn& b) {
  switch (form) {
  case Form::negate: {
    const bool* yes = a.as<bool>();
    return yes == nullptr ? no_overload("!", a) : Dyn{!*yes};
  }
  case Form::minus: return minus(a);
  case Form::less:
  case Form::less_equal:
  case Form::greater:
  case Form::greater_equal: return ordered(form, a, b);
  default: return arithmetic(form, a, b);
  }
}

Dyn index(const Dyn& of, const Dyn& key) {
  if (const auto* map = of.as_map()) {
    const Dyn* value = find(*map, key);
    return value == nullptr ? Dyn::error("no such key") : *value;
  }
  const auto* list = of.as_list();
  if (list == nullptr)
    return no_overload("[]", of);
  if (key.as<bool>() != nullptr || key.as_text() != nullptr)
    return no_overload("[]", key);
  const auto place = key_of(key); // whole numbers of every type
  if (!place)
    return Dyn::error("invalid index of a list");
  if (place->kind != DynKey::Kind::whole || place->number >= list->size())
    return Dyn::error("index out of bounds");
  return (*list)[place->number];
}

Dyn call_function(const Node& call, const std::vector<Dyn>& args) {
  const std::string& name = call.text;
  if (args.size() == 1 && name == "size")
    return size(args[0]);
  if (args.size() == 2 && args[0].as_text() != nullptr && args[1].as_text() != nullptr) {
    if (name == "matches")
      return match(*args[0].as_text(), *args[1].as_text());
    if (call.flag)
      if (auto result = of_two_texts(name, *args[0].as_text(), *args[1].as_text()))
        return *result;
  }
  if (call.flag && (args.size() == 1 || args.size() == 2))
    if (auto result = time_part(name, args))
      return *result;
  if (!call.flag && args.size() == 1)
    if (auto result = convert(name, args[0]))
      return *result;
  constexpr std::string_view known[] = {"size", "matches", "contains", "startsWith", "endsWith"};
  if (std::find(std::begin(known), std::end(known), name) != std::end(known) && !args.empty())
    return no_overload(name + "()", args[0]);
  return Dyn::error("unbound function: " + name);
}

} // namespace foyer::cel
