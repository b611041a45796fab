// SPDX-License-Identifier: EUPL-1.2
// The concerns an office offers, as a file: <assets>/menu.json.
#pragma once

#include <base/result.hpp>
#include <screens/screens.hpp>

#include <filesystem>

namespace foyer::app {

// [{"id": "a1", "icon": "residence_title"}, ...]: 1 to 8 entries in the order of the screen, each
// once; the icon is the name of a pictogram in assets/icons. `config_broken` says what is wrong.
// Does file I/O.
Result<screens::Menu> load_menu(const std::filesystem::path& assets);

} // namespace foyer::app
