// SPDX-License-Identifier: EUPL-1.2
// Expression: a condition or a value of a definition, in a typed subset of CEL with three-valued
// logic (an unanswered field is unknown). Grammar, functions and error numbers: FORMAT.md.
#pragma once

#include <base/result.hpp>
#include <forms/value.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

// Static types. `text` also carries codes, `list` is a list of texts.
enum class Type : std::uint8_t { boolean, integer, text, date, list };
std::string_view name(Type type);

// What names mean while an expression is compiled.
struct Scope {
  struct FieldInfo {
    std::size_t index;
    Type type;
    // The codes the field may take; a literal compared with it must be one of them. Empty: any.
    std::function<bool(std::string_view)> is_code;
  };
  std::function<std::optional<FieldInfo>(std::string_view id)> field;
  std::function<std::optional<Type>(std::string_view key)> parameter;
};

// What names mean while it runs. An unanswered field is std::monostate.
struct Context {
  std::function<const Value&(std::size_t field)> field;
  std::function<const Value*(std::string_view key)> parameter;
  Date today{};
};

struct ExprNode;

// Immutable, cheap to copy, thread safe.
class Expression {
 public:
  // `expression_broken` with "E03 at 17: ..." (number, character offset, sentence).
  static Result<Expression> compile(std::string_view source, const Scope& scope,
                                    std::optional<Type> expected = std::nullopt);

  // std::monostate is unknown: a name in it is unanswered, or a run-time error (overflow, budget)
  // hit it. Never throws; at most a fixed number of steps.
  [[nodiscard]] Value evaluate(const Context& context) const;
  // As a condition: nothing is unknown.
  [[nodiscard]] std::optional<bool> test(const Context& context) const;

  [[nodiscard]] Type type() const { return type_; }
  [[nodiscard]] const std::string& source() const { return source_; }
  // Indexes of the fields it reads, sorted.
  [[nodiscard]] const std::vector<std::size_t>& fields() const { return fields_; }

 private:
  std::shared_ptr<const ExprNode> root_;
  Type type_ = Type::boolean;
  std::string source_;
  std::vector<std::size_t> fields_;
};

} // namespace foyer::forms
