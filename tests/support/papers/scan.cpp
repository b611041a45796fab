// SPDX-License-Identifier: EUPL-1.2
#include "creases.hpp"
#include "drawings.hpp"

#include <base/unique_handle.hpp>
#include <imaging/document.hpp>
#include <imaging/face.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace foyer::support_papers {

namespace {

using Surface = UniqueHandle<cairo_surface_t, cairo_surface_destroy>;
using Canvas = UniqueHandle<cairo_t, cairo_destroy>;

constexpr double glass_width = 210, glass_height = 297; // mm

// B, G, R of the paper, as drawn.
cv::Mat drawn(const Paper& paper, int dpi) {
  const double scale = dpi / 25.4;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                   static_cast<int>(paper.width * scale),
                                                   static_cast<int>(paper.height * scale)));
  const Canvas canvas(cairo_create(surface.get()));
  cairo_scale(canvas.get(), scale, scale);
  cairo_set_source_rgb(canvas.get(), 0.985, 0.98, 0.97);
  cairo_paint(canvas.get());
  draw(canvas.get(), paper);
  cairo_surface_flush(surface.get());
  const cv::Mat view(cairo_image_surface_get_height(surface.get()),
                     cairo_image_surface_get_width(surface.get()), CV_8UC4,
                     cairo_image_surface_get_data(surface.get()),
                     static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get())));
  cv::Mat picture;
  cv::cvtColor(view, picture, cv::COLOR_BGRA2BGR);
  return picture;
}

void add_back(cv::Mat& picture, const Paper& paper, const Scan& how) {
  Paper back = paper;
  back.subject = Subject::letter;
  back.seed += 1000;
  cv::Mat writing;
  cv::flip(drawn(back, how.dpi), writing, 1);
  cv::GaussianBlur(writing, writing, {0, 0}, 0.45 * how.dpi / 25.4);
  writing = cv::Scalar::all(250) - writing;
  cv::scaleAdd(writing, -how.bleed, picture, picture);
}

void add_marks(cv::Mat& picture, const Scan& how, Random& random) {
  const double mm = how.dpi / 25.4;
  const cv::Scalar gap = how.lid == Lid::black ? cv::Scalar::all(15) : cv::Scalar::all(205);
  if (how.holes)
    for (const double off : {-40.0, 40.0}) {
      const cv::Point at(static_cast<int>(12 * mm),
                         static_cast<int>(picture.rows / 2.0 + off * mm));
      cv::circle(picture, at, static_cast<int>(3 * mm), gap, cv::FILLED, cv::LINE_AA);
      cv::circle(picture, at, static_cast<int>(3 * mm), cv::Scalar::all(150), 1, cv::LINE_AA);
    }
  if (how.white_field)
    cv::rectangle(picture, {picture.cols / 2, picture.rows / 2, picture.cols / 3, picture.rows / 5},
                  cv::Scalar::all(255), cv::FILLED);
  if (how.staple)
    cv::line(picture, {static_cast<int>(9 * mm), static_cast<int>(11 * mm)},
             {static_cast<int>(17 * mm), static_cast<int>(7 * mm)}, cv::Scalar::all(120),
             std::max(1, static_cast<int>(0.5 * mm)), cv::LINE_AA);
  for (int i = 0; i < how.dust; ++i)
    cv::circle(picture,
               {static_cast<int>(below(random, static_cast<std::size_t>(picture.cols))),
                static_cast<int>(below(random, static_cast<std::size_t>(picture.rows)))},
               std::max(1, static_cast<int>(between(random, 0.1, 0.4) * mm)),
               cv::Scalar::all(between(random, 40, 160)), cv::FILLED, cv::LINE_AA);
}

// Folds move the writing and turn the paper away from the light.
void crumple(cv::Mat& picture, const Scan& how, Random& random) {
  const double mm = how.dpi / 25.4;
  cv::Mat coarse_x(9, 7, CV_32F), coarse_y(9, 7, CV_32F), move_x, move_y, slope;
  for (auto* field : {&coarse_x, &coarse_y})
    for (int i = 0; i < 63; ++i)
      field->at<float>(i / 7, i % 7) =
          static_cast<float>(between(random, -1, 1) * how.crumple_mm * mm);
  cv::resize(coarse_x, move_x, picture.size(), 0, 0, cv::INTER_CUBIC);
  cv::resize(coarse_y, move_y, picture.size(), 0, 0, cv::INTER_CUBIC);
  cv::Sobel(move_x + move_y, slope, CV_32F, 1, 1, 3);
  cv::Mat map_x(picture.size(), CV_32F), map_y(picture.size(), CV_32F);
  for (int y = 0; y < picture.rows; ++y)
    for (int x = 0; x < picture.cols; ++x) {
      map_x.at<float>(y, x) = static_cast<float>(x) + move_x.at<float>(y, x);
      map_y.at<float>(y, x) = static_cast<float>(y) + move_y.at<float>(y, x);
    }
  cv::remap(picture, picture, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  // At most a tenth brighter or darker.
  double most = 0;
  cv::minMaxLoc(cv::abs(move_x - move_y), nullptr, &most);
  for (int y = 0; y < picture.rows; ++y)
    for (int x = 0; x < picture.cols; ++x) {
      const double light =
          1 - 0.1 * std::abs(move_x.at<float>(y, x) - move_y.at<float>(y, x)) / std::max(1.0, most);
      auto& pixel = picture.at<cv::Vec3b>(y, x);
      for (int channel = 0; channel < 3; ++channel)
        pixel[channel] = cv::saturate_cast<std::uint8_t>(pixel[channel] * light);
    }
}

// From the paper's pixels to the glass's.
cv::Matx23d laid(const Paper& paper, const Scan& how) {
  const double mm = how.dpi / 25.4;
  const double angle = (how.skew_degrees + 90.0 * how.quarter_turns) * std::numbers::pi / 180;
  const double c = std::cos(angle), s = std::sin(angle);
  const double x = (glass_width / 2 + how.x + how.cut_mm) * mm, y = (glass_height / 2 + how.y) * mm;
  const double px = paper.width * mm / 2, py = paper.height * mm / 2;
  return {c, -s, x - c * px + s * py, s, c, y - s * px - c * py};
}

cv::Mat on_glass(const cv::Mat& picture, const Paper& paper, const Scan& how) {
  const double mm = how.dpi / 25.4;
  const cv::Size size(static_cast<int>(std::lround(glass_width * mm)),
                      static_cast<int>(std::lround(glass_height * mm)));
  const cv::Matx23d where = laid(paper, how);
  if (how.lid == Lid::none) {
    cv::Mat glass;
    cv::warpAffine(picture, glass, where, size, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar(247, 250, 251));
    return glass;
  }
  const cv::Scalar lid = how.lid == Lid::black   ? cv::Scalar::all(14)
                         : how.lid == Lid::white ? cv::Scalar(226, 228, 228)
                                                 : cv::Scalar(243, 244, 244);
  cv::Mat glass(size, CV_8UC3, lid), mask, shadow, moved;
  cv::Mat full(picture.size(), CV_8UC1, cv::Scalar(255));
  if (paper.subject == Subject::card || paper.subject == Subject::passport ||
      paper.subject == Subject::dark_card) {
    full.setTo(0);
    const int radius = static_cast<int>(3.2 * mm);
    cv::rectangle(full, {radius, 0, full.cols - 2 * radius, full.rows}, 255, cv::FILLED);
    cv::rectangle(full, {0, radius, full.cols, full.rows - 2 * radius}, 255, cv::FILLED);
    for (const int x : {radius, full.cols - radius - 1})
      for (const int y : {radius, full.rows - radius - 1})
        cv::circle(full, {x, y}, radius, 255, cv::FILLED, cv::LINE_AA);
  }
  cv::warpAffine(full, mask, where, size);
  // The lamp stands above: a thin shadow below and to the right, a fainter one all around.
  cv::Matx23d lower = where;
  lower(0, 2) += 0.4 * mm;
  lower(1, 2) += 0.7 * mm;
  cv::warpAffine(full, shadow, lower, size);
  cv::GaussianBlur(shadow, shadow, {0, 0}, 0.45 * mm);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      const double shade = 1 - 0.16 * shadow.at<std::uint8_t>(y, x) / 255.0;
      auto& pixel = glass.at<cv::Vec3b>(y, x);
      for (int channel = 0; channel < 3; ++channel)
        pixel[channel] = cv::saturate_cast<std::uint8_t>(pixel[channel] * shade);
    }
  cv::warpAffine(picture, moved, where, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  moved.copyTo(glass, mask > 127);
  return glass;
}

void add_light(cv::Mat& glass, const Scan& how, Random& random) {
  const double mm = how.dpi / 25.4;
  const bool from_left = below(random, 2) == 0;
  const double edge = between(random, 45, 80), soft = between(random, 8, 20);
  const double glare_x = glass_width / 2 + how.x + between(random, -12, 12);
  const double glare_y = glass_height / 2 + how.y + between(random, -8, 8);
  for (int y = 0; y < glass.rows; ++y)
    for (int x = 0; x < glass.cols; ++x) {
      const double at = from_left ? x / mm : glass_width - x / mm;
      // A slanting edge, as a hand's or an open lid's.
      const double shade = how.shadow / (1 + std::exp((at - edge - 0.15 * y / mm) / (soft / 4)));
      const double away = std::hypot(x / mm - glare_x, 1.6 * (y / mm - glare_y));
      const double glare =
          how.glare_mm <= 0 ? 0 : 1.6 / (1 + std::exp((away - how.glare_mm) / (how.glare_mm / 6)));
      auto& pixel = glass.at<cv::Vec3b>(y, x);
      for (int channel = 0; channel < 3; ++channel) {
        const double value = pixel[channel] * (1 - shade) * how.light;
        pixel[channel] =
            cv::saturate_cast<std::uint8_t>(value + (256 - value) * std::min(1.0, glare));
      }
    }
}

void add_noise(cv::Mat& glass, const Scan& how) {
  std::mt19937 random(how.seed);
  std::normal_distribution<double> normal(0, how.noise);
  std::array<int, 4096> table{};
  for (int& value : table)
    value = static_cast<int>(std::lround(normal(random)));
  std::uint32_t state = how.seed * 2'654'435'761U + 1U;
  for (auto* at = glass.datastart; at < glass.dataend; ++at) {
    state = state * 1'664'525U + 1'013'904'223U;
    const auto offset = static_cast<std::size_t>(at - glass.datastart);
    if (glass.data[offset] == 255) // more light than the sensor can tell: no noise either
      continue;
    glass.data[offset] = cv::saturate_cast<std::uint8_t>(glass.data[offset] + table[state >> 20U]);
  }
}

api::Page as_page(const cv::Mat& glass, int dpi) {
  api::Page page;
  page.width = glass.cols;
  page.height = glass.rows;
  page.dpi = dpi;
  page.channels = 3;
  cv::Mat rgb;
  cv::cvtColor(glass, rgb, cv::COLOR_BGR2RGB);
  page.pixels.assign(rgb.datastart, rgb.dataend);
  return page;
}

} // namespace

Paper paper(Subject subject, Script script, std::uint32_t seed) {
  Paper made{.subject = subject, .script = script, .seed = seed};
  if (subject == Subject::card)
    made.width = 85.6, made.height = 53.98;
  if (subject == Subject::passport)
    made.width = 125, made.height = 88;
  if (subject == Subject::receipt)
    made.width = 80, made.height = 170;
  if (subject == Subject::cheque)
    made.width = 160, made.height = 75;
  if (subject == Subject::dark_card)
    made.width = seed % 2 == 0 ? 85.6 : 88, made.height = seed % 2 == 0 ? 53.98 : 125;
  return made;
}

api::Page scan(const Paper& paper, const Scan& how) {
  Random random(how.seed + 77);
  cv::Mat picture = drawn(paper, how.dpi);
  if (how.bleed > 0)
    add_back(picture, paper, how);
  if (how.ink != 1) {
    cv::Mat white(picture.size(), CV_8UC3, cv::Scalar(247, 250, 251));
    cv::addWeighted(picture, how.ink, white, 1 - how.ink, 0, picture);
  }
  picture *= how.white;
  add_marks(picture, how, random);
  if (how.crumple_mm > 0)
    crumple(picture, how, random);
  if (how.creases > 0)
    crease(picture, how, random);
  if (how.torn_mm > 0)
    tear(picture, how, random);
  cv::Mat glass = on_glass(picture, paper, how);
  if (how.blur_mm > 0)
    cv::GaussianBlur(glass, glass, {0, 0}, how.blur_mm * how.dpi / 25.4);
  if (how.shadow > 0 || how.glare_mm > 0 || how.light != 1)
    add_light(glass, how, random);
  add_noise(glass, how);
  api::Page page = as_page(glass, how.dpi);
  if (how.jpeg_quality == 0)
    return page;
  const auto jpeg = imaging::to_jpeg(page, how.jpeg_quality);
  const auto decoded = imaging::decode_face(*jpeg);
  for (std::size_t i = 0; i < page.pixels.size(); ++i)
    page.pixels[i] = decoded->rgba[i / 3 * 4 + i % 3];
  return page;
}

std::array<imaging::Point, 4> corners(const Paper& paper, const Scan& how) {
  const double mm = how.dpi / 25.4;
  const cv::Matx23d where = laid(paper, how);
  const double x[] = {0, paper.width * mm, paper.width * mm, 0};
  const double y[] = {0, 0, paper.height * mm, paper.height * mm};
  std::array<imaging::Point, 4> corners{};
  for (int i = 0; i < 4; ++i) {
    // The paper's first corner comes later by so many places as the paper was turned.
    auto& corner = corners[static_cast<std::size_t>((i + how.quarter_turns) % 4)];
    corner = {static_cast<float>(where(0, 0) * x[i] + where(0, 1) * y[i] + where(0, 2)),
              static_cast<float>(where(1, 0) * x[i] + where(1, 1) * y[i] + where(1, 2))};
  }
  return corners;
}

} // namespace foyer::support_papers
