// SPDX-License-Identifier: EUPL-1.2
// What the office's virus scanner says of a document. Any command will do that reads it from
// standard input and ends with 0 (clean), 1 (found; its first line says what) or something else
// (cannot tell): `clamdscan --no-summary -`. Plain text stays in memory. Thread safe.
#pragma once

#include <base/bytes.hpp>

#include <chrono>
#include <string>

namespace foyer::middletier {

class VirusScan {
 public:
  // For /bin/sh; empty: nobody scans.
  explicit VirusScan(std::string command,
                     std::chrono::milliseconds patience = std::chrono::minutes(1))
      : command_(std::move(command)), patience_(patience) {}

  // What was found; empty: clean. Throws std::runtime_error where the scanner cannot tell or has
  // not said in time: nothing is taken in unseen.
  [[nodiscard]] std::string examine(ByteView document) const;

 private:
  std::string command_;
  std::chrono::milliseconds patience_;
};

} // namespace foyer::middletier
