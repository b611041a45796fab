// SPDX-License-Identifier: EUPL-1.2
// foyerctl case show: a case as its visitor would open it, for technicians who help with one.
#pragma once

#include <app/config.hpp>

#include <string>

namespace CLI {
class App;
}

namespace foyer::ctl {

struct CaseOptions {
  std::string number, code; // code empty: asked for, and not shown while it is typed
  bool messages = false;    // what was written, too; else times and kinds only
};

void add_case(CLI::App& cli, CaseOptions& options);

// `malformed` when the case cannot be opened, `line_down` when it cannot be now; the detail says
// why in words. Asks the office through the agent, and looks into this terminal's own store.
Status show_case(const app::Config& config, const CaseOptions& options);

} // namespace foyer::ctl
