// SPDX-License-Identifier: EUPL-1.2
#include <ui/icons.hpp>

#include <cstddef>
#include <iterator>

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
std::optional<Icon> icon_named(std::string_view name) {
  for (std::size_t i = 1; i < std::size(entries); ++i)
    if (entries[i].name == name)
      return static_cast<Icon>(i);
  return std::nullopt;
}
bool icon_mirrors(Icon icon) {
  return entries[static_cast<std::size_t>(icon)].mirrors;
}

} // namespace foyer::ui
