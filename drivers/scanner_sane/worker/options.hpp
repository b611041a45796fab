// SPDX-License-Identifier: EUPL-1.2
// Setting up a SANE device by option names (SANE standard 4.5, well-known options).
#pragma once

#include <optional>
#include <sane/sane.h>
#include <string>
#include <string_view>

namespace foyer::scanner_sane {

class DeviceOptions {
 public:
  explicit DeviceOptions(SANE_Handle device) : device_(device) {}

  // Sets `name` from its spelling ("Flatbed", "300", "yes"). False when there is no such option,
  // it cannot be set now, or the device refuses the value.
  bool set(std::string_view name, std::string_view value);

  // The colour mode, whatever this device calls it. False when it has no such mode.
  bool set_mode(bool colour);
  // The resolution nearest to `dpi` that the device has, rather finer than coarser.
  bool set_resolution(int dpi);
  // The corner of the glass where paper is laid, one A4 sheet large, or what there is of it.
  void set_area_a4();

  [[nodiscard]] std::optional<int> resolution() const;

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
