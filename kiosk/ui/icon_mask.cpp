// SPDX-License-Identifier: EUPL-1.2
#include <ui/icon_mask.hpp>

#include <base/unique_handle.hpp>

#include <cairo.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace foyer::ui {

namespace {

constexpr double miter_limit = 4; // the only one compile_icons.py lets through
constexpr unsigned char solid = 255;

// Without pointers, so that the table is never written to when the program is loaded.
struct Shape {
  std::uint16_t first, count; // in numbers
  std::uint8_t fill;          // how opaque, 0: no filling
  std::uint8_t rule;          // cairo_fill_rule_t
  std::uint16_t width;        // of the line in steps of the grid, 0: no line
  std::uint8_t cap, join;     // cairo_line_cap_t, cairo_line_join_t
};
struct Drawing {
  std::uint8_t side;
  std::uint16_t first, count; // in shapes
};

#include "icons_table.inc"

constexpr Drawing drawings[] = {{1, 0, 0},
#define FOYER_ICON_DRAWING(name, mirrored) drawn::name,
                                FOYER_ICONS(FOYER_ICON_DRAWING)
#undef FOYER_ICON_DRAWING
};
static_assert(std::size(drawings) == drawn_count + 1, "assets/icons holds what FOYER_ICONS lacks");

void follow(cairo_t* cairo, const Shape& shape) {
  const std::int32_t *at = numbers + shape.first, *end = at + shape.count;
  const auto next = [&] { return *at++ / grid; };
  while (at != end)
    switch (*at++) {
    case 0: {
      const double x = next(), y = next();
      cairo_move_to(cairo, x, y);
      break;
    }
    case 1: {
      const double x = next(), y = next();
      cairo_line_to(cairo, x, y);
      break;
    }
    case 2: {
      const double x1 = next(), y1 = next(), x2 = next(), y2 = next(), x3 = next(), y3 = next();
      cairo_curve_to(cairo, x1, y1, x2, y2, x3, y3);
      break;
    }
    default: cairo_close_path(cairo);
    }
}

void draw(cairo_t* cairo, const Shape& shape, bool lines_only) {
  follow(cairo, shape);
  if (shape.fill == solid || (shape.fill != 0 && !lines_only)) {
    cairo_set_fill_rule(cairo, static_cast<cairo_fill_rule_t>(shape.rule));
    cairo_set_source_rgba(cairo, 0, 0, 0, shape.fill / 255.);
    cairo_fill_preserve(cairo);
  }
  if (shape.width != 0) {
    cairo_set_line_width(cairo, shape.width / grid);
    cairo_set_line_cap(cairo, static_cast<cairo_line_cap_t>(shape.cap));
    cairo_set_line_join(cairo, static_cast<cairo_line_join_t>(shape.join));
    cairo_set_source_rgba(cairo, 0, 0, 0, 1);
    cairo_stroke_preserve(cairo);
  }
  cairo_new_path(cairo);
}

} // namespace

std::vector<std::uint8_t> icon_mask(Icon icon, int w, int h, IconLook look) {
  using Surface = UniqueHandle<cairo_surface_t, cairo_surface_destroy>;
  using Cairo = UniqueHandle<cairo_t, cairo_destroy>;
  const Drawing& drawing = drawings[static_cast<std::size_t>(icon)];
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, w, h));
  if (drawing.count == 0 || w < 1 || h < 1 ||
      cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    return {};
  Cairo cairo(cairo_create(surface.get()));
  if (look.mirrored) {
    cairo_translate(cairo.get(), w, 0);
    cairo_scale(cairo.get(), -1, 1);
  }
  const double scale = std::min(w, h) / static_cast<double>(drawing.side);
  cairo_translate(cairo.get(), (w - scale * drawing.side) / 2, (h - scale * drawing.side) / 2);
  cairo_scale(cairo.get(), scale, scale);
  cairo_set_miter_limit(cairo.get(), miter_limit);
  for (int i = 0; i < drawing.count; ++i)
    draw(cairo.get(), shapes[drawing.first + i], look.lines_only);
  cairo_surface_flush(surface.get());
  const unsigned char* from = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  std::vector<std::uint8_t> alpha;
  alpha.reserve(static_cast<std::size_t>(w) * static_cast<std::size_t>(h));
  for (int y = 0; y < h; ++y)
    alpha.insert(alpha.end(), from + y * stride, from + y * stride + w);
  return alpha;
}

} // namespace foyer::ui
