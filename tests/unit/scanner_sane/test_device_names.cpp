// SPDX-License-Identifier: EUPL-1.2
#include "worker/device_names.hpp"

#include <catch2/catch.hpp>

#include <string>

using foyer::scanner_sane::is_local;

// As the backends of sane-backends 1.2.1, hplip and sane-airscan spell them.
TEST_CASE("Only a device that is certainly at this machine does without a network") {
  for (const std::string device :
       {"", "genesys:libusb:001:004", "epson2:libusb:002:003", "canon_dr:libusb:001:010",
        "hpaio:/usb/Scanjet_Pro?serial=CN1"}) {
    INFO(device);
    CHECK(is_local(device));
  }
  for (const std::string device :
       {"airscan:e0:Office", "escl:https://192.0.2.7:443", "epson2:net:192.0.2.7",
        "hpaio:/net/OfficeJet?ip=192.0.2.7", "net:office.example:genesys:libusb:001:004",
        "pixma:MF730_192.0.2.7", "xerox_mfp:tcp 192.0.2.7", "fujitsu:fi-7160:12345"}) {
    INFO(device);
    CHECK_FALSE(is_local(device));
  }
}
