// SPDX-License-Identifier: EUPL-1.2
// foyer-sync's configuration file (TOML; every key: offline/agent/FORMAT.md).
#pragma once

#include "content_post.hpp"

#include <sync/dispatcher.hpp>
#include <sync/line.hpp>
#include <sync/office_key_post.hpp>

#include <base/result.hpp>

#include <filesystem>

namespace foyer::agent {

struct AgentConfig {
  std::filesystem::path database;
  std::filesystem::path socket;
  std::filesystem::path log; // empty: standard error
  std::filesystem::path event_key;
  sync::LineConfig line;
  sync::DispatchConfig dispatch;
  int lanes = 3;              // filings on their way at a time
  int max_kib_per_second = 0; // together, but for questions of people who wait; 0: no limit
  sync::OfficeKeyPostConfig office_keys;
  ContentPostConfig content;
};

// Relative paths count from the file's own folder. Unknown keys are refused, since a misspelt one
// would silently leave its default. Error: config_broken, naming key or line.
Result<AgentConfig> load_config(const std::filesystem::path& file);

} // namespace foyer::agent
