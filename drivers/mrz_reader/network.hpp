// SPDX-License-Identifier: EUPL-1.2
// The network over a straightened line: which character has its middle in which column.
#pragma once

#include "alphabet.hpp"

#include <memory>

namespace cv {
class Mat;
}

namespace foyer::mrz_reader {

// What stands in one column of marks (4 pixels): the characters, if it is the middle of one, and
// how much likelier that is than not (natural logarithm).
struct Mark {
  Cell cell{};
  float mark = 0;
};
using Marks = Wiped<Mark>;

inline constexpr float mark_pixels = 4;

// One a reading: what it computed with is wiped when it goes. Not for two threads at once.
class Network {
 public:
  Network();
  ~Network();
  // `strip`: normalised, 32 rows of 32-bit floats.
  Marks read(const cv::Mat& strip);

 private:
  struct Net;
  std::unique_ptr<Net> net_;
};

} // namespace foyer::mrz_reader
