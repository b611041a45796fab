// SPDX-License-Identifier: EUPL-1.2
// Which of the readers that pcscd lists have a role: by name, and by the USB socket they are in.
#pragma once

#include "pcsc_calls.hpp"

#include <map>
#include <optional>

namespace foyer::card_pcsc {

// Used by one thread, with its context.
class ReaderFinder {
 public:
  ReaderFinder(const PcscConfig& config, const Context& context)
      : config_(config), context_(context) {}

  // The readers of the role in pcscd's order. PC/SC's code where the list cannot be had.
  LONG find(std::vector<std::string>& names);
  // All the other readers.
  LONG find_others(std::vector<std::string>& names);

 private:
  // Bus and device number, which change with each plugging in.
  struct UsbAddress {
    unsigned bus = 0;
    unsigned device = 0;
    bool operator==(const UsbAddress&) const = default;
  };

  LONG list(std::vector<std::string>& names);
  [[nodiscard]] bool has_role(const std::string& name);
  // Nothing where it cannot be known now, because somebody holds the reader.
  std::optional<bool> fits(const std::string& name, const ReaderChoice& choice);
  std::optional<UsbAddress> address_of_reader(const std::string& name);
  [[nodiscard]] std::optional<UsbAddress> address_of_path(const std::string& usb_path) const;

  const PcscConfig& config_;
  const Context& context_;
  std::map<std::string, UsbAddress> known_; // of readers that are still listed
};

} // namespace foyer::card_pcsc
