// SPDX-License-Identifier: EUPL-1.2
// Walks a parsed tree over values of any type (cel-spec, doc/langdef.md, "Runtime Errors", "Logical
// Operators", "Macros").
#pragma once

#include "dyn.hpp"
#include "syntax.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace foyer::cel {

using Bindings = std::map<std::string, Dyn, std::less<>>;

inline constexpr Limits dynamic_limits = {100'000, 250, 1000};
inline constexpr std::size_t dynamic_steps = 1'000'000; // also 16 octets or an element made

class DynEvaluator {
 public:
  explicit DynEvaluator(const Bindings& bindings) : bindings_(bindings) {}
  Dyn run(const Node& node);

 private:
  Dyn literal(const Node& node);
  Dyn list(const Node& node);
  Dyn map(const Node& node);
  Dyn name(const Node& node);
  Dyn select(const Node& node);
  Dyn absorb(const Node& node, bool decides);
  Dyn choose(const Node& node);
  Dyn call(const Node& node);
  Dyn compare(Form form, const Dyn& a, const Dyn& b);
  Dyn has(const Node& field);
  Dyn macro(const Node& node);
  Dyn quantify(const Node& node, const DynList& elements, bool decides);
  Dyn exists_one(const Node& node, const DynList& elements);
  Dyn pick(const Node& node, const DynList& elements);
  [[nodiscard]] const Dyn* local(std::string_view name) const;
  [[nodiscard]] const Dyn* bound(const Node& node) const;
  // Counts what was made; an error once the budget is spent.
  Dyn charge(Dyn made);

  const Bindings& bindings_;
  std::vector<std::pair<std::string_view, Dyn>> locals_;
  Budget budget_{dynamic_steps};
};

// Nothing when macros are used as they must be; else what is wrong.
Status check_macros(const Node& root);

// Operators and functions over arguments of which none is an error.
Dyn operate(Form form, const Dyn& a, const Dyn& b);
Dyn call_function(const Node& call, const std::vector<Dyn>& args);
Dyn index(const Dyn& of, const Dyn& key);
Dyn no_overload(std::string_view what, const Dyn& a);

} // namespace foyer::cel
