// SPDX-License-Identifier: EUPL-1.2
// Lines of text on a page, turned any way: where a zone might be.
#pragma once

#include <opencv2/core.hpp>

namespace foyer::mrz_reader {

// In pixels of the picture; which end is the first is not known yet.
struct Band {
  cv::Point2f a, b;  // ends of the middle line
  float height = 0;  // of its letters, roughly
  float promise = 0; // the more, the sooner it is worth a look
};

// Finds lines whose letters, in the picture scaled by `scale`, stand some 11 to 18 pixels apart.
// Most promising first.
std::vector<Band> find_bands(const cv::Mat& grey, double scale);

} // namespace foyer::mrz_reader
