// SPDX-License-Identifier: EUPL-1.2
#include "outline_sides.hpp"

#include "opencv.hpp"
#include "outline.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr int samples = 64;
constexpr double search_mm = 3;
constexpr double near_mm = 0.9;     // of its line, for a sample to belong to the side
constexpr double least_share = 0.6; // of the samples
constexpr double border_mm = 2.5;   // a side so near to the picture's border is the border
// Of the two pixels beside an edge the outer one is found; the edge lies between them.
constexpr double outer_pixel = 0.5;
constexpr double least_change = 4; // of brightness between lid and paper
// A rectangle of no known size, on white, that takes more of the picture is a page's tint.
constexpr double largest_unknown = 0.7;
constexpr double white_lid = 200;
// Of what lies beyond the paper, so little may be edges.
constexpr double most_beyond = 0.02;
constexpr double least_print_mm = 1.6, word_mm = 5;
constexpr int least_prints = 3;
// Lids are white, grey or black: red, green and blue differ by this at most.
constexpr double most_lid_colour = 24;

double median(std::vector<double>& values) {
  if (values.empty())
    return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

} // namespace

Sides::Sides(const cv::Mat& picture, double pixels_per_mm)
    : picture_(picture), per_mm_(pixels_per_mm) {
  const cv::Mat three = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  cv::Mat steps;
  cv::morphologyEx(picture, steps, cv::MORPH_GRADIENT, three);
  if (picture.channels() == 3) {
    cv::cvtColor(picture, grey_, cv::COLOR_RGB2GRAY);
    cv::Mat channels[3];
    cv::split(steps, channels);
    cv::max(channels[0], channels[1], steps_);
    cv::max(steps_, channels[2], steps_);
  } else {
    picture.copyTo(grey_);
    steps_ = steps;
  }
  // The quietest third of the picture tells the noise.
  std::vector<double> all;
  for (int y = 0; y < steps_.rows; y += 3)
    for (int x = 0; x < steps_.cols; x += 3)
      all.push_back(steps_.at<std::uint8_t>(y, x));
  std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 3),
                   all.end());
  limit_ = std::max(4.0, 2.2 * all[all.size() / 3]);
}

Sides::~Sides() {
  for (const cv::Mat& mat : {grey_, steps_})
    wipe({mat.data, mat.total()});
}

cv::Mat Sides::edges() const {
  cv::Mat edges;
  cv::threshold(steps_, edges, limit_, 255, cv::THRESH_BINARY);
  return edges;
}

double Sides::level(const cv::Point2d& at) const {
  const int x = cvRound(at.x), y = cvRound(at.y);
  if (x < 0 || y < 0 || x >= grey_.cols || y >= grey_.rows)
    return -1;
  return grey_.at<std::uint8_t>(y, x);
}

double Sides::step(const cv::Point2d& at) const {
  const int x = cvRound(at.x), y = cvRound(at.y);
  if (x < 0 || y < 0 || x >= steps_.cols || y >= steps_.rows)
    return -1;
  return steps_.at<std::uint8_t>(y, x);
}

Sides::Line Sides::fit_side(const cv::Point2f& from, const cv::Point2f& to) const {
  Line line;
  const cv::Point2d start = from, side = to - from;
  const double length = std::hypot(side.x, side.y);
  line.point = start;
  line.along = length > 0 ? side / length : cv::Point2d(1, 0);
  const cv::Point2d out(line.along.y, -line.along.x); // corners go clockwise
  const cv::Point2d middle = start + side * 0.5;
  const double to_border = std::min(std::min(middle.x, grey_.cols - 1 - middle.x),
                                    std::min(middle.y, grey_.rows - 1 - middle.y));
  line.is_border = to_border <= border_mm * per_mm_;
  std::vector<cv::Point2f> found;
  std::vector<double> changes;
  for (int i = 0; i < samples; ++i) {
    // Corners may be round: 3.2 mm of a card's side.
    const cv::Point2d at = start + side * (0.08 + 0.84 * i / (samples - 1));
    double best = limit_;
    cv::Point2d place;
    for (double away = -search_mm * per_mm_; away <= search_mm * per_mm_; away += 0.5) {
      // Of equal ones the nearest.
      const double here = step(at + out * away) - 0.02 * std::abs(away);
      if (here > best) {
        best = here;
        place = at + out * away;
      }
    }
    if (best <= limit_)
      continue;
    found.emplace_back(place);
    // The brightest of some: there may be ink, or a shadow.
    const auto brightest = [&](double side_of) {
      return std::max({level(place + out * (side_of * 2 * per_mm_)),
                       level(place + out * (side_of * 4 * per_mm_)),
                       level(place + out * (side_of * 6 * per_mm_))});
    };
    const double inside = brightest(-1), outside = brightest(1);
    if (inside >= 0 && outside >= 0)
      changes.push_back(inside - outside);
  }
  if (static_cast<double>(found.size()) < samples * least_share)
    return line;
  cv::Vec4f fitted;
  cv::fitLine(found, fitted, cv::DIST_HUBER, 0, 0.01, 0.01);
  const cv::Point2d along(fitted[0], fitted[1]), point(fitted[2], fitted[3]);
  const auto near = std::count_if(found.begin(), found.end(), [&](const cv::Point2f& at) {
    const cv::Point2d from_line = cv::Point2d(at) - point;
    return std::abs(from_line.x * along.y - from_line.y * along.x) <= near_mm * per_mm_;
  });
  if (static_cast<double>(near) < samples * least_share)
    return line;
  line.is_edge = true;
  line.changes = std::abs(median(changes)) >= least_change;
  line.point = point - out * outer_pixel;
  line.along = along.dot(line.along) < 0 ? -along : along;
  return line;
}

bool Sides::nothing_beyond(const cv::Point2f (&corners)[4], double largest) const {
  cv::Mat outside(grey_.size(), CV_8UC1, cv::Scalar(255));
  std::vector<cv::Point> polygon;
  for (const auto& corner : corners)
    polygon.emplace_back(cvRound(corner.x), cvRound(corner.y));
  cv::fillConvexPoly(outside, polygon, cv::Scalar(0));
  // Not its shadow, and not the rim of the glass.
  const int shadow = static_cast<int>(2 * per_mm_) * 2 + 1;
  cv::erode(outside, outside, cv::getStructuringElement(cv::MORPH_RECT, {shadow, shadow}));
  const int rim = static_cast<int>(1.5 * per_mm_);
  cv::rectangle(outside, {0, 0, outside.cols, outside.rows}, cv::Scalar(0), 2 * rim + 1);
  const int all = cv::countNonZero(outside);
  if (all < (1 - largest) * static_cast<double>(outside.total()) &&
      cv::mean(grey_, outside)[0] >= white_lid)
    return false;
  if (picture_.channels() == 3) {
    const cv::Scalar lid = cv::mean(picture_, outside);
    if (std::max({lid[0], lid[1], lid[2]}) - std::min({lid[0], lid[1], lid[2]}) > most_lid_colour)
      return false;
  }
  cv::Mat seen;
  cv::threshold(steps_, seen, std::max(limit_, 12.0), 255, cv::THRESH_BINARY);
  seen &= outside;
  const int edges = cv::countNonZero(seen);
  // A few letters in a form's margin are few edges; dust is smaller and stands alone.
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(seen, labels, stats, centres, 8, CV_32S);
  wipe({seen.data, seen.total()});
  int print = 0;
  for (int i = 1; i < count; ++i) {
    const double width = stats.at<std::int32_t>(i, cv::CC_STAT_WIDTH) / per_mm_;
    const double height = stats.at<std::int32_t>(i, cv::CC_STAT_HEIGHT) / per_mm_;
    if (std::min(width, height) >= least_print_mm)
      print += std::max(width, height) >= word_mm ? least_prints : 1;
  }
  return edges <= most_beyond * all && print < least_prints;
}

bool Sides::fit(cv::Point2f (&corners)[4]) const {
  Line lines[4];
  int edges = 0, changes = 0;
  for (int i = 0; i < 4; ++i) {
    lines[i] = fit_side(corners[i], corners[(i + 1) % 4]);
    if (!lines[i].is_edge && !lines[i].is_border)
      return false;
    edges += lines[i].is_edge;
    changes += lines[i].changes;
  }
  if (edges < 2)
    return false;
  for (int i = 0; i < 4; ++i) {
    const Line &a = lines[(i + 3) % 4], &b = lines[i];
    const double cross = a.along.x * b.along.y - a.along.y * b.along.x;
    if (std::abs(cross) < 0.98) // sides more than 11 degrees off a right angle
      return false;
    const cv::Point2d between = b.point - a.point;
    const double t = (between.x * b.along.y - between.y * b.along.x) / cross;
    const cv::Point2d corner = a.point + a.along * t;
    if (std::hypot(corner.x - corners[i].x, corner.y - corners[i].y) > 3 * search_mm * per_mm_)
      return false;
    corners[i] = corner;
  }
  const double width = std::hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
  const double height = std::hypot(corners[2].x - corners[1].x, corners[2].y - corners[1].y);
  const bool is_known = kind_of(width / per_mm_, height / per_mm_) != PaperKind::unknown;
  if (changes < std::max(2, edges - 1) && !is_known)
    return false;
  return nothing_beyond(corners, is_known ? 1 : largest_unknown);
}

} // namespace foyer::imaging
