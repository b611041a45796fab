// SPDX-License-Identifier: EUPL-1.2
// DiskReserve: room held back in a file, given up when a filing needs it. Not a public header.
#pragma once

#include <cstdint>
#include <filesystem>

namespace foyer::store {

class DiskReserve {
 public:
  // 0 bytes: there is no reserve and hold() is always true.
  DiskReserve(std::filesystem::path file, std::uint64_t bytes)
      : file_(std::move(file)), bytes_(bytes) {}

  // True: the blocks are allocated, and `margin` beyond them is free for the agent's notes.
  bool hold();
  // True: something was given up, so that trying again makes sense.
  bool release();

  static constexpr std::uint64_t margin = std::uint64_t{4} << 20;

 private:
  std::filesystem::path file_;
  std::uint64_t bytes_;
};

} // namespace foyer::store
