// SPDX-License-Identifier: EUPL-1.2
#include "device_names.hpp"

namespace foyer::scanner_sane {

bool is_local(std::string_view device) {
  if (device.empty())
    return true;
  if (device.starts_with("net:")) // a device of another machine's, by its name there
    return false;
  return device.find("libusb:") != std::string_view::npos || device.starts_with("hpaio:/usb/");
}

} // namespace foyer::scanner_sane
