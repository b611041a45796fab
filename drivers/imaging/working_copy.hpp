// SPDX-License-Identifier: EUPL-1.2
// The small pictures of a page on which the checks work, for this room only.
#pragma once

#include "opencv.hpp"

#include <optional>
#include <vector>

namespace foyer::imaging {

// At most 150 dpi: a letter of 8 point is 9 pixels high, and 4 megapixels are enough for A4.
struct WorkingCopy {
  Wiped colour; // 8UC3 or 8UC1, as the page
  Wiped grey;   // ITU-R BT.601 luma
  double dpi = 0;
  double scale = 1; // of the page's pixels

  [[nodiscard]] double pixels(double millimetres) const { return millimetres * dpi / 25.4; }
};
WorkingCopy working_copy(const api::Page& page);

// 8UC1 at `dpi` at most.
Wiped shrunk(const cv::Mat& picture, double from_dpi, double dpi);

// The level (8UC1) that `share` of the pixels do not exceed; of those of `mask`, where there is
// one. 0 where there are none.
int level_at(const cv::Mat& picture, double share, const cv::Mat& mask = {});

// A spot of connected ink.
struct Mark {
  cv::Rect box;
  int area = 0;
  int contrast = 0; // darker than its paper by this at most, 0..255
  int slope = 0;    // greatest step between neighbouring pixels
};

struct PageInk {
  Wiped paper;             // the paper's brightness at 50 dpi, writing taken away
  Wiped contrast;          // 0..255: how much darker than the paper beside it, lightly smoothed
  std::vector<Mark> marks; // whatever is darker than paper and noise
  // The same, seen with a limit that suits the page's darkest ink, so that letters do not touch and
  // a pale ground goes away: 255 in the mask where ink is.
  Wiped mask;
  std::vector<Mark> strokes;
  double dpi = 0;

  [[nodiscard]] double pixels(double millimetres) const { return millimetres * dpi / 25.4; }
  // The marks that may be letters by their size, away from the picture's edge.
  [[nodiscard]] bool is_letter(const Mark& mark) const;
  [[nodiscard]] bool at_edge(const Mark& mark) const;
};
constexpr double paper_dpi = 50;
PageInk find_ink(const cv::Mat& grey, double dpi);

} // namespace foyer::imaging
