// SPDX-License-Identifier: EUPL-1.2
// What the rigs of SANE's backends have in common.
#pragma once

#include "rig.hpp"

#include <scanner_sane/sane_scanner.hpp>

#include <filesystem>

namespace foyer::scanner_contract {

inline bool installed(const std::string& backend) {
  for (const char* const folder :
       {"/usr/lib/x86_64-linux-gnu/sane", "/usr/lib/aarch64-linux-gnu/sane"})
    if (std::filesystem::exists(std::filesystem::path(folder) / ("libsane-" + backend + ".so.1")))
      return true;
  return false;
}

inline scanner_sane::SaneConfig
config_with(std::vector<std::pair<std::string, std::string>> environment) {
  scanner_sane::SaneConfig config;
  config.worker = FOYER_SCAN_WORKER;
  config.environment = std::move(environment);
  return config;
}

std::unique_ptr<Rig> make_pnm_rig();

} // namespace foyer::scanner_contract
