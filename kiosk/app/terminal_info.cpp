// SPDX-License-Identifier: EUPL-1.2
#include "terminal_info.hpp"

namespace foyer::app {

screens::TerminalInfo terminal_info(const Config& config, const OfficeMenu& menu, bool speaks) {
  return {.office = config.terminal.office,
          .place = config.terminal.place,
          .number = config.terminal.kiosk_id,
          .help_phone = config.terminal.help_phone,
          .opening_hours = config.terminal.opening_hours,
          .speaks = speaks,
          .eid = menu.eid,
          .cases = menu.cases};
}

} // namespace foyer::app
