// SPDX-License-Identifier: EUPL-1.2
// The script and the pages of the scanner made of files.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace foyer::support_scanner {

// One sheet of a line.
struct Sheet {
  std::string what = "unplugged";
  std::chrono::milliseconds warm_up{0};
  int after = 0;          // rows
  std::vector<int> shape; // of `shape`: width, height, bytes a line, bits a sample
  std::string front;      // page files
  std::string back;       // empty: white
  std::chrono::milliseconds duration{0};
};
using Line = std::vector<Sheet>; // never empty

// The first line of $FOYER_SCANNER_DIR/control; without one: unplugged.
Line first_line();
// The same, and the line goes to the end of the file.
Line use_first_line();

// What the scanner has, from $FOYER_SCANNER_DIR/kind; without one: a glass.
struct Kind {
  bool glass = true;
  bool feeder = false;
  bool duplex = false;
  bool hostile = false; // its options are nonsense
};
Kind read_kind();

// A binary PPM (P6) or PGM (P5) with 255 levels.
struct Picture {
  int width = 0;
  int height = 0;
  int channels = 3;
  std::vector<std::uint8_t> samples;

  // `name` is relative to $FOYER_SCANNER_DIR.
  bool load(const std::string& name);
  void make_white();
  [[nodiscard]] std::uint8_t at(int x, int y, int channel) const {
    const auto pixel =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    const auto offset = channels == 1 ? 0U : static_cast<std::size_t>(channel);
    return samples[pixel * static_cast<std::size_t>(channels) + offset];
  }
};

} // namespace foyer::support_scanner
