// SPDX-License-Identifier: EUPL-1.2
// The concerns an office offers, as a file: <assets>/menu.json.
#pragma once

#include <base/result.hpp>
#include <screens/screens.hpp>

#include <filesystem>
#include <optional>

namespace foyer::app {

struct OfficeMenu {
  screens::Menu concerns;
  // The pictograms of what is no concern, where the office names it.
  std::optional<ui::Icon> eid;   // the online ID function
  std::optional<ui::Icon> cases; // looking after an application that was filed
};

// [{"id": "a1", "icon": "residence_title"}, ...]: 1 to 8 concerns in the order of the screen, each
// once; {"id": "case", ...} for looking after an application and {"id": "eid", ...} for the online
// ID function are no concerns and stand below them. The icon is the name of a pictogram in
// assets/icons. `config_broken` says what is wrong. Does file I/O.
Result<OfficeMenu> load_menu(const std::filesystem::path& assets);

} // namespace foyer::app
