// SPDX-License-Identifier: EUPL-1.2
// Points, rectangles and colours. Lengths are device pixels unless a name says mm.
#pragma once

#include <algorithm>
#include <cstdint>

namespace foyer::ui {

struct Vec2 {
  float x = 0, y = 0;
  bool operator==(const Vec2&) const = default;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] Vec2 centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
  [[nodiscard]] bool contains(Vec2 p) const {
    return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
  }
  [[nodiscard]] Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
  [[nodiscard]] Rect inset(float dx, float dy) const {
    return {x + dx, y + dy, w - 2 * dx, h - 2 * dy};
  }
  [[nodiscard]] Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  [[nodiscard]] Rect intersect(const Rect& o) const {
    const float left = std::max(x, o.x), top = std::max(y, o.y);
    return {left, top, std::max(0.f, std::min(right(), o.right()) - left),
            std::max(0.f, std::min(bottom(), o.bottom()) - top)};
  }
  [[nodiscard]] Rect united(const Rect& o) const {
    if (empty())
      return o;
    if (o.empty())
      return *this;
    const float left = std::min(x, o.x), top = std::min(y, o.y);
    return {left, top, std::max(right(), o.right()) - left, std::max(bottom(), o.bottom()) - top};
  }
  bool operator==(const Rect&) const = default;
};

// Straight (not premultiplied) alpha.
struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  static constexpr Color rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16 & 0xff), static_cast<std::uint8_t>(hex >> 8 & 0xff),
            static_cast<std::uint8_t>(hex & 0xff), 255};
  }
  [[nodiscard]] constexpr Color with_alpha(std::uint8_t alpha) const { return {r, g, b, alpha}; }
  bool operator==(const Color&) const = default;
};

// `amount` of b over a, 0..1; alpha is a's.
Color mix(Color a, Color b, float amount);
// Relative luminance contrast, 1..21 (WCAG 2.2, definition of contrast ratio). Alpha is ignored.
double contrast(Color a, Color b);

} // namespace foyer::ui
