// SPDX-License-Identifier: EUPL-1.2
#include "strip.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace foyer::mrz_reader {
namespace {

constexpr float margin = 2.5F * cell_pixels;
constexpr int most_columns = 2400; // no line of a zone is longer; bands of other things may be
constexpr int half_letter = 8;     // rows

// The row that letters 17 rows high are most likely in the middle of, and how clearly.
struct Middle {
  float row = 0;
  float clear = 0;
};
Middle middle_of(const cv::Mat& ink, int reach) {
  const cv::Mat rows = letter_rows(ink);
  std::vector<float> sum(static_cast<std::size_t>(rows.rows) + 1, 0);
  for (int y = 0; y < rows.rows; ++y)
    sum[static_cast<std::size_t>(y) + 1] = sum[static_cast<std::size_t>(y)] + rows.at<float>(y);
  const auto inside = [&](int from, int to) {
    from = std::clamp(from, 0, rows.rows);
    to = std::clamp(to, 0, rows.rows);
    return sum[static_cast<std::size_t>(to)] - sum[static_cast<std::size_t>(from)];
  };
  const int centre = rows.rows / 2;
  std::vector<float> scores;
  for (int y = centre - reach; y <= centre + reach; ++y) {
    const float letters = inside(y - half_letter, y + half_letter + 1);
    const float beside = inside(y - half_letter - 5, y - half_letter) +
                         inside(y + half_letter + 1, y + half_letter + 6);
    scores.push_back(letters - 1.2F * beside);
  }
  const auto best = std::max_element(scores.begin(), scores.end());
  // The middle of all that is nearly as good, as thin letters leave some play.
  float weight = 0, mean = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (scores[i] > 0.93F * *best) {
      weight += 1;
      mean += static_cast<float>(i);
    }
  return {weight > 0 ? mean / weight - static_cast<float>(reach) : 0, std::max(*best, 0.0F)};
}

// Weighted least squares of a parabola; a straight line where the points do not bear more.
std::array<float, 3> parabola(const std::vector<cv::Vec3f>& points, bool bent) {
  const int terms = bent ? 3 : 2;
  cv::Mat a = cv::Mat::zeros(terms, terms, CV_64F), b = cv::Mat::zeros(terms, 1, CV_64F);
  for (const auto& p : points) {
    const double power[3] = {1, p[0], double{p[0]} * p[0]};
    for (int i = 0; i < terms; ++i) {
      b.at<double>(i) += p[2] * power[i] * p[1];
      for (int j = 0; j < terms; ++j)
        a.at<double>(i, j) += p[2] * power[i] * power[j];
    }
  }
  cv::Mat x;
  std::array<float, 3> out{};
  if (cv::solve(a, b, x, cv::DECOMP_SVD))
    for (int i = 0; i < terms; ++i)
      out[static_cast<std::size_t>(i)] = static_cast<float>(x.at<double>(i));
  return out;
}

float value(const std::array<float, 3>& c, float t) {
  return c[0] + c[1] * t + c[2] * t * t;
}

} // namespace

cv::Mat ink_of(const cv::Mat& strip) {
  cv::Mat ink;
  cv::max(-strip - 0.4, 0, ink);
  cv::min(ink, 3, ink);
  return ink;
}

cv::Mat letter_rows(const cv::Mat& ink) {
  cv::Mat mean, square, rows;
  cv::reduce(ink, mean, 1, cv::REDUCE_AVG);
  cv::reduce(ink.mul(ink), square, 1, cv::REDUCE_AVG);
  cv::max(square - mean.mul(mean), 0, rows);
  cv::sqrt(rows, rows);
  return rows;
}

const cv::Mat& Pages::level(float pixel, float& shrunk) {
  std::size_t at = 0;
  shrunk = 1;
  while (pixel / shrunk > 2.6F && at < 3) {
    if (at + 1 == levels_.size()) {
      cv::Mat half;
      cv::resize(levels_.back(), half, {}, 0.5, 0.5, cv::INTER_AREA);
      levels_.push_back(half);
    }
    ++at;
    shrunk *= 2;
  }
  return levels_[at];
}

cv::Point2f Course::at(float column, float lower) const {
  const float t = column / static_cast<float>(std::max(columns, 1));
  const cv::Point2f down(-along.y, along.x);
  return origin + along * (column * pixel) + down * ((lower + value(bend, t)) * pixel);
}

Course course_of(const Band& band, bool turned) {
  Course course;
  const cv::Point2f from = turned ? band.b : band.a, to = turned ? band.a : band.b;
  const auto size = static_cast<float>(cv::norm(to - from));
  course.along = (to - from) * (1 / std::max(size, 1.0F));
  course.pixel = std::max(band.height, 3.0F) / cell_pixels;
  course.origin = from - course.along * (margin * course.pixel);
  course.columns = std::min(static_cast<int>(size / course.pixel + 2 * margin), most_columns);
  return course;
}

Course rescaled(const Course& course, float factor) {
  Course out = course;
  out.pixel *= factor;
  out.columns =
      std::min(static_cast<int>(static_cast<float>(course.columns) / factor), most_columns);
  for (float& term : out.bend)
    term /= factor;
  return out;
}

Course longer(const Course& course, float left, float right) {
  Course out = course;
  out.origin -= course.along * (left * course.pixel);
  out.columns = std::min(course.columns + static_cast<int>(left + right), most_columns);
  // What was t is now shift + factor * t.
  const float factor = static_cast<float>(out.columns) / static_cast<float>(course.columns);
  const float shift = -left / static_cast<float>(course.columns);
  const auto& [a, b, c] = course.bend;
  out.bend = {a + b * shift + c * shift * shift, factor * (b + 2 * c * shift), c * factor * factor};
  return out;
}

Course turned(const Course& course) {
  Course out = course;
  out.origin = course.origin + course.along * (static_cast<float>(course.columns) * course.pixel);
  out.along = -course.along;
  const auto& [a, b, c] = course.bend; // of t; now of 1 - t, and what was lower is higher
  out.bend = {-(a + b + c), b + 2 * c, -c};
  return out;
}

cv::Mat cut(Pages& pages, const Course& course, int rows, float lower) {
  float shrunk = 1;
  const cv::Mat& page = pages.level(course.pixel, shrunk);
  cv::Mat xs(rows, course.columns, CV_32F), ys(rows, course.columns, CV_32F);
  const cv::Point2f down = cv::Point2f(-course.along.y, course.along.x) * course.pixel;
  for (int x = 0; x < course.columns; ++x) {
    const cv::Point2f middle = course.at(static_cast<float>(x), lower);
    for (int y = 0; y < rows; ++y) {
      const cv::Point2f p = middle + down * (static_cast<float>(y) - static_cast<float>(rows) / 2);
      xs.at<float>(y, x) = (p.x + 0.5F) / shrunk - 0.5F;
      ys.at<float>(y, x) = (p.y + 0.5F) / shrunk - 0.5F;
    }
  }
  cv::Mat grey, strip;
  cv::remap(page, grey, xs, ys, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  grey.convertTo(strip, CV_32F, 1.0 / 255);
  return strip;
}

void normalise(cv::Mat& strip) {
  cv::Mat mean, square;
  cv::reduce(strip, mean, 0, cv::REDUCE_AVG);
  cv::reduce(strip.mul(strip), square, 0, cv::REDUCE_AVG);
  cv::blur(mean, mean, {65, 1}, {-1, -1}, cv::BORDER_REPLICATE);
  cv::blur(square, square, {65, 1}, {-1, -1}, cv::BORDER_REPLICATE);
  cv::Mat deviation;
  cv::max(square - mean.mul(mean), 0, deviation);
  cv::sqrt(deviation, deviation);
  deviation += 0.02;
  for (int y = 0; y < strip.rows; ++y) {
    cv::Mat row = strip.row(y);
    cv::subtract(row, mean, row);
    cv::divide(row, deviation, row);
  }
}

void settle(Pages& pages, Course& course, int reach) {
  cv::Mat strip = cut(pages, course, 2 * (reach + half_letter + 8));
  normalise(strip);
  const cv::Mat ink = ink_of(strip);
  const int parts = std::clamp(course.columns / 100, 3, 12);
  std::vector<cv::Vec3f> points;
  for (int i = 0; i < parts; ++i) {
    const int from = course.columns * i / parts, to = course.columns * (i + 1) / parts;
    const Middle middle = middle_of(ink.colRange(from, to), reach);
    const auto t = static_cast<float>(from + to) / 2 / static_cast<float>(course.columns);
    points.push_back({t, middle.row, middle.clear});
  }
  // Once with all, then without those that lie off.
  auto fit = parabola(points, parts > 4);
  for (int round = 0; round < 2; ++round) {
    auto weighted = points;
    for (auto& p : weighted)
      p[2] *= 1 / (1 + std::pow((p[1] - value(fit, p[0])) / 1.5F, 4.0F));
    fit = parabola(weighted, parts > 4);
  }
  for (std::size_t i = 0; i < 3; ++i)
    course.bend[i] += fit[i];
}

Rhythm rhythm(Pages& pages, const Course& course) {
  cv::Mat strip = cut(pages, course, 2 * half_letter + 4);
  normalise(strip);
  cv::Mat columns;
  cv::reduce(ink_of(strip), columns, 0, cv::REDUCE_AVG);
  cv::Mat slow;
  cv::blur(columns, slow, {55, 1});
  columns -= slow;
  const double power = columns.dot(columns) / columns.cols;
  Rhythm best;
  std::array<float, 30> at{};
  for (int lag = 10; lag <= 29 && lag < columns.cols / 3; ++lag) {
    const cv::Mat left = columns.colRange(0, columns.cols - lag);
    const cv::Mat right = columns.colRange(lag, columns.cols);
    at[static_cast<std::size_t>(lag)] =
        static_cast<float>(left.dot(right) / left.cols / (power + 1e-9));
  }
  for (std::size_t lag = 11; lag <= 28; ++lag) {
    const float a = at[lag - 1], b = at[lag], c = at[lag + 1];
    if (b < best.strength || b < a || b < c)
      continue;
    const float curve = a - 2 * b + c;
    best = {b, static_cast<float>(lag) + (curve < 0 ? 0.5F * (a - c) / curve : 0)};
  }
  return best;
}

} // namespace foyer::mrz_reader
