// SPDX-License-Identifier: EUPL-1.2
// Whether a rectangle's sides are the edges of a paper, for this room only.
#pragma once

#include <opencv2/core.hpp>

namespace foyer::imaging {

class Sides {
 public:
  // The picture (8UC1 or 8UC3) must outlive it.
  Sides(const cv::Mat& picture, double pixels_per_mm);
  ~Sides();
  Sides(const Sides&) = delete;
  Sides& operator=(const Sides&) = delete;

  // 255 where the picture has an edge. The caller wipes it.
  [[nodiscard]] cv::Mat edges() const;
  // Moves the corners (in order around) to where the edges are. False, unless each side is an edge
  // or lies at the picture's border, at least two are edges, beyond them there is nothing, and what
  // is beyond is not the paper itself: a printed frame is no paper's edge.
  [[nodiscard]] bool fit(cv::Point2f (&corners)[4]) const;

 private:
  struct Line {
    cv::Point2d point, along;
    bool is_edge = false, is_border = false, changes = false;
  };
  [[nodiscard]] Line fit_side(const cv::Point2f& from, const cv::Point2f& to) const;
  [[nodiscard]] double level(const cv::Point2d& at) const;
  [[nodiscard]] double step(const cv::Point2d& at) const;
  [[nodiscard]] bool nothing_beyond(const cv::Point2f (&corners)[4], double largest) const;
  const cv::Mat& picture_;
  double per_mm_;
  cv::Mat grey_, steps_;
  double limit_ = 0;
};

} // namespace foyer::imaging
