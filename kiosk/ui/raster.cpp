// SPDX-License-Identifier: EUPL-1.2
#include "raster.hpp"

#include <imgui.h>

#include <cmath>
#include <cstring>

namespace foyer::ui {

namespace {

// Positions in 1/256 pixel: exact integers from here on.
constexpr int sub = 256;

std::uint64_t hashed(const Shape& s) {
  std::uint64_t h = 0xcbf29ce484222325u;
  const auto add = [&h](const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    while (size >= 4) {
      std::uint32_t word = 0;
      std::memcpy(&word, bytes, 4);
      h = (h ^ word) * 0x9e3779b97f4a7c15u;
      h ^= h >> 29;
      bytes += 4;
      size -= 4;
    }
  };
  const std::uint32_t head[] = {static_cast<std::uint32_t>(s.kind), s.texture};
  add(head, sizeof head);
  add(s.x, sizeof s.x), add(s.y, sizeof s.y), add(s.u, sizeof s.u), add(s.v, sizeof s.v);
  add(s.color, sizeof s.color);
  add(&s.clip, sizeof s.clip);
  return h;
}

Color unpack(ImU32 c) {
  return {static_cast<std::uint8_t>(c >> IM_COL32_R_SHIFT),
          static_cast<std::uint8_t>(c >> IM_COL32_G_SHIFT),
          static_cast<std::uint8_t>(c >> IM_COL32_B_SHIFT),
          static_cast<std::uint8_t>(c >> IM_COL32_A_SHIFT)};
}

bool whole(float v) {
  return v == std::floor(v);
}

// ImDrawList writes rectangles as vertices a b c d and indices a b c, a c d.
bool is_quad(const ImDrawVert* v, const ImDrawIdx* i) {
  if (i[0] != i[3] || i[2] != i[4])
    return false;
  const ImDrawVert &a = v[i[0]], &b = v[i[1]], &c = v[i[2]], &d = v[i[5]];
  return a.pos.x == d.pos.x && b.pos.x == c.pos.x && a.pos.y == b.pos.y && c.pos.y == d.pos.y &&
         a.uv.x == d.uv.x && b.uv.x == c.uv.x && a.uv.y == b.uv.y && c.uv.y == d.uv.y &&
         a.col == b.col && a.col == c.col && a.col == d.col && a.pos.x < c.pos.x &&
         a.pos.y < c.pos.y && whole(a.pos.x) && whole(a.pos.y) && whole(c.pos.x) && whole(c.pos.y);
}

Shape shape(const ImDrawVert* v, const ImDrawIdx* i, bool quad, const ImDrawCmd& cmd,
            const Box& clip) {
  Shape s;
  s.kind = quad ? Shape::Kind::quad : Shape::Kind::triangle;
  s.texture = static_cast<TextureId>(reinterpret_cast<std::uintptr_t>(cmd.GetTexID()));
  s.clip = clip;
  const int used = quad ? 2 : 3;
  for (int k = 0; k < used; ++k) {
    const ImDrawVert& from = v[i[quad ? 2 * k : k]];
    s.x[k] = from.pos.x, s.y[k] = from.pos.y;
    s.u[k] = from.uv.x, s.v[k] = from.uv.y;
    s.color[k] = unpack(from.col);
  }
  if (quad)
    s.color[2] = s.color[0];
  s.uniform = s.color[0] == s.color[1] && s.color[0] == s.color[2];
  const auto [left, right] = std::minmax_element(s.x, s.x + used);
  const auto [top, bottom] = std::minmax_element(s.y, s.y + used);
  s.bounds = Box{static_cast<int>(std::floor(*left)), static_cast<int>(std::floor(*top)),
                 static_cast<int>(std::ceil(*right)), static_cast<int>(std::ceil(*bottom))}
                 .intersect(clip);
  s.hash = hashed(s);
  return s;
}

std::uint32_t pack(Color c) {
  return 0xff000000u | static_cast<std::uint32_t>(c.r) << 16 |
         static_cast<std::uint32_t>(c.g) << 8 | c.b;
}

// Exact rounding of v/255 for v up to 255*255.
std::uint32_t div255(std::uint32_t v) {
  return (v + 128 + ((v + 128) >> 8)) >> 8;
}

[[gnu::always_inline]] inline std::uint32_t blend(std::uint32_t under, Color c,
                                                  std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  const std::uint32_t r = div255(c.r * alpha + (under >> 16 & 0xff) * rest);
  const std::uint32_t g = div255(c.g * alpha + (under >> 8 & 0xff) * rest);
  const std::uint32_t b = div255(c.b * alpha + (under & 0xff) * rest);
  return 0xff000000u | r << 16 | g << 8 | b;
}

[[gnu::always_inline]] inline void put(std::uint32_t& pixel, Color c, std::uint32_t alpha) {
  if (alpha == 0)
    return;
  pixel = alpha == 255 ? pack(c) : blend(pixel, c, alpha);
}

// A row of a letter. Every pixel is blended, also where the mask is empty or full (that changes
// nothing and gives the colour, exactly): without a branch the compiler does eight at a time.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
[[gnu::target_clones("avx2", "default")]]
#endif
void blend_row(std::uint32_t* row, const std::uint8_t* mask, int count, Color color) {
  for (int x = 0; x < count; ++x)
    row[x] = blend(row[x], color, div255(static_cast<std::uint32_t>(mask[x]) * color.a));
}

void draw_quad(const Shape& s, const Box& box, const Texture& texture, std::uint32_t* pixels,
               int stride) {
  const Color color = s.color[0];
  const int x0 = static_cast<int>(s.x[0]), y0 = static_cast<int>(s.y[0]);
  const int w = static_cast<int>(s.x[1]) - x0, h = static_cast<int>(s.y[1]) - y0;
  if (s.texture == 0) {
    for (int y = box.y0; y < box.y1; ++y) {
      std::uint32_t* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
      if (color.a == 255)
        std::fill(row + box.x0, row + box.x1, pack(color));
      else
        for (int x = box.x0; x < box.x1; ++x)
          put(row[x], color, color.a);
    }
    return;
  }
  const int sx = static_cast<int>(std::lround(s.u[0] * static_cast<float>(texture.width)));
  const int sy = static_cast<int>(std::lround(s.v[0] * static_cast<float>(texture.height)));
  const int sw = static_cast<int>(std::lround(s.u[1] * static_cast<float>(texture.width))) - sx;
  const int sh = static_cast<int>(std::lround(s.v[1] * static_cast<float>(texture.height))) - sy;
  if (sx < 0 || sy < 0 || sw < 1 || sh < 1 || sx + sw > texture.width || sy + sh > texture.height)
    return;
  if (texture.kind == Texture::Kind::mask && w == sw && h == sh) { // letters: most of a page
    for (int y = box.y0; y < box.y1; ++y) {
      std::uint32_t* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
      const std::uint8_t* mask = texture.pixels.data() +
                                 static_cast<std::ptrdiff_t>(sy + y - y0) * texture.width + sx - x0;
      blend_row(row + box.x0, mask + box.x0, box.x1 - box.x0, color);
    }
    return;
  }
  for (int y = box.y0; y < box.y1; ++y) {
    std::uint32_t* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
    const int ty = sy + (h == sh ? y - y0 : static_cast<int>(std::int64_t{y - y0} * sh / h));
    const std::size_t line = static_cast<std::size_t>(ty) * static_cast<std::size_t>(texture.width);
    for (int x = box.x0; x < box.x1; ++x) {
      const int tx = sx + (w == sw ? x - x0 : static_cast<int>(std::int64_t{x - x0} * sw / w));
      const std::size_t at = line + static_cast<std::size_t>(tx);
      if (texture.kind == Texture::Kind::mask) {
        put(row[x], color, div255(static_cast<std::uint32_t>(texture.pixels[at]) * color.a));
      } else {
        const std::uint8_t* p = &texture.pixels[at * 4];
        put(row[x], {p[0], p[1], p[2], 255}, div255(static_cast<std::uint32_t>(p[3]) * color.a));
      }
    }
  }
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { // b > 0
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

struct Edge { // value(x, y) = a*x + b*y + c, inside where value >= bias
  std::int64_t a, b, c;
  std::int64_t bias;
};

// Plain triangles carry no texture here: only quads are textured in this house.
void draw_triangle(const Shape& s, const Box& box, std::uint32_t* pixels, int stride) {
  std::int64_t px[3], py[3];
  Color color[3] = {s.color[0], s.color[1], s.color[2]};
  for (int k = 0; k < 3; ++k) {
    px[k] = std::lround(s.x[k] * sub);
    py[k] = std::lround(s.y[k] * sub);
  }
  std::int64_t area = (px[1] - px[0]) * (py[2] - py[0]) - (px[2] - px[0]) * (py[1] - py[0]);
  if (area == 0)
    return;
  if (area < 0) {
    std::swap(px[1], px[2]), std::swap(py[1], py[2]), std::swap(color[1], color[2]);
    area = -area;
  }
  Edge edges[3];
  for (int k = 0; k < 3; ++k) {
    const int i = (k + 1) % 3, j = (k + 2) % 3; // the edge opposite of corner k
    const std::int64_t dx = px[j] - px[i], dy = py[j] - py[i];
    edges[k] = {-dy, dx, dy * px[i] - dx * py[i], 0};
    // Top-left rule: a pixel centre on a shared edge belongs to exactly one triangle.
    const bool top_left = dy < 0 || (dy == 0 && dx > 0);
    edges[k].bias = top_left ? 0 : 1;
  }
  const double inverse = 1.0 / static_cast<double>(area);
  // The edge of a shape: one colour that fades.
  const bool fades = color[0].with_alpha(0) == color[1].with_alpha(0) &&
                     color[0].with_alpha(0) == color[2].with_alpha(0);
  for (int y = box.y0; y < box.y1; ++y) {
    const std::int64_t cy = std::int64_t{y} * sub + sub / 2;
    std::int64_t first = box.x0, last = box.x1 - 1;
    for (const Edge& e : edges) {
      // a*(x*sub + sub/2) + b*cy + c >= bias, solved for whole x.
      const std::int64_t rest = e.b * cy + e.c + e.a * (sub / 2) - e.bias, step = e.a * sub;
      if (step > 0)
        first = std::max(first, floor_div(-rest + step - 1, step));
      else if (step < 0)
        last = std::min(last, floor_div(rest, -step));
      else if (rest < 0)
        last = first - 1;
    }
    if (first > last)
      continue;
    std::uint32_t* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
    if (s.uniform && color[0].a == 255) {
      std::fill(row + first, row + last + 1, pack(color[0]));
      continue;
    }
    for (std::int64_t x = first; x <= last; ++x) {
      Color c = color[0];
      if (!s.uniform) {
        const std::int64_t cx = x * sub + sub / 2;
        double weight[3];
        for (int k = 0; k < 3; ++k)
          weight[k] = static_cast<double>(edges[k].a * cx + edges[k].b * cy + edges[k].c) * inverse;
        const auto channel = [&](std::uint8_t Color::* part) {
          const double value =
              weight[0] * color[0].*part + weight[1] * color[1].*part + weight[2] * color[2].*part;
          return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0) + 0.5);
        };
        if (fades)
          c.a = channel(&Color::a);
        else
          c = {channel(&Color::r), channel(&Color::g), channel(&Color::b), channel(&Color::a)};
      }
      put(row[x], c, c.a);
    }
  }
}

} // namespace

std::vector<Shape> shapes_of(const ImDrawData& data, int width, int height) {
  std::vector<Shape> shapes;
  shapes.reserve(static_cast<std::size_t>(data.TotalIdxCount) / 5);
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList& list = *data.CmdLists[n];
    for (const ImDrawCmd& cmd : list.CmdBuffer) {
      const Box clip = Box{static_cast<int>(std::floor(cmd.ClipRect.x)),
                           static_cast<int>(std::floor(cmd.ClipRect.y)),
                           static_cast<int>(std::ceil(cmd.ClipRect.z)),
                           static_cast<int>(std::ceil(cmd.ClipRect.w))}
                           .intersect({0, 0, width, height});
      if (clip.empty())
        continue;
      const ImDrawVert* v = list.VtxBuffer.Data + cmd.VtxOffset;
      const ImDrawIdx* i = list.IdxBuffer.Data + cmd.IdxOffset;
      for (unsigned k = 0; k + 3 <= cmd.ElemCount;) {
        const bool quad = k + 6 <= cmd.ElemCount && is_quad(v, i + k);
        Shape s = shape(v, i + k, quad, cmd, clip);
        k += quad ? 6 : 3;
        if (!s.bounds.empty() && (s.color[0].a | s.color[1].a | s.color[2].a) != 0)
          shapes.push_back(s);
      }
    }
  }
  return shapes;
}

bool hides(const Shape& shape, const Box& box) {
  return shape.kind == Shape::Kind::quad && shape.texture == 0 && shape.color[0].a == 255 &&
         shape.bounds.united(box) == shape.bounds;
}

void draw(const Shape& shape, const Box& clip, const TextureStore& textures, std::uint32_t* pixels,
          int stride) {
  const Box box = shape.bounds.intersect(clip);
  if (box.empty())
    return;
  if (shape.kind == Shape::Kind::triangle)
    return draw_triangle(shape, box, pixels, stride);
  if (const Texture* texture = textures.find(shape.texture))
    draw_quad(shape, box, *texture, pixels, stride);
}

} // namespace foyer::ui
