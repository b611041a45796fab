// SPDX-License-Identifier: EUPL-1.2
// Cuts a line of text out of a page, straightened: the network's 18 pixels from character to
// character, and every column set against the light and dark of its neighbourhood.
#pragma once

#include "bands.hpp"

#include <array>
#include <vector>

namespace foyer::mrz_reader {

inline constexpr int line_rows = 32;
inline constexpr float cell_pixels = 18;

// The page, and smaller ones of half and quarter size to cut from without aliasing.
class Pages {
 public:
  explicit Pages(cv::Mat grey) { levels_.push_back(std::move(grey)); }
  const cv::Mat& grey() const { return levels_.front(); }
  // The picture to cut from at so many page pixels a pixel, and by what it was shrunk.
  const cv::Mat& level(float pixel, float& shrunk);

 private:
  std::vector<cv::Mat> levels_;
};

// A line's place. Straight along `along` from `origin`, and bent a little: `bend` gives how many of
// the strip's pixels it lies lower, as a polynomial of 0..1 over its columns.
struct Course {
  cv::Point2f origin, along;
  float pixel = 1; // of the strip, in pixels of the page
  int columns = 0;
  std::array<float, 3> bend{};

  [[nodiscard]] cv::Point2f at(float column, float lower) const;
};

// The band's course with room for two letters on either side. `turned`: read from b to a.
Course course_of(const Band& band, bool turned);

// `rows` x columns, 32-bit float; `lower` moves it down. Without `normalised` as grey as the page.
cv::Mat cut(Pages& pages, const Course& course, int rows, float lower = 0);
void normalise(cv::Mat& strip);
// What is darker than its neighbourhood in a normalised strip, and how much that changes along each
// row: letters do, a frame or an edge does not.
cv::Mat ink_of(const cv::Mat& strip);
cv::Mat letter_rows(const cv::Mat& ink);

// Moves and bends the course to the middle of the letters it finds within `reach` pixels of it.
void settle(Pages& pages, Course& course, int reach);

// How strongly the ink repeats, 0..1, and after how many pixels (11..28).
struct Rhythm {
  float strength = 0;
  float pixels = cell_pixels;
};
Rhythm rhythm(Pages& pages, const Course& course);

// The same line with letters at another distance: one pixel becomes `factor` of now.
Course rescaled(const Course& course, float factor);
// With so many pixels more on the left and right.
Course longer(const Course& course, float left, float right);
// The same line read from its other end, upside down.
Course turned(const Course& course);

} // namespace foyer::mrz_reader
