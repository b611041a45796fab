// SPDX-License-Identifier: EUPL-1.2
// The tree of a condition, read from a source that has compiled (kiosk/forms/FORMAT.md §3).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace foyer::author {

struct Node {
  enum class Kind : std::uint8_t { path, text, number, list, call, unary, binary, choose };
  Kind kind = Kind::path;
  std::string word; // path, literal, name of the function, operator
  std::vector<std::unique_ptr<Node>> args;
};
using NodePtr = std::unique_ptr<Node>;

// nullptr for anything it does not know.
NodePtr read_condition(const std::string& source);

} // namespace foyer::author
