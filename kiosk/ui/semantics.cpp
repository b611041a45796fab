// SPDX-License-Identifier: EUPL-1.2
#include <ui/semantics.hpp>

#include <cstddef>

namespace foyer::ui {

std::string_view role_name(Role role) {
  static constexpr std::string_view names[] = {
      "page",   "heading", "text",      "notice", "alert", "group",  "button", "tile",
      "link",   "radio",   "checkbox",  "field",  "list",  "option", "image",  "progress",
      "dialog", "key",     "signature", "slot",   "timer", "status"};
  return names[static_cast<std::size_t>(role)];
}

} // namespace foyer::ui
