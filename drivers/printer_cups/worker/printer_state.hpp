// SPDX-License-Identifier: EUPL-1.2
// What a printer's state means for a receipt (RFC 8011 5.4.11, 5.4.12; IANA IPP registry).
#pragma once

#include <base/result.hpp>

#include <optional>
#include <string>
#include <vector>

namespace foyer::printer_cups {

struct PrinterState {
  // printer-state: 3 idle, 4 processing, 5 stopped.
  int state = 0;
  bool accepting_jobs = true;
  bool takes_pdf = false;
  bool has_a4 = false;
  std::vector<std::string> reasons;
};

// Why nothing would come out now. A reason with "-warning" concerns an idle printer little (one
// tray of two is empty), but one that is busy or stopped waits for it.
std::optional<Failure> trouble(const PrinterState& printer);

} // namespace foyer::printer_cups
