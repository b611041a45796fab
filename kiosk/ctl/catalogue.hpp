// SPDX-License-Identifier: EUPL-1.2
// foyerctl catalogue ...: what all terminals of an office offer and believe, as one signed version
// (offline/content/FORMAT.md).
#pragma once

#include <app/config.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace foyer::ctl {

struct CatalogueOptions {
  std::filesystem::path assets = "assets", locales = "locales", trust_list, office_keys, key, keys,
                        out, folder;
  std::vector<std::string> programs;
  std::int64_t version = 0;
};

// `verb` for those that need no terminal, `terminal_verb` for those that do.
void add_catalogue(CLI::App& cli, CatalogueOptions& options, std::function<bool()>& verb,
                   std::function<Status(const app::Config&)>& terminal_verb);

} // namespace foyer::ctl
