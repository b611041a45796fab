// SPDX-License-Identifier: EUPL-1.2
#include <imaging/fingerprint.hpp>

#include <imaging/upright.hpp>

#include "opencv.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr int fingerprint_dpi = 75;
// Paper is what the brightest of this neighbourhood is: 6 mm, wider than a stroke.
constexpr int paper_pixels = 17;
// Squares that are compared one by one: 24 mm, some lines of text.
constexpr int tile = 72;
// How far a square may lie off its place once both pages lie alike: 3.4 mm, more than a lean of
// half a degree does over the height of A4.
constexpr int slack = 10;
// What one scan shows at its border, the other may have cut off: 8 mm.
constexpr int border = 24;
// A square with less ink than this (mean of 0..255) says nothing.
constexpr double least_ink = 3.0;
constexpr int noise_floor = 40; // of 255
constexpr int least_tiles = 2;
// Two scans of one page: see QUALITY.md.
constexpr double alike = 0.88;

Wiped ink_of(const api::Page& page) {
  const double scale = std::min(1.0, static_cast<double>(fingerprint_dpi) / page.dpi);
  const cv::Size size(std::max(1, static_cast<int>(page.width * scale)),
                      std::max(1, static_cast<int>(page.height * scale)));
  Wiped small, grey, paper, ink;
  cv::resize(view(page), small.mat, size, 0, 0, cv::INTER_AREA);
  if (page.channels == 3)
    cv::cvtColor(small.mat, grey.mat, cv::COLOR_RGB2GRAY);
  else
    std::swap(grey.mat, small.mat);
  cv::dilate(grey.mat, paper.mat,
             cv::getStructuringElement(cv::MORPH_RECT, {paper_pixels, paper_pixels}));
  cv::subtract(paper.mat, grey.mat, ink.mat);
  cv::normalize(ink.mat, ink.mat, 0, 255, cv::NORM_MINMAX);
  // Noise is no ink.
  cv::threshold(ink.mat, ink.mat, noise_floor, 255, cv::THRESH_TOZERO);
  // A thin line that lies half a pixel off must still be alike.
  cv::GaussianBlur(ink.mat, ink.mat, {0, 0}, 1);
  cv::normalize(ink.mat, ink.mat, 0, 255, cv::NORM_MINMAX);
  return ink;
}

cv::Mat view(const Fingerprint& print) {
  return {print.height, print.width, CV_8UC1, const_cast<std::uint8_t*>(print.ink.data())};
}

// Where the second page's ink lies against the first's: the shift that fits best.
cv::Point shift_between(const cv::Mat& first, const cv::Mat& second) {
  constexpr int coarse = 4, reach = 22; // 1.4 mm, and 30 mm of them
  const auto smaller = [](const cv::Mat& ink) {
    Wiped small;
    cv::resize(ink, small.mat, {std::max(1, ink.cols / coarse), std::max(1, ink.rows / coarse)}, 0,
               0, cv::INTER_AREA);
    return small;
  };
  const Wiped a = smaller(first), b = smaller(second);
  Wiped around, map;
  cv::copyMakeBorder(b.mat, around.mat, reach, reach, reach, reach, cv::BORDER_CONSTANT,
                     cv::Scalar(0));
  const cv::Mat part = a.mat(cv::Rect({0, 0}, cv::Size(std::min(a.mat.cols, around.mat.cols),
                                                       std::min(a.mat.rows, around.mat.rows))));
  cv::matchTemplate(around.mat, part, map.mat, cv::TM_CCOEFF_NORMED);
  cv::Point best;
  cv::minMaxLoc(map.mat, nullptr, nullptr, nullptr, &best);
  return {(best.x - reach) * coarse, (best.y - reach) * coarse};
}

// How well each square of `first` that has ink is found again in `second`, -1..1.
std::vector<double> likeness(const cv::Mat& first, const cv::Mat& second, const cv::Point& shift) {
  std::vector<double> found;
  const cv::Rect whole({border, border}, second.size() - cv::Size(2 * border, 2 * border));
  for (int y = border; y + tile <= first.rows - border; y += tile)
    for (int x = border; x + tile <= first.cols - border; x += tile) {
      const cv::Mat square = first(cv::Rect(x, y, tile, tile));
      if (cv::mean(square)[0] < least_ink)
        continue;
      const cv::Rect around =
          cv::Rect(x + shift.x - slack, y + shift.y - slack, tile + 2 * slack, tile + 2 * slack);
      if ((around & whole) != around)
        continue;
      Wiped map;
      cv::matchTemplate(second(around), square, map.mat, cv::TM_CCOEFF_NORMED);
      double best = 0;
      cv::minMaxLoc(map.mat, nullptr, &best);
      found.push_back(best);
    }
  std::sort(found.begin(), found.end());
  return found;
}

bool fits(const cv::Mat& first, const cv::Mat& second) {
  const cv::Point shift = shift_between(first, second);
  for (const auto& found :
       {likeness(first, second, shift), likeness(second, first, shift_between(second, first))})
    if (found.size() < least_tiles || found[found.size() / 10] < alike)
      return false;
  return true;
}

} // namespace

Result<Fingerprint> fingerprint(const api::Page& page) {
  FOYER_TRY(const PageCheck check, check_page(page));
  FOYER_TRY(const auto upright, make_upright(page, check));
  try {
    const Wiped ink = ink_of(*upright);
    Fingerprint print;
    print.width = ink.mat.cols;
    print.height = ink.mat.rows;
    print.ink.assign(ink.mat.datastart, ink.mat.dataend);
    return print;
  } catch (const cv::Exception&) {
    return fail(FailureCode::image_malformed, "fingerprint");
  }
}

bool same_page(const Fingerprint& first, const Fingerprint& second) {
  if (first.ink.empty() || second.ink.empty())
    return false;
  try {
    if (fits(view(first), view(second)))
      return true;
    Wiped turned;
    cv::rotate(view(second), turned.mat, cv::ROTATE_180);
    return fits(view(first), turned.mat);
  } catch (const cv::Exception&) {
    return false;
  }
}

} // namespace foyer::imaging
