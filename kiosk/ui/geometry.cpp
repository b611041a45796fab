// SPDX-License-Identifier: EUPL-1.2
#include <ui/geometry.hpp>

#include <cmath>

namespace foyer::ui {

namespace {

std::uint8_t mixed(std::uint8_t a, std::uint8_t b, float amount) {
  const float value =
      static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * amount;
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.f, 255.f)));
}

// WCAG 2.2, definition of relative luminance (sRGB).
double luminance(Color c) {
  const auto linear = [](std::uint8_t v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

} // namespace

Color mix(Color a, Color b, float amount) {
  return {mixed(a.r, b.r, amount), mixed(a.g, b.g, amount), mixed(a.b, b.b, amount), a.a};
}

double contrast(Color a, Color b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace foyer::ui
