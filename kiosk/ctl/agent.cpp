// SPDX-License-Identifier: EUPL-1.2
#include "verbs.hpp"

#include <agent/client.hpp>

#include <cstdio>

namespace foyer::ctl {

Status show_agent(const app::Config& config) {
  FOYER_TRY(const auto status, agent::Client(config.agent.socket).status());
  std::printf("line: %s\nwaiting: %d\nin doubt: %d\ntime agreed: %s\n",
              status.line_up ? "up" : "down", status.waiting, status.in_doubt,
              status.last_sync ? to_rfc3339(*status.last_sync).c_str() : "never");
  std::printf("office keys: %s\n", status.office_keys
                                       ? ("version " + std::to_string(*status.office_keys)).c_str()
                                       : "none brought");
  if (status.office_keys_fault)
    return fail(*status.office_keys_fault, "the office's keys, when they were last asked for");
  return success();
}

} // namespace foyer::ctl
