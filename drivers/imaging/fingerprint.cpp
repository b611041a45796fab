// SPDX-License-Identifier: EUPL-1.2
#include <imaging/fingerprint.hpp>

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
// How far a square may lie off its place once both pages lie alike: 2.7 mm, what a lean of half a
// degree does over the height of A4.
constexpr int slack = 8;
// A square with less ink than this (mean of 0..255) says nothing.
constexpr double least_ink = 3.0;
constexpr int least_tiles = 2;
// Two scans of one page: see QUALITY.md.
constexpr double alike = 0.6;

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
  return ink;
}

cv::Mat view(const Fingerprint& print) {
  return {print.height, print.width, CV_8UC1, const_cast<std::uint8_t*>(print.ink.data())};
}

// Where the second page's ink lies against the first's: the shift that fits best.
cv::Point shift_between(const cv::Mat& first, const cv::Mat& second) {
  constexpr int coarse = 4;
  const cv::Size room(cv::getOptimalDFTSize(std::max(first.cols, second.cols) / coarse + 1),
                      cv::getOptimalDFTSize(std::max(first.rows, second.rows) / coarse + 1));
  const auto shrunk = [&](const cv::Mat& ink) {
    Wiped small, padded(cv::Mat::zeros(room, CV_32F));
    cv::resize(ink, small.mat, {std::max(1, ink.cols / coarse), std::max(1, ink.rows / coarse)}, 0,
               0, cv::INTER_AREA);
    small.mat.convertTo(padded.mat(cv::Rect({0, 0}, small.mat.size())), CV_32F);
    return padded;
  };
  const Wiped a = shrunk(first), b = shrunk(second);
  const cv::Point2d shift = cv::phaseCorrelate(a.mat, b.mat);
  return {cvRound(shift.x * coarse), cvRound(shift.y * coarse)};
}

// How well each square of `first` that has ink is found again in `second`, -1..1.
std::vector<double> likeness(const cv::Mat& first, const cv::Mat& second, const cv::Point& shift) {
  std::vector<double> found;
  for (int y = 0; y + tile <= first.rows; y += tile)
    for (int x = 0; x + tile <= first.cols; x += tile) {
      const cv::Mat square = first(cv::Rect(x, y, tile, tile));
      if (cv::mean(square)[0] < least_ink)
        continue;
      const cv::Rect around =
          cv::Rect(x + shift.x - slack, y + shift.y - slack, tile + 2 * slack, tile + 2 * slack) &
          cv::Rect({0, 0}, second.size());
      if (around.width < tile || around.height < tile)
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
  for (const auto& found : {likeness(first, second, shift), likeness(second, first, -shift)})
    if (found.size() < least_tiles || found[found.size() / 10] < alike)
      return false;
  return true;
}

} // namespace

Result<Fingerprint> fingerprint(const api::Page& page) {
  FOYER_CHECK(check_shape(page));
  try {
    const Wiped ink = ink_of(page);
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
