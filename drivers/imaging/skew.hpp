// SPDX-License-Identifier: EUPL-1.2
// Which way the lines of text run, for this room only.
#pragma once

#include "working_copy.hpp"

namespace foyer::imaging {

struct Lines {
  bool are_found = false;   // else the rest says nothing
  bool are_upright = false; // the lines run from top to bottom
  bool direction_is_sure = false;
  double skew_degrees = 0; // clockwise, -15..15
  std::vector<Mark> letters;
};
Lines find_lines(const PageInk& ink);

} // namespace foyer::imaging
