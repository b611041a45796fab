// SPDX-License-Identifier: EUPL-1.2
// Expression: a condition or a value of a definition, in a typed subset of CEL with three-valued
// logic (an unanswered field is unknown). Functions and error numbers: kiosk/forms/FORMAT.md.
#pragma once

#include <base/result.hpp>
#include <cel/value.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::cel {

// Static types. `text` also carries codes, `list` is a list of texts. The others are what filter()
// and map() make on the way; a whole expression is never one of them.
enum class Type : std::uint8_t {
  boolean,
  integer,
  text,
  date,
  list,
  booleans,
  integers,
  dates,
  rows, // of a repeat
  row
};
std::string_view name(Type type);

// Which row's field is meant: it.x, prev.x (of the row before), or k.x in kinder.exists(k, ...).
enum class RowOf : std::uint8_t { it, prev, each };

// What names mean while an expression is compiled. Functions may be left empty: then there is no
// such thing.
struct Scope {
  struct FieldInfo {
    std::size_t index; // the slot Context is asked with
    Type type;
    // The codes the field may take; a literal compared with it must be one of them. Empty: any.
    std::function<bool(std::string_view)> is_code;
  };
  // Outside of rows: "person.geburtsdatum".
  std::function<std::optional<FieldInfo>(std::string_view id)> field;
  // A repeat by id ("kinder", "staat.jetzt"): its slot.
  std::function<std::optional<std::size_t>(std::string_view id)> repeat;
  // A field of a repeat's rows by the name behind "[].": "wohnt".
  std::function<std::optional<FieldInfo>(std::size_t repeat, std::string_view name, RowOf row)>
      row_field;
  // The repeat in whose row the expression stands: allows it.x and prev.x.
  std::optional<std::size_t> inside;
  std::function<std::optional<Type>(std::string_view key)> parameter;
};

// What names mean while it runs. An unanswered field is std::monostate. Texts and lists must stay
// where they are while the expression runs. Functions that the expression does not need (see
// Expression::fields, repeats) may be empty.
struct Context {
  // Of a field outside of rows.
  std::function<const Value&(std::size_t field)> field;
  // Of a field in rows: row < rows(repeat), or the current row or the one before.
  std::function<const Value&(std::size_t field, std::size_t row)> row_field;
  // How many rows there are; nothing while that is unknown (the repeat is not relevant).
  std::function<std::optional<std::size_t>(std::size_t repeat)> rows;
  std::size_t row = 0; // the row the expression stands in
  std::function<const Value*(std::string_view key)> parameter;
  Date today{};
};

struct Program;

// Immutable, cheap to copy, thread safe.
class Expression {
 public:
  // `expression_broken` with "E03 at 17: ..." (number, character offset, sentence).
  static Result<Expression> compile(std::string_view source, const Scope& scope,
                                    std::optional<Type> expected = std::nullopt);

  // std::monostate is unknown: a name in it is unanswered, or a run-time error (overflow, budget)
  // hit it. Never throws; at most a fixed number of steps.
  [[nodiscard]] Value evaluate(const Context& context) const;
  // As a condition: nothing is unknown. Allocates nothing, unless texts or lists are put together.
  [[nodiscard]] std::optional<bool> test(const Context& context) const;

  [[nodiscard]] Type type() const { return type_; }
  [[nodiscard]] const std::string& source() const { return source_; }
  // Slots of the fields it reads, also of those in rows, sorted.
  [[nodiscard]] const std::vector<std::size_t>& fields() const { return fields_; }
  // Slots of the repeats it reads by name, sorted.
  [[nodiscard]] const std::vector<std::size_t>& repeats() const { return repeats_; }

 private:
  std::shared_ptr<const Program> program_;
  Type type_ = Type::boolean;
  std::string source_;
  std::vector<std::size_t> fields_, repeats_;
};

} // namespace foyer::cel
