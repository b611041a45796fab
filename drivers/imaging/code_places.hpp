// SPDX-License-Identifier: EUPL-1.2
// Where on a page a code may be, and what libdmtx sees there; for this room only.
#pragma once

#include "opencv.hpp"

#include <chrono>
#include <optional>
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

// The modules of a Data Matrix as libdmtx finds them: 8UC1, 0 for black, one pixel a module, and
// its corners in the picture. Nothing after `patience`.
struct Modules {
  Wiped matrix;
  std::array<cv::Point2f, 4> corners;
};
std::optional<Modules> data_matrix_modules(const cv::Mat& picture,
                                           std::chrono::milliseconds patience);

} // namespace foyer::imaging
