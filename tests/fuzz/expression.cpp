// SPDX-License-Identifier: EUPL-1.2
// Any text as an expression; what compiles is evaluated with answers taken from the same bytes.
#include <cel/expression.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace foyer::cel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2)
    return 0;
  const Type types[] = {Type::boolean, Type::integer, Type::text, Type::date, Type::list};
  const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string answer = text.substr(0, 40);
  const Value values[] = {
      data[0] % 3 == 0 ? Value{} : Value{data[0] % 3 == 1},
      data[1] < 20 ? Value{} : Value{std::int64_t{data[1]} - 128}, Value{answer},
      data[0] % 2 == 0 ? Value{std::string("1990")} : Value{std::string("2026-02-28")},
      Value{std::vector<std::string>(data[1] % 50U, answer)}};
  Scope scope;
  scope.field = [&](std::string_view id) -> std::optional<Scope::FieldInfo> {
    if (id.size() != 1 || id[0] < 'a' || id[0] > 'e')
      return std::nullopt;
    const auto index = static_cast<std::size_t>(id[0] - 'a');
    return Scope::FieldInfo{index, types[index], {}};
  };
  // A repeat "r" whose rows have the same fields, seen from outside and, at times, from inside.
  scope.repeat = [](std::string_view id) {
    return id == "r" ? std::optional<std::size_t>(0) : std::nullopt;
  };
  scope.row_field = [&](std::size_t, std::string_view name, RowOf) { return scope.field(name); };
  if (data[0] % 5 != 0)
    scope.inside = 0;
  scope.parameter = [](std::string_view) -> std::optional<Type> { return Type::integer; };
  const auto expression = Expression::compile(text, scope);
  if (!expression.ok())
    return 0;
  const Value parameter = std::int64_t{7};
  Context context;
  context.today = Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{25}};
  context.field = [&](std::size_t index) -> const Value& { return values[index]; };
  const std::size_t rows = data[1] % 7U;
  context.row = rows == 0 ? 0 : data[0] % rows;
  context.rows = [&](std::size_t) { return rows == 6 ? std::nullopt : std::optional(rows); };
  context.row_field = [&](std::size_t index, std::size_t row) -> const Value& {
    if (row != context.row && row >= rows)
      std::abort(); // no such row
    return values[row % 2 == 0 ? index : (index + data[0]) % 5];
  };
  context.parameter = [&](std::string_view) { return &parameter; };
  const Value once = expression->evaluate(context);
  if (!(once == expression->evaluate(context)))
    std::abort(); // pure
  return 0;
}
