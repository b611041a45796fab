// SPDX-License-Identifier: EUPL-1.2
// Ways to break one expression.
#pragma once

#include <forms/assistant.hpp>

#include <string>
#include <vector>

namespace foyer::mutation {

struct BrokenExpression {
  std::string kind, source;
};

// `repeat` is where the expression stands ("" outside of rows). Precondition: it is in order.
std::vector<BrokenExpression> break_expression(const std::string& source,
                                               const forms::Assistant& assistant,
                                               const std::string& repeat);

} // namespace foyer::mutation
