// SPDX-License-Identifier: EUPL-1.2
#include "lens.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace foyer::support_travel_pages {
namespace {

cv::Mat mat_of(api::Page& page) {
  return {page.height, page.width, page.channels == 3 ? CV_8UC3 : CV_8UC1, page.pixels.data()};
}

} // namespace

void look_through(api::Page& page, const Lens& lens, Random& random) {
  cv::Mat picture = mat_of(page);
  if (lens.blur > 0)
    cv::GaussianBlur(picture, picture, {}, lens.blur);
  if (lens.shake > 1)
    cv::blur(picture, picture, random() % 2 ? cv::Size(lens.shake, 1) : cv::Size(1, lens.shake));
  std::normal_distribution<double> normal(0, 1);
  std::array<float, 8192> noise{};
  for (float& each : noise)
    each = static_cast<float>(lens.noise * normal(random));
  std::uint32_t state = static_cast<std::uint32_t>(random()) | 1U;
  std::size_t at = 0;
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x) {
      const double across = (x / static_cast<double>(page.width) - 0.5) * 2;
      double glow = 0;
      if (lens.glare > 0) {
        const double dx = (x - lens.glare_at[0]) / lens.glare_size;
        const double dy = (y - lens.glare_at[1]) / (lens.glare_size * 0.6);
        const double d = dx * dx + dy * dy;
        glow = d < 9 ? lens.glare * std::exp(-d) : 0;
      }
      const double gain = 1 + lens.light_across * across;
      for (int c = 0; c < page.channels; ++c, ++at) {
        state = state * 1'664'525U + 1'013'904'223U;
        double value = 200 + (page.pixels[at] - 200) * lens.contrast;
        value = value * gain + glow + static_cast<double>(noise[state >> 19U]);
        page.pixels[at] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
      }
    }
  if (lens.jpeg_quality > 0)
    jpeg_round(page, lens.jpeg_quality);
}

void wave(api::Page& page, double pixels, double phase) {
  cv::Mat picture = mat_of(page), xs(page.height, page.width, CV_32F), ys = xs.clone();
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x) {
      xs.at<float>(y, x) = static_cast<float>(x);
      ys.at<float>(y, x) = static_cast<float>(y + pixels * std::sin(4.0 * x / page.width + phase));
    }
  cv::Mat waved;
  cv::remap(picture, waved, xs, ys, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  waved.copyTo(picture);
}

api::Page slanted(const api::Page& flat, int width, int height,
                  const std::array<std::array<double, 2>, 4>& corners, int table) {
  const auto w = static_cast<float>(flat.width), h = static_cast<float>(flat.height);
  const std::array<cv::Point2f, 4> from{cv::Point2f(0, 0), {w, 0}, {w, h}, {0, h}};
  std::array<cv::Point2f, 4> to;
  for (std::size_t i = 0; i < 4; ++i)
    to[i] = {static_cast<float>(corners[i][0]), static_cast<float>(corners[i][1])};
  api::Page out;
  out.width = width;
  out.height = height;
  out.channels = flat.channels;
  out.dpi = flat.dpi;
  out.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                    static_cast<std::size_t>(flat.channels));
  const cv::Mat source(flat.height, flat.width, flat.channels == 3 ? CV_8UC3 : CV_8UC1,
                       const_cast<std::uint8_t*>(flat.pixels.data())); // NOLINT: only read
  cv::Mat target = mat_of(out);
  cv::warpPerspective(source, target, cv::getPerspectiveTransform(from.data(), to.data()),
                      {width, height}, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                      cv::Scalar(table, table * 0.9, table * 0.8));
  return out;
}

} // namespace foyer::support_travel_pages
