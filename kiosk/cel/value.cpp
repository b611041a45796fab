// SPDX-License-Identifier: EUPL-1.2
#include <cel/value.hpp>

namespace foyer::cel {

bool answered(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    return !text->empty();
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    return !list->empty();
  return !std::holds_alternative<std::monostate>(value);
}

} // namespace foyer::cel
