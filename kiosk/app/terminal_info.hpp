// SPDX-License-Identifier: EUPL-1.2
// What the configuration and the office's menu say on every page.
#pragma once

#include <app/config.hpp>
#include <app/menu.hpp>
#include <screens/screens.hpp>

namespace foyer::app {

screens::TerminalInfo terminal_info(const Config& config, const OfficeMenu& menu, bool speaks);

} // namespace foyer::app
