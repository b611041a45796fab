// SPDX-License-Identifier: EUPL-1.2
#include "reader_finder.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <reader.h>

namespace foyer::card_pcsc {

LONG ReaderFinder::list(std::vector<std::string>& names) {
  const LONG code = context_.calls().list(context_.get(), names);
  // A reader that was unplugged may come back elsewhere under the same name.
  std::erase_if(known_, [&](const auto& entry) {
    return std::find(names.begin(), names.end(), entry.first) == names.end();
  });
  return code;
}

LONG ReaderFinder::find(std::vector<std::string>& names) {
  const LONG code = list(names);
  std::erase_if(names, [&](const std::string& name) { return !has_role(name); });
  if (config_.ours.empty() && names.size() > 1)
    names.resize(1);
  return code;
}

LONG ReaderFinder::find_others(std::vector<std::string>& names) {
  std::vector<std::string> ours;
  if (const LONG code = find(ours); code != SCARD_S_SUCCESS) {
    names.clear();
    return code;
  }
  const LONG code = list(names);
  std::erase_if(names, [&](const std::string& name) {
    return std::find(ours.begin(), ours.end(), name) != ours.end();
  });
  return code;
}

bool ReaderFinder::has_role(const std::string& name) {
  // In doubt it belongs to the others: a reader that is not ours is not touched.
  for (const ReaderChoice& other : config_.others)
    if (!other.empty() && fits(name, other).value_or(true))
      return false;
  return fits(name, config_.ours).value_or(false);
}

std::optional<bool> ReaderFinder::fits(const std::string& name, const ReaderChoice& choice) {
  if (name.find(choice.name) == std::string::npos)
    return false;
  if (choice.usb_path.empty())
    return true;
  const auto wanted = address_of_path(choice.usb_path);
  if (!wanted)
    return false; // nothing is plugged in there
  const auto found = address_of_reader(name);
  if (!found)
    return std::nullopt;
  return *found == *wanted;
}

std::optional<ReaderFinder::UsbAddress> ReaderFinder::address_of_reader(const std::string& name) {
  if (const auto known = known_.find(name); known != known_.end())
    return known->second;
  // To the reader itself: no card is powered or asked.
  SCARDHANDLE reader = 0;
  DWORD protocol = 0;
  PcscCalls& calls = context_.calls();
  if (calls.connect(context_.get(), name, SCARD_SHARE_DIRECT, 0, reader, protocol) !=
      SCARD_S_SUCCESS)
    return std::nullopt;
  Bytes value;
  const LONG code = calls.attribute(reader, SCARD_ATTR_CHANNEL_ID, value);
  calls.disconnect(reader, SCARD_LEAVE_CARD);
  UsbAddress address; // 0, 0: it is not on USB, or its driver does not say
  if (code == SCARD_S_SUCCESS && value.size() == 4) {
    // PC/SC part 3, SCARD_ATTR_CHANNEL_ID: DDDDCCCC, 0020 for USB; ccid fills in bus and device.
    std::uint32_t channel = 0;
    std::memcpy(&channel, value.data(), value.size());
    if (channel >> 16U == 0x0020)
      address = {(channel >> 8U) & 0xFFU, channel & 0xFFU};
  }
  known_[name] = address;
  return address;
}

std::optional<ReaderFinder::UsbAddress>
ReaderFinder::address_of_path(const std::string& usb_path) const {
  UsbAddress address;
  std::ifstream(config_.usb_devices / usb_path / "busnum") >> address.bus;
  std::ifstream(config_.usb_devices / usb_path / "devnum") >> address.device;
  if (address.bus == 0 || address.device == 0)
    return std::nullopt;
  return address;
}

} // namespace foyer::card_pcsc
