// SPDX-License-Identifier: EUPL-1.2
// OpenCV's view of pixels, for this room only.
#pragma once

#include "pixels.hpp"

#include <opencv2/core.hpp>

namespace foyer::imaging {

// Views without a copy. OpenCV's functions take inputs by const reference, its Mat has no const.
inline cv::Mat view(const api::Page& page) {
  return {page.height, page.width, page.channels == 3 ? CV_8UC3 : CV_8UC1,
          const_cast<std::uint8_t*>(page.pixels.data())};
}
inline cv::Mat view(const Grey& grey) {
  return {grey.height, grey.width, CV_8UC1, const_cast<std::uint8_t*>(grey.levels.data())};
}

// A picture that OpenCV allocated, wiped when it goes: it shows a page.
struct Wiped {
  cv::Mat mat;

  Wiped() = default;
  explicit Wiped(cv::Mat made) : mat(std::move(made)) {}
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  Wiped(Wiped&& other) noexcept : mat(std::move(other.mat)) { other.mat = cv::Mat(); }
  Wiped& operator=(Wiped&& other) noexcept {
    std::swap(mat, other.mat);
    return *this;
  }
  ~Wiped() {
    if (mat.data != nullptr && mat.isContinuous())
      wipe({mat.data, mat.total() * mat.elemSize()});
  }
};

} // namespace foyer::imaging
