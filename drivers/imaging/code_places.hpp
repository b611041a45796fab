// SPDX-License-Identifier: EUPL-1.2
// Where on a page a code may be; for this room only.
#pragma once

#include "opencv.hpp"

#include <vector>

namespace foyer::imaging {

// Dense rectangles of black and white of 4 to 90 mm, at most `most_places`, the densest first; in
// pixels of the page, with a quiet zone.
constexpr std::size_t most_places = 12;
struct CodePlace {
  cv::Rect box;
  cv::RotatedRect rect;
};
std::vector<CodePlace> code_places(const cv::Mat& grey, double dpi);

} // namespace foyer::imaging
