// SPDX-License-Identifier: EUPL-1.2
// A JSON text as a tree that knows where in the text everything stands, to change one place only.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace foyer::mutation {

struct JsonTree {
  enum class Kind { object, list, text, other };
  Kind kind = Kind::other;
  std::size_t begin = 0, end = 0;            // in the text, quotes and braces included
  std::size_t first_line = 0, last_line = 0; // from 1
  std::string value;                         // of a text
  struct Member;
  std::vector<Member> members;
  std::vector<JsonTree> items;

  [[nodiscard]] const JsonTree* find(const std::string& key) const;
  [[nodiscard]] const Member* find_member(const std::string& key) const;
  // Of a text member; empty when there is none.
  [[nodiscard]] std::string text(const std::string& key) const;
};

struct JsonTree::Member {
  JsonTree key, value;
};

// Precondition: well-formed JSON. Escapes other than \" and \\ stay as they are.
JsonTree parse_tree(const std::string& json);

} // namespace foyer::mutation
