// SPDX-License-Identifier: EUPL-1.2
// The script and the pages of the scanner made of files.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace foyer::support_scanner {

struct Line {
  std::string what = "unplugged";
  int after = 0; // rows
  std::string page;
  std::chrono::milliseconds duration{0};
};

// The first line of $FOYER_SCANNER_DIR/control; without one: unplugged.
Line first_line();
// The same, and the line goes to the end of the file.
Line use_first_line();

// A binary PPM (P6) or PGM (P5) with 255 levels.
struct Picture {
  int width = 0;
  int height = 0;
  int channels = 3;
  std::vector<std::uint8_t> samples;

  // `name` is relative to $FOYER_SCANNER_DIR.
  bool load(const std::string& name);
  [[nodiscard]] std::uint8_t at(int x, int y, int channel) const {
    const auto pixel =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    const auto offset = channels == 1 ? 0U : static_cast<std::size_t>(channel);
    return samples[pixel * static_cast<std::size_t>(channels) + offset];
  }
};

} // namespace foyer::support_scanner
