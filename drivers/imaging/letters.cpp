// SPDX-License-Identifier: EUPL-1.2
#include "letters.hpp"

#include "letter_model.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer::imaging {

namespace {

// The window is wider than the letter: neighbours tell where the line is.
constexpr double window_share = 2.2;
constexpr std::size_t letters_asked = 240;
// See QUALITY.md.
constexpr std::size_t least_letters = 24;
constexpr double least_mean = 0.35;
constexpr double least_certainty = 4; // mean in units of its standard error

float contrast_at(const PageInk& ink, double x, double y) {
  const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
  const cv::Mat& mat = ink.contrast.mat;
  if (left < 0 || top < 0 || left + 1 >= mat.cols || top + 1 >= mat.rows)
    return 0;
  const auto* row = mat.ptr<std::uint8_t>(top) + left;
  const auto* below = mat.ptr<std::uint8_t>(top + 1) + left;
  const auto right = static_cast<float>(x - left), down = static_cast<float>(y - top);
  const float upper = static_cast<float>(row[0]) * (1 - right) + static_cast<float>(row[1]) * right;
  const float lower =
      static_cast<float>(below[0]) * (1 - right) + static_cast<float>(below[1]) * right;
  return upper * (1 - down) + lower * down;
}

float network(const Window& window, bool turned) {
  float sum = 0;
  const std::int8_t* weight = letter_model::first;
  for (int unit = 0; unit < hidden_units; ++unit) {
    float value = 0;
    for (std::size_t i = 0; i < window.size(); ++i)
      value += static_cast<float>(*weight++) * window[turned ? window.size() - 1 - i : i];
    const auto at = static_cast<std::size_t>(unit);
    value = value * letter_model::first_scale + letter_model::bias[at];
    if (value > 0)
      sum += value * letter_model::second[at];
  }
  return sum;
}

} // namespace

Window window_of(const PageInk& ink, const Mark& letter, double skew_degrees, int quarter_turns) {
  // From the window back to the picture: the lean and the quarter turns undone.
  const double angle = (skew_degrees - 90.0 * quarter_turns) * std::numbers::pi / 180;
  const double side = window_share * std::max(letter.box.width, letter.box.height);
  const double step = side / window_side;
  const double middle_x = letter.box.x + (letter.box.width - 1) / 2.0;
  const double middle_y = letter.box.y + (letter.box.height - 1) / 2.0;
  const double across = std::cos(angle) * step, down = std::sin(angle) * step;
  Window window{};
  for (int y = 0; y < window_side; ++y)
    for (int x = 0; x < window_side; ++x) {
      const double u = x - (window_side - 1) / 2.0, v = y - (window_side - 1) / 2.0;
      window[static_cast<std::size_t>(y * window_side + x)] =
          std::min(1.0F, contrast_at(ink, middle_x + u * across - v * down,
                                     middle_y + u * down + v * across) /
                             static_cast<float>(std::max(1, letter.contrast)));
    }
  return window;
}

float uprightness(const Window& window) {
  return network(window, false) - network(window, true);
}

Upright find_upright(const PageInk& ink, const Lines& lines) {
  Upright upright;
  if (!lines.are_found || !lines.direction_is_sure)
    return upright;
  // Sideways lines are looked at as if a clockwise turn put them upright.
  const int turns = lines.are_upright ? 1 : 0;
  std::vector<float> votes;
  const std::size_t step = std::max<std::size_t>(1, lines.letters.size() / letters_asked);
  for (std::size_t i = 0; i < lines.letters.size(); i += step) {
    Window window = window_of(ink, lines.letters[i], lines.skew_degrees, turns);
    // No single letter may decide.
    votes.push_back(std::clamp(uprightness(window), -4.0F, 4.0F));
    wipe({reinterpret_cast<std::uint8_t*>(window.data()), sizeof window});
  }
  if (votes.size() < least_letters)
    return upright;
  double sum = 0, squares = 0;
  for (const float vote : votes) {
    sum += vote;
    squares += static_cast<double>(vote) * vote;
  }
  const auto count = static_cast<double>(votes.size());
  const double mean = sum / count;
  const double error = std::sqrt(std::max(1e-9, squares / count - mean * mean) / count);
  upright.is_sure = std::abs(mean) >= least_mean && std::abs(mean) >= least_certainty * error;
  if (upright.is_sure)
    upright.quarter_turns = mean > 0 ? turns : turns + 2;
  return upright;
}

} // namespace foyer::imaging
