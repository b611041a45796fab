// SPDX-License-Identifier: EUPL-1.2
// A SANE device's options by name (SANE standard 4.3, 4.4). Descriptors come from vendor code:
// what does not hold together is treated as not there.
#pragma once

#include <optional>
#include <sane/sane.h>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::scanner_sane {

class DeviceOptions {
 public:
  explicit DeviceOptions(SANE_Handle device) : device_(device) {}

  // Sets `name` from its spelling ("Flatbed", "300", "yes"). False when there is no such option,
  // it cannot be set now, or the device refuses the value.
  bool set(std::string_view name, std::string_view value);
  // The same for a number; a number outside of the option's range becomes its nearest end, one that
  // is not in its list the next larger one, else the largest.
  bool set_number(std::string_view name, double value);

  // Whether there is such an option, which may be inactive for the source that is set now.
  [[nodiscard]] bool has_number(std::string_view name) const;
  [[nodiscard]] bool has_switch(std::string_view name) const;
  // The texts it may have; empty where it is no list of texts.
  [[nodiscard]] std::vector<std::string> choices(std::string_view name) const;
  // Its value: the first of several; 0 and 1 of a switch.
  [[nodiscard]] std::optional<double> number(std::string_view name) const;
  struct Range {
    double from;
    double to;
  };
  // Of a length in millimetres.
  [[nodiscard]] std::optional<Range> millimetres(std::string_view name) const;

 private:
  struct Found {
    SANE_Int index;
    const SANE_Option_Descriptor* descriptor;
  };
  [[nodiscard]] std::optional<Found> find(std::string_view name) const;
  [[nodiscard]] bool set_word(const Found& option, double value) const;
  [[nodiscard]] bool set_text(const Found& option, std::string_view value) const;

  SANE_Handle device_;
};

} // namespace foyer::scanner_sane
