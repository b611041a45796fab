// SPDX-License-Identifier: EUPL-1.2
#include "ink_colours.hpp"

#include "pixels.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace foyer::imaging {

namespace {

// How far the differences of red, green and blue of one ink may be, and its brightness: thin
// strokes are lighter, hardly any place is darker.
constexpr int most_tint = 40;
constexpr int much_lighter = 55;
constexpr int much_darker = 40;
constexpr std::size_t most_colours = 6;
// Fewer strokes than one in so many are of a colour by chance.
constexpr std::size_t odd_strokes = 500;

int red_green(const Rgb& a, const Rgb& b) {
  return std::abs((a[0] - a[1]) - (b[0] - b[1]));
}

int green_blue(const Rgb& a, const Rgb& b) {
  return std::abs((a[1] - a[2]) - (b[1] - b[2]));
}

// How far a colour is from that of an ink; nothing: too far.
std::optional<int> distance(const Rgb& ink, const Rgb& colour) {
  const int lighter =
      brightness(colour[0], colour[1], colour[2]) - brightness(ink[0], ink[1], ink[2]);
  if (!same_tint(ink, colour) || lighter > much_lighter || lighter < -much_darker)
    return std::nullopt;
  return red_green(ink, colour) + green_blue(ink, colour) + std::abs(lighter);
}

Rgb median(std::vector<Rgb> colours) {
  Rgb middle{};
  for (std::size_t channel = 0; channel < middle.size(); ++channel) {
    const auto half = colours.begin() + static_cast<std::ptrdiff_t>(colours.size() / 2);
    std::nth_element(colours.begin(), half, colours.end(),
                     [&](const Rgb& a, const Rgb& b) { return a[channel] < b[channel]; });
    middle[channel] = (*half)[channel];
  }
  return middle;
}

} // namespace

bool same_tint(const Rgb& a, const Rgb& b) {
  return red_green(a, b) <= most_tint && green_blue(a, b) <= most_tint;
}

InkColours::InkColours(std::vector<Rgb> strokes) {
  const std::size_t few = strokes.size() / odd_strokes;
  while (strokes.size() > few && colours_.size() < most_colours) {
    const Rgb middle = median(strokes);
    const std::size_t before = strokes.size();
    std::erase_if(strokes, [&](const Rgb& colour) { return distance(middle, colour).has_value(); });
    if (strokes.size() == before)
      return; // a mixture of others
    colours_.push_back(middle);
  }
}

Rgb InkColours::nearest(const Rgb& colour) const {
  Rgb best = colour;
  std::optional<int> nearest;
  for (const Rgb& ink : colours_)
    if (const auto far = distance(ink, colour); far && (!nearest || *far < *nearest)) {
      nearest = far;
      best = ink;
    }
  return best;
}

} // namespace foyer::imaging
