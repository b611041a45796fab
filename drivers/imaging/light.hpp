// SPDX-License-Identifier: EUPL-1.2
// Light and sharpness of a page, for this room only.
#pragma once

#include "working_copy.hpp"

#include <functional>

namespace foyer::imaging {

// Of the marks that may be letters: the contrast that a tenth of them exceeds, 0..255; -1 for too
// few of them.
double ink_contrast(const std::vector<Mark>& letters);
// The median of the darker letters' steepest step as a share of its contrast: 1 is a step within
// one pixel of 150 dpi; -1 for too few.
double sharpness(const std::vector<Mark>& letters);

// A spot of soft rim where the picture is as bright as it can be and the paper is not.
bool has_glare(const cv::Mat& grey, double dpi);
// A part of the paper with a soft rim that is darker than the rest, of the same colour, and lies
// at the paper's edge. `paper`: PageInk::paper; `colour` gives the picture, rarely asked.
bool has_shadow(const cv::Mat& paper, double dpi, const std::function<Wiped()>& colour);

} // namespace foyer::imaging
