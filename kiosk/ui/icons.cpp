// SPDX-License-Identifier: EUPL-1.2
#include <ui/icons.hpp>

#include <cstddef>

namespace foyer::ui {

namespace {

struct Entry {
  std::string_view name;
  bool mirrors;
};
constexpr Entry entries[] = {{"", false},
#define FOYER_ICON_ENTRY(name, mirrored) {#name, mirrored},
                             FOYER_ICONS(FOYER_ICON_ENTRY)
#undef FOYER_ICON_ENTRY
};

} // namespace

std::string_view icon_name(Icon icon) {
  return entries[static_cast<std::size_t>(icon)].name;
}
bool icon_mirrors(Icon icon) {
  return entries[static_cast<std::size_t>(icon)].mirrors;
}

} // namespace foyer::ui
