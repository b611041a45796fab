// SPDX-License-Identifier: EUPL-1.2
#include "paper.hpp"

#include <cairo.h>
#include <cmath>
#include <numbers>

namespace foyer::support_travel_pages {
namespace {

struct Tint {
  double red, green, blue;
};

Tint tint(double darkest, Random& random) {
  return {between(darkest, 0.95, random), between(darkest, 0.95, random),
          between(darkest, 0.95, random)};
}

void draw_waves(cairo_t* canvas, double width, double height, Random& random) {
  const double spacing = between(0.5, 1.6, random), lift = between(0.3, 3.0, random);
  const double length = between(5, 40, random), phase = between(0, 6, random);
  const double slope = between(-0.6, 0.6, random);
  cairo_set_line_width(canvas, between(0.05, 0.16, random));
  for (double y = -height; y < 2 * height; y += spacing) {
    for (double x = 0; x <= width; x += 1.0) {
      const double bent = y + slope * x +
                          lift * std::sin(2 * std::numbers::pi * x / length + phase) +
                          0.4 * lift * std::sin(5.1 * x / length + y * 0.21);
      cairo_line_to(canvas, x, bent);
    }
    cairo_stroke(canvas);
  }
}

void draw_rose(cairo_t* canvas, double width, double height, Random& random) {
  const double x0 = between(0, width, random), y0 = between(0, height, random);
  const double size = between(8, 30, random);
  const int leaves = 3 + static_cast<int>(random() % 9);
  cairo_set_line_width(canvas, between(0.05, 0.14, random));
  for (double ring = 0.3; ring < 1; ring += 0.09) {
    for (int i = 0; i <= 240; ++i) {
      const double a = 2 * std::numbers::pi * i / 240;
      const double r = size * ring * (1 + 0.25 * std::sin(leaves * a + 7 * ring));
      cairo_line_to(canvas, x0 + r * std::cos(a), y0 + r * std::sin(a));
    }
    cairo_stroke(canvas);
  }
}

} // namespace

double between(double least, double most, Random& random) {
  return least +
         (most - least) * static_cast<double>(random()) / static_cast<double>(Random::max());
}

void draw_security_print(cairo_t* canvas, double width, double height, Random& random) {
  cairo_save(canvas);
  cairo_rectangle(canvas, 0, 0, width, height);
  cairo_clip(canvas);
  cairo_pattern_t* const shade =
      cairo_pattern_create_linear(0, 0, width, between(0, height, random));
  for (const double at : {0.0, 0.5, 1.0}) {
    const Tint t = tint(0.78, random);
    cairo_pattern_add_color_stop_rgb(shade, at, t.red, t.green, t.blue);
  }
  cairo_set_source(canvas, shade);
  cairo_paint(canvas);
  cairo_pattern_destroy(shade);
  for (std::size_t i = 1 + random() % 3; i > 0; --i) {
    const Tint t = tint(0.45, random);
    cairo_set_source_rgba(canvas, t.red, t.green, t.blue, between(0.3, 0.9, random));
    draw_waves(canvas, width, height, random);
  }
  for (std::size_t i = random() % 4; i > 0; --i) {
    const Tint t = tint(0.4, random);
    cairo_set_source_rgba(canvas, t.red, t.green, t.blue, between(0.3, 0.9, random));
    draw_rose(canvas, width, height, random);
  }
  cairo_restore(canvas);
}

} // namespace foyer::support_travel_pages
