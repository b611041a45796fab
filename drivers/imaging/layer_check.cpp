// SPDX-License-Identifier: EUPL-1.2
#include "layer_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace foyer::imaging {

namespace {

constexpr double square_mm = 2.7;
// What a look from far shows: a square's mean brightness, and how much red, green and blue differ
// from that. Thin strokes turn a little darker, as layers give them the colour of their middle.
constexpr double most_shift = 20;
constexpr double most_colour_shift = 11;
// What stands in a square: how far its pixels are from their mean. Noise is not worth keeping.
constexpr double noise_factor = 2.2;
constexpr double least_activity = 5;
// Of that, so much may be gone: letters change their rims only, a pale pattern nearly all of it.
constexpr double most_loss = 0.75;

// What a smaller page, or one colour, says of each pixel of the page it is stretched over.
class Stretched {
 public:
  Stretched(const api::Page& page, const api::Page* small, std::array<std::uint8_t, 3> flat)
      : small_(small), flat_(flat) {
    if (!small)
      return;
    columns_ = places(page.width, small->width, small->channels);
    rows_ = places(page.height, small->height, small->width * small->channels);
  }
  [[nodiscard]] int at(int x, int y, int channel) const {
    if (!small_)
      return flat_[static_cast<std::size_t>(channel)];
    return small_
        ->pixels[columns_[static_cast<std::size_t>(x)] + rows_[static_cast<std::size_t>(y)] +
                 static_cast<std::size_t>(small_->channels == 3 ? channel : 0)];
  }
  [[nodiscard]] int grey_at(int x, int y) const {
    return brightness(at(x, y, 0), at(x, y, 1), at(x, y, 2));
  }

 private:
  // For each pixel the offset of the one that stands for it: the inverse of block_of().
  static std::vector<std::size_t> places(int all, int parts, int step) {
    std::vector<std::size_t> offsets;
    for (std::int64_t i = 0; i < all; ++i)
      offsets.push_back(static_cast<std::size_t>(((i + 1) * parts - 1) / all) *
                        static_cast<std::size_t>(step));
    return offsets;
  }

  const api::Page* small_;
  std::array<std::uint8_t, 3> flat_;
  std::vector<std::size_t> columns_;
  std::vector<std::size_t> rows_;
};

class Comparison {
 public:
  Comparison(const api::Page& page, const Grey& grey, const Ink& ink, const Layers& layers)
      : page_(page), grey_(grey), ink_(ink), paper_(page, &layers.paper, {}),
        ink_colour_(page, layers.ink ? &*layers.ink : nullptr, layers.flat),
        side_(std::max(8, static_cast<int>(std::lround(page.dpi * square_mm / 25.4 / 2)) * 2)),
        floor_(std::max(least_activity, noise_factor * noise())) {}

  [[nodiscard]] bool alike() const {
    for (int y = 0; y < page_.height; y += side_)
      for (int x = 0; x < page_.width; x += side_)
        if (!square_alike(x, y))
          return false;
    return true;
  }

 private:
  // Mean difference of pairs of pixels from their neighbour pairs, where most of a page is paper.
  [[nodiscard]] double noise() const {
    std::array<int, 256> counts{};
    int total = 0;
    for (int y = 0; y + 1 < page_.height; y += 6)
      for (int x = 0; x + 3 < page_.width; x += 4, ++total)
        ++counts[static_cast<std::size_t>(std::abs(pair_at(x, y) - pair_at(x + 2, y)))];
    int seen = 0;
    for (std::size_t step = 0; step < counts.size(); ++step)
      if ((seen += counts[step]) * 2 >= total)
        return static_cast<double>(step);
    return 0;
  }
  // The mean of two by two pixels.
  [[nodiscard]] int pair_at(int x, int y) const {
    const int right = std::min(x + 1, page_.width - 1);
    const int below = std::min(y + 1, page_.height - 1);
    return (grey_.at(x, y) + grey_.at(right, y) + grey_.at(x, below) + grey_.at(right, below)) / 4;
  }
  [[nodiscard]] const Stretched& layer_at(int x, int y) const {
    const std::size_t i = static_cast<std::size_t>(y) * static_cast<std::size_t>(page_.width) +
                          static_cast<std::size_t>(x);
    return ink_.marks[i] != 0 ? ink_colour_ : paper_;
  }
  [[nodiscard]] int layers_pair_at(int x, int y) const {
    const int right = std::min(x + 1, page_.width - 1);
    const int below = std::min(y + 1, page_.height - 1);
    return (layer_at(x, y).grey_at(x, y) + layer_at(right, y).grey_at(right, y) +
            layer_at(x, below).grey_at(x, below) + layer_at(right, below).grey_at(right, below)) /
           4;
  }

  // The edge of a dark field may touch a square so that its rim is all that is seen there; with
  // some more around it one sees what the rim belongs to.
  [[nodiscard]] bool square_alike(int left, int top) const {
    const int more = side_ / 4;
    return region_alike(left, top, left + side_, top + side_) ||
           (ink_.in_field(left, top) &&
            region_alike(std::max(0, left - more), std::max(0, top - more), left + side_ + more,
                         top + side_ + more));
  }

  [[nodiscard]] bool region_alike(int left, int top, int right, int bottom) const {
    right = std::min(right, page_.width);
    bottom = std::min(bottom, page_.height);
    double mean = 0;
    double shift = 0;
    int count = 0;
    // At most 24 by 24 pairs; what the layers say of each is kept for the second look.
    std::vector<std::pair<int, int>> pairs;
    pairs.reserve(static_cast<std::size_t>((right - left + 1) * (bottom - top + 1) / 4));
    for (int y = top; y < bottom; y += 2)
      for (int x = left; x < right; x += 2) {
        pairs.emplace_back(pair_at(x, y), layers_pair_at(x, y));
        mean += pairs.back().first;
        shift += pairs.back().second - pairs.back().first;
        ++count;
      }
    mean /= count;
    shift /= count;
    if (std::abs(shift) > most_shift)
      return false;
    double activity = 0;
    double loss = 0;
    for (const auto& [page, layers] : pairs) {
      activity += std::abs(page - mean);
      loss += std::abs(layers - page - shift);
    }
    activity /= count;
    loss /= count;
    if (activity > floor_ && loss > most_loss * activity)
      return false;
    return page_.channels == 1 || same_colour(left, top, right, bottom);
  }

  // Every second pixel is enough for that; brightness was compared before.
  [[nodiscard]] bool same_colour(int left, int top, int right, int bottom) const {
    std::array<int, 3> sum{};
    int count = 0;
    for (int y = top; y < bottom; y += 2)
      for (int x = left; x < right; x += 2, ++count) {
        const Stretched& layer = layer_at(x, y);
        const std::size_t i = (static_cast<std::size_t>(y) * static_cast<std::size_t>(page_.width) +
                               static_cast<std::size_t>(x)) *
                              3;
        for (int channel = 0; channel < 3; ++channel)
          sum[static_cast<std::size_t>(channel)] +=
              layer.at(x, y, channel) - page_.pixels[i + static_cast<std::size_t>(channel)];
      }
    const int grey = (sum[0] + sum[1] + sum[2]) / 3;
    return std::all_of(sum.begin(), sum.end(), [&](int shift) {
      return std::abs(shift - grey) <= most_colour_shift * count;
    });
  }

  const api::Page& page_;
  const Grey& grey_;
  const Ink& ink_;
  Stretched paper_;
  Stretched ink_colour_;
  int side_;
  double floor_;
};

} // namespace

bool look_alike(const api::Page& page, const Grey& grey, const Ink& ink, const Layers& layers) {
  return Comparison(page, grey, ink, layers).alike();
}

} // namespace foyer::imaging
