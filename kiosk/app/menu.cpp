// SPDX-License-Identifier: EUPL-1.2
#include <app/menu.hpp>

#include <ui/icons.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace foyer::app {

namespace {

constexpr std::size_t most = 8; // what the pages have room for

} // namespace

Result<screens::Menu> load_menu(const std::filesystem::path& assets) {
  const auto file = assets / "menu.json";
  const auto broken = [&](const std::string& why) {
    return fail(FailureCode::config_broken, file.string() + ": " + why);
  };
  std::ifstream in(file, std::ios::binary);
  const auto json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_array() || json.empty() || json.size() > most)
    return broken("a list of 1 to " + std::to_string(most) + " concerns was expected");
  screens::Menu menu;
  for (const auto& node : json) {
    if (!node.is_object() || node.size() != 2 || !node.contains("id") || !node.contains("icon") ||
        !node["id"].is_string() || !node["icon"].is_string())
      return broken("an entry has an id and an icon, and nothing else");
    const auto id = node["id"].get<std::string>();
    const auto icon = ui::icon_named(node["icon"].get<std::string>());
    if (!icon)
      return broken("there is no icon " + node["icon"].get<std::string>());
    if (std::any_of(menu.begin(), menu.end(), [&](const auto& entry) { return entry.id == id; }))
      return broken(id + " stands there twice");
    menu.push_back({id, *icon});
  }
  return menu;
}

} // namespace foyer::app
