// SPDX-License-Identifier: EUPL-1.2
// The rasteriser: a list of shapes in painter's order onto 0xffRRGGBB pixels. Every pixel is
// computed from its own place, never from its neighbour, so that what is cut by a damage box has
// exactly the pixels of a full redraw. Private to the ui room.
#pragma once

#include <ui/geometry.hpp>
#include <ui/texture.hpp>

#include <cstdint>
#include <vector>

struct ImDrawData;

namespace foyer::ui {

struct Box { // half open, whole pixels
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool operator==(const Box&) const = default;
  [[nodiscard]] bool empty() const { return x0 >= x1 || y0 >= y1; }
  [[nodiscard]] Box intersect(const Box& o) const {
    return {std::max(x0, o.x0), std::max(y0, o.y0), std::min(x1, o.x1), std::min(y1, o.y1)};
  }
  [[nodiscard]] Box united(const Box& o) const {
    if (empty())
      return o;
    if (o.empty())
      return *this;
    return {std::min(x0, o.x0), std::min(y0, o.y0), std::max(x1, o.x1), std::max(y1, o.y1)};
  }
  [[nodiscard]] std::int64_t area() const {
    return empty() ? 0 : std::int64_t{x1 - x0} * (y1 - y0);
  }
};

struct Shape {
  enum class Kind : std::uint8_t { triangle, quad };
  Kind kind = Kind::triangle;
  bool uniform = true; // one colour
  TextureId texture = 0;
  float x[3] = {}, y[3] = {}; // quad: [0] top left, [1] bottom right
  float u[3] = {}, v[3] = {};
  Color color[3];
  Box clip;
  Box bounds;             // pixels it may touch, inside clip
  std::uint64_t hash = 0; // of everything above
};

// Two triangles that make an upright rectangle become one quad.
std::vector<Shape> shapes_of(const ImDrawData& data, int width, int height);

// Nothing below it is seen in the box.
bool hides(const Shape& shape, const Box& box);

void draw(const Shape& shape, const Box& clip, const TextureStore& textures, std::uint32_t* pixels,
          int stride);

} // namespace foyer::ui
