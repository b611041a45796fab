// SPDX-License-Identifier: EUPL-1.2
// Notices that a USB device was plugged in or taken away, by the device files that come and go.
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>

namespace foyer::scanner_sane {

// Blocks until something has changed below `folder` (/dev/bus/usb) and then nothing more for
// `settled` (udev sets the rights of a new file a moment later), or `stop` is asked to stop. Where
// there is no such folder nothing is noticed. Needs no rights; any thread.
void await_usb_change(const std::filesystem::path& folder, std::chrono::milliseconds settled,
                      const std::stop_token& stop);

} // namespace foyer::scanner_sane
