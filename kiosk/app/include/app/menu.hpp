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
  std::optional<ui::Icon> eid; // the online ID function's pictogram, where the office names it
};

// [{"id": "a1", "icon": "residence_title"}, ...]: 1 to 8 concerns in the order of the screen, each
// once, and {"id": "eid", ...} for the online ID function, which is no concern and stands below
// them; the icon is the name of a pictogram in assets/icons. `config_broken` says what is wrong.
// Does file I/O.
Result<OfficeMenu> load_menu(const std::filesystem::path& assets);

} // namespace foyer::app
