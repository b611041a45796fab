// SPDX-License-Identifier: EUPL-1.2
// Where the paper lies on the glass, for this room only.
#pragma once

#include <imaging/page_check.hpp>

#include "working_copy.hpp"

namespace foyer::imaging {

struct Outline {
  std::array<cv::Point2f, 4> corners; // clockwise from the top left one, pixels of the copy
  double degrees = 0;                 // its clockwise lean, -45..45
};
// None where there is no paper's edge, or where it is not certain.
std::optional<Outline> find_outline(const WorkingCopy& copy);

// By the sides' lengths in millimetres.
PaperKind kind_of(double width, double height);

} // namespace foyer::imaging
