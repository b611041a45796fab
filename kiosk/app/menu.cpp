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

Result<OfficeMenu> load_menu(const std::filesystem::path& assets) {
  const auto file = assets / "menu.json";
  const auto broken = [&](const std::string& why) {
    return fail(FailureCode::config_broken, file.string() + ": " + why);
  };
  std::ifstream in(file, std::ios::binary);
  const auto json = nlohmann::json::parse(in, nullptr, false);
  const auto shape = "a list of 1 to " + std::to_string(most) + " concerns was expected";
  if (!json.is_array())
    return broken(shape);
  OfficeMenu menu;
  for (const auto& node : json) {
    if (!node.is_object() || node.size() != 2 || !node.contains("id") || !node.contains("icon") ||
        !node["id"].is_string() || !node["icon"].is_string())
      return broken("an entry has an id and an icon, and nothing else");
    const auto id = node["id"].get<std::string>();
    const auto icon = ui::icon_named(node["icon"].get<std::string>());
    if (!icon)
      return broken("there is no icon " + node["icon"].get<std::string>());
    auto* const service = id == "eid" ? &menu.eid : id == "case" ? &menu.cases : nullptr;
    const bool twice = (service != nullptr && *service) ||
                       std::any_of(menu.concerns.begin(), menu.concerns.end(),
                                   [&](const auto& entry) { return entry.id == id; });
    if (twice)
      return broken(id + " stands there twice");
    if (service != nullptr)
      *service = *icon;
    else
      menu.concerns.push_back({id, *icon});
  }
  if (menu.concerns.empty() || menu.concerns.size() > most)
    return broken(shape);
  return menu;
}

} // namespace foyer::app
