// SPDX-License-Identifier: EUPL-1.2
// Where in a file something stands: nlohmann/json forgets lines, authors need them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::forms {

// The line (from 1) on which the value of a JSON pointer (RFC 6901) begins; of its deepest parent
// that exists when it does not. Precondition: `json` was parsed without an error before.
std::size_t line_of(std::string_view json, std::string_view pointer);

struct TwiceKey {
  std::string pointer; // of the object
  std::string key;
  std::size_t line = 0; // of the second one
};
// A key that stands twice in one object: which of the two holds would be chance.
std::optional<TwiceKey> key_twice(std::string_view json);

// "a/b~c" as a part of a pointer: "a~1b~0c".
std::string pointer_part(std::string_view key);

} // namespace foyer::forms
