// SPDX-License-Identifier: EUPL-1.2
#include "outlines.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace foyer::ui {

namespace {

constexpr double most_off_px = 0.1; // of a chord from its arc
constexpr float soft_px = 1;        // the edge that fades

int chords_of_quarter(float radius) {
  if (radius <= 0.5f)
    return 1;
  const double half = std::acos(1 - most_off_px / std::max(1.0, static_cast<double>(radius)));
  return std::max(2, static_cast<int>(std::ceil(std::numbers::pi / 4 / half)));
}

// From angle `quarter` * 90 degrees, 0 at the right, on to the next, which is left out.
void add_quarter(Outline& points, Vec2 centre, float radius, int quarter, int chords) {
  for (int i = 0; i < chords; ++i) {
    const double angle = std::numbers::pi / 2 * (quarter + static_cast<double>(i) / chords);
    points.push_back({centre.x + radius * static_cast<float>(std::cos(angle)),
                      centre.y + radius * static_cast<float>(std::sin(angle))});
  }
}

Vec2 plus(Vec2 p, Vec2 way, float length) {
  return {p.x + way.x * length, p.y + way.y * length};
}

// Of length 1, to the left of the way from one to the other: outwards of an outline. Nothing where
// they are one point.
Vec2 normal(Vec2 from, Vec2 to) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  return length > 0.01f ? Vec2{dy / length, -dx / length} : Vec2{};
}

// Where two edges meet, as long as keeps both at distance 1; in a sharp corner no longer than this.
Vec2 mitre(Vec2 a, Vec2 b) {
  constexpr float longest = 4;
  if (a == Vec2{} || b == Vec2{})
    return plus(a, b, 1);
  const Vec2 middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
  const float square = middle.x * middle.x + middle.y * middle.y;
  if (square < 0.000001f)
    return middle;
  const float scale = std::min(1 / square, longest / std::sqrt(square));
  return {middle.x * scale, middle.y * scale};
}

// At each point, outwards.
std::vector<Vec2> mitres(const Outline& points, bool closed) {
  const std::size_t n = points.size();
  std::vector<Vec2> edges(n), all(n);
  for (std::size_t i = 0; i < n; ++i)
    edges[i] = normal(points[i], points[(i + 1) % n]);
  if (!closed)
    edges[n - 1] = edges[n - 2];
  for (std::size_t i = 0; i < n; ++i)
    all[i] = !closed && i == 0 ? edges[0] : mitre(edges[(i + n - 1) % n], edges[i]);
  return all;
}

// Vertices and triangles by their numbers in this shape.
class Mesh {
 public:
  Mesh(ImDrawList& list, std::size_t triangles, std::size_t vertices)
      : list_(list), white_(ImGui::GetFontTexUvWhitePixel()) {
    list_.PrimReserve(static_cast<int>(triangles * 3), static_cast<int>(vertices));
    first_ = list_._VtxCurrentIdx;
  }
  void vertex(Vec2 p, ImU32 color) { list_.PrimWriteVtx({p.x, p.y}, white_, color); }
  void triangle(std::size_t a, std::size_t b, std::size_t c) {
    for (const std::size_t corner : {a, b, c})
      list_.PrimWriteIdx(static_cast<ImDrawIdx>(first_ + corner));
  }
  void strip(std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    triangle(a, b, c);
    triangle(c, d, a);
  }

 private:
  ImDrawList& list_;
  ImVec2 white_;
  std::size_t first_ = 0;
};

ImU32 faded(ImU32 color) {
  return color & ~static_cast<ImU32>(IM_COL32_A_MASK);
}

bool invisible(ImU32 color) {
  return (color & IM_COL32_A_MASK) == 0;
}

} // namespace

Outline circle_outline(Vec2 centre, float radius) {
  Outline points;
  for (int quarter = 0; quarter < 4; ++quarter)
    add_quarter(points, centre, radius, quarter, chords_of_quarter(radius));
  return points;
}

Outline rounded_outline(Rect r, float radius) {
  if (radius <= 0.5f)
    return {{r.x, r.y}, {r.right(), r.y}, {r.right(), r.bottom()}, {r.x, r.bottom()}};
  const float left = r.x + radius, right = r.right() - radius, top = r.y + radius,
              bottom = r.bottom() - radius;
  const Vec2 centres[] = {{right, bottom}, {left, bottom}, {left, top}, {right, top}};
  Outline points;
  for (int quarter = 0; quarter < 4; ++quarter) {
    const Vec2 centre = centres[quarter];
    add_quarter(points, centre, radius, quarter, chords_of_quarter(radius));
    static constexpr Vec2 ends[] = {{0, 1}, {-1, 0}, {0, -1}, {1, 0}};
    points.push_back(plus(centre, ends[quarter], radius));
  }
  return points;
}

void fill_outline(ImDrawList& list, const Outline& convex, std::uint32_t color) {
  const std::size_t n = convex.size();
  if (n < 3 || invisible(color))
    return;
  const auto out = mitres(convex, true);
  Mesh mesh(list, n - 2 + 2 * n, 2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    mesh.vertex(plus(convex[i], out[i], -soft_px / 2), color);
    mesh.vertex(plus(convex[i], out[i], soft_px / 2), faded(color));
  }
  for (std::size_t i = 2; i < n; ++i)
    mesh.triangle(0, 2 * (i - 1), 2 * i);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t a = 2 * i, b = 2 * ((i + 1) % n);
    mesh.strip(b, a, a + 1, b + 1);
  }
}

void draw_way(ImDrawList& list, const Outline& points, std::uint32_t color, float width) {
  Outline run; // without a sharp turn, at which a mitre would be a needle
  for (const Vec2 point : points) {
    if (!run.empty() && run.back() == point)
      continue;
    if (run.size() > 1) {
      const Vec2 before = normal(run[run.size() - 2], run.back()), next = normal(run.back(), point);
      if (before.x * next.x + before.y * next.y < -0.5f) {
        draw_outline(list, run, false, color, width);
        run = {run.back()};
      }
    }
    run.push_back(point);
  }
  draw_outline(list, run, false, color, width);
}

void draw_outline(ImDrawList& list, const Outline& points, bool closed, std::uint32_t color,
                  float width) {
  const std::size_t n = points.size();
  if (n < 2 || invisible(color))
    return;
  const auto out = mitres(points, closed);
  const float inner = (std::max(width, 1.f) - soft_px) / 2; // 0: it fades from its middle
  const std::size_t lines = closed ? n : n - 1;
  Mesh mesh(list, 6 * lines, 4 * n);
  for (std::size_t i = 0; i < n; ++i) {
    mesh.vertex(plus(points[i], out[i], inner + soft_px), faded(color));
    mesh.vertex(plus(points[i], out[i], inner), color);
    mesh.vertex(plus(points[i], out[i], -inner), color);
    mesh.vertex(plus(points[i], out[i], -inner - soft_px), faded(color));
  }
  for (std::size_t i = 0; i < lines; ++i) {
    const std::size_t a = 4 * i, b = 4 * ((i + 1) % n);
    mesh.strip(b + 1, a + 1, a + 2, b + 2);
    mesh.strip(b + 1, a + 1, a, b);
    mesh.strip(b + 2, a + 2, a + 3, b + 3);
  }
}

} // namespace foyer::ui
