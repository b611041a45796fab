// SPDX-License-Identifier: EUPL-1.2
// The options of the scanner made of files: mode, resolution, and what its kind adds.
#pragma once

#include "control.hpp"

#include <sane/sane.h>
#include <string>

namespace foyer::support_scanner {

constexpr int native_dpi = 300;

struct Settings {
  bool colour = true;
  SANE_Word dpi = native_dpi;
  std::string source;       // empty where the scanner has a glass alone
  bool double_feed = false; // the sensor

  [[nodiscard]] bool from_feeder() const { return source.starts_with("ADF"); }
  [[nodiscard]] bool both_sides() const { return source == "ADF Duplex"; }
};

// As a scanner that has just been opened.
Settings first_settings(const Kind& kind);
const SANE_Option_Descriptor* descriptor(const Kind& kind, SANE_Int index);
SANE_Status control(const Kind& kind, Settings& settings, SANE_Int index, SANE_Action action,
                    void* value);

} // namespace foyer::support_scanner
