// SPDX-License-Identifier: EUPL-1.2
// What a device's name says about where the device is. SANE leaves names to the backends; these are
// theirs ("genesys:libusb:001:004", "hpaio:/usb/Scanjet?serial=1", "airscan:e0:Office").
#pragma once

#include <string_view>

namespace foyer::scanner_sane {

// Certainly at a plug of this machine, so that no network is needed. Without a name SANE is only
// asked for such devices.
bool is_local(std::string_view device);

} // namespace foyer::scanner_sane
