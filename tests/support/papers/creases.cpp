// SPDX-License-Identifier: EUPL-1.2
#include "creases.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace foyer::support_papers {

namespace {

constexpr double cell_mm = 0.5; // of the relief; it is enlarged to the picture's pixels

struct Crease {
  double x, y;   // mm: a point of it
  double nx, ny; // across it
  double rise;   // how steep the paper leaves it, either side: a ridge or, below 0, a valley
  double reach;  // mm: how far from its point it fades away
};

std::vector<Crease> some_creases(double width, double height, Random& random) {
  std::vector<Crease> creases;
  const auto add = [&](int count, double reach, double steep) {
    for (int i = 0; i < count; ++i) {
      const double angle = between(random, 0, std::numbers::pi);
      const double sign = below(random, 2) == 0 ? 1 : -1;
      creases.push_back({between(random, 0, width), between(random, 0, height), std::cos(angle),
                         std::sin(angle), sign * between(random, steep / 2, steep), reach});
    }
  };
  add(9, 1e3, 0.45);
  add(26, 55, 0.8);
  add(40, 22, 0.7);
  return creases;
}

struct Relief {
  std::array<cv::Mat*, 5> fields() { return {&across, &down, &move_x, &move_y, &line}; }

  cv::Mat across, down;   // the slopes
  cv::Mat move_x, move_y; // how far the writing lies beside its place, in shares
  cv::Mat line;           // the creases themselves
};

Relief relief_of(double width, double height, Random& random) {
  const auto creases = some_creases(width, height, random);
  const cv::Size size(static_cast<int>(width / cell_mm) + 1,
                      static_cast<int>(height / cell_mm) + 1);
  Relief relief;
  for (auto* field : relief.fields())
    *field = cv::Mat::zeros(size, CV_32F);
  for (int row = 0; row < size.height; ++row)
    for (int column = 0; column < size.width; ++column) {
      const double x = column * cell_mm, y = row * cell_mm;
      double across = 0, down = 0, move_x = 0, move_y = 0, line = 0;
      for (const Crease& crease : creases) {
        const double dx = x - crease.x, dy = y - crease.y;
        const double away = (dx * dx + dy * dy) / (crease.reach * crease.reach);
        if (away > 6)
          continue;
        const double off = dx * crease.nx + dy * crease.ny;
        const double strength = crease.rise * std::exp(-away);
        const double side = strength * std::tanh(off / 0.7);
        across += side * crease.nx;
        down += side * crease.ny;
        // Paper is stiff: what a crease moves, it moves over some millimetres.
        const double moved = strength * std::tanh(off / 4);
        move_x += moved * crease.nx;
        move_y += moved * crease.ny;
        line += strength * std::exp(-off * off / 0.18);
      }
      relief.across.at<float>(row, column) = static_cast<float>(across);
      relief.down.at<float>(row, column) = static_cast<float>(down);
      relief.move_x.at<float>(row, column) = static_cast<float>(move_x);
      relief.move_y.at<float>(row, column) = static_cast<float>(move_y);
      relief.line.at<float>(row, column) = static_cast<float>(line);
    }
  return relief;
}

} // namespace

void crease(cv::Mat& picture, const Scan& how, Random& random) {
  const double mm = how.dpi / 25.4;
  Relief relief = relief_of(picture.cols / mm, picture.rows / mm, random);
  for (auto* field : relief.fields())
    cv::resize(*field, *field, picture.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat map_x(picture.size(), CV_32F), map_y(picture.size(), CV_32F);
  const auto move = static_cast<float>(0.8 * mm * how.creases);
  for (int y = 0; y < picture.rows; ++y)
    for (int x = 0; x < picture.cols; ++x) {
      map_x.at<float>(y, x) = static_cast<float>(x) + move * relief.move_x.at<float>(y, x);
      map_y.at<float>(y, x) = static_cast<float>(y) + move * relief.move_y.at<float>(y, x);
    }
  cv::remap(picture, picture, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  // The lamp shines along the glass, a little from one side.
  for (int y = 0; y < picture.rows; ++y)
    for (int x = 0; x < picture.cols; ++x) {
      const double slope = 0.9 * relief.down.at<float>(y, x) + 0.4 * relief.across.at<float>(y, x);
      const double light = 0.90 + how.creases * (0.11 * std::tanh(slope) +
                                                 0.12 * std::tanh(relief.line.at<float>(y, x)));
      auto& pixel = picture.at<cv::Vec3b>(y, x);
      for (int channel = 0; channel < 3; ++channel)
        pixel[channel] = cv::saturate_cast<std::uint8_t>(pixel[channel] * std::min(light, 1.02));
    }
}

void tear(cv::Mat& picture, const Scan& how, Random& random) {
  const double mm = how.dpi / 25.4, size = how.torn_mm * mm;
  constexpr int steps = 24;
  std::vector<cv::Point> rim{{picture.cols, 0}};
  for (int i = 0; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    const double ragged = (i == 0 || i == steps ? 0 : between(random, -1.2, 1.2)) * mm;
    rim.emplace_back(static_cast<int>(picture.cols - size * (1 - share) + ragged),
                     static_cast<int>(size * 0.8 * share + ragged));
  }
  cv::fillPoly(picture, std::vector<std::vector<cv::Point>>{rim}, cv::Scalar(226, 228, 228),
               cv::LINE_AA);
  // Torn paper shows its white fibres, and throws a thin shadow.
  rim.erase(rim.begin());
  cv::polylines(picture, rim, false, cv::Scalar(252, 253, 253),
                std::max(1, static_cast<int>(0.6 * mm)), cv::LINE_AA);
  for (auto& point : rim)
    point += cv::Point(static_cast<int>(0.5 * mm), -static_cast<int>(0.5 * mm));
  cv::polylines(picture, rim, false, cv::Scalar(196, 198, 199),
                std::max(1, static_cast<int>(0.3 * mm)), cv::LINE_AA);
}

} // namespace foyer::support_papers
