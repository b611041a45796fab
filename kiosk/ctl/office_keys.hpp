// SPDX-License-Identifier: EUPL-1.2
// foyerctl office-keys ...: whom applications are sealed to (offline/seal/FORMAT.md).
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

struct OfficeKeysOptions {
  std::filesystem::path root, key, certificate, out, set;
  std::vector<std::filesystem::path> certificates;
  std::string name;
  std::int64_t version = 0;
};

// `verb` for those that need no terminal, `terminal_verb` for those that do.
void add_office_keys(CLI::App& cli, OfficeKeysOptions& options, std::function<bool()>& verb,
                     std::function<Status(const app::Config&)>& terminal_verb);

} // namespace foyer::ctl
