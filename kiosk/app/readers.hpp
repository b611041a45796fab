// SPDX-License-Identifier: EUPL-1.2
// Who has which card reader: the visitors' and the staff's never share one.
#pragma once

#include <app/config.hpp>

#include <card_pcsc/pcsc_reader.hpp>

namespace foyer::app {

inline card_pcsc::PcscConfig visitors_readers(const Config& config) {
  return {.ours = {config.card.reader, config.card.usb},
          .others = {{config.staff.reader, config.staff.usb}}};
}

// The visitors' pattern alone may fit both ("" fits all), so it excludes nothing here.
inline card_pcsc::PcscConfig staff_readers(const Config& config) {
  return {.ours = {config.staff.reader, config.staff.usb}};
}

} // namespace foyer::app
