// SPDX-License-Identifier: EUPL-1.2
// A terminal that can file, with everything of its own in one folder; no agent listens.
#pragma once

#include <app/config.hpp>
#include <processes/processes.hpp>

namespace foyer {

inline app::Config terminal_config(const std::filesystem::path& folder) {
  const auto keys = processes::demo_keys();
  app::Config config;
  config.terminal.kiosk_id = "N01";
  config.terminal.place = "Lobby";
  config.terminal.office = "Testamt";
  config.terminal.data_dir = folder / "terminal";
  config.terminal.assets = std::filesystem::path(FOYER_SOURCE_DIR) / "assets";
  config.delivery.destination = "Amt";
  config.seal.office_name = "Demo-Ausländerbehörde";
  config.seal.office_certificate = keys / "office/office.crt";
  config.seal.office_root = keys / "office/root.crt";
  config.seal.receipt_key = folder / "receipt.key";
  config.pages.worker = FOYER_PAGE_WORKER;
  config.agent.socket = folder / "nobody.sock";
  return config;
}

} // namespace foyer
