// SPDX-License-Identifier: EUPL-1.2
// A card and a passport's page. Their machine-readable lines are nobody's: other tests have them.
#include "drawings.hpp"

#include <cmath>
#include <numbers>

namespace foyer::support_papers {

namespace {

using support_scanner::Colour;
using support_scanner::draw_text;

void draw_ground(cairo_t* canvas, const Paper& paper, Random& random) {
  const double red = between(random, 0.72, 0.92), green = between(random, 0.78, 0.94);
  const double blue = between(random, 0.78, 0.95);
  cairo_pattern_t* fade = cairo_pattern_create_linear(0, 0, paper.width, paper.height);
  cairo_pattern_add_color_stop_rgb(fade, 0, red, green, blue);
  cairo_pattern_add_color_stop_rgb(fade, 1, green, blue, red);
  cairo_set_source(canvas, fade);
  cairo_rectangle(canvas, 0, 0, paper.width, paper.height);
  cairo_fill(canvas);
  cairo_pattern_destroy(fade);
  set_colour(canvas, {0.4, 0.55, 0.6}, 0.35);
  cairo_set_line_width(canvas, 0.12);
  for (double base = 1; base < paper.height; base += 2.4) {
    cairo_move_to(canvas, 0, base);
    for (double x = 1; x <= paper.width; x += 1)
      cairo_line_to(canvas, x, base + 1.5 * std::sin(x * 0.2 + base));
    cairo_stroke(canvas);
  }
}

void draw_photo(cairo_t* canvas, double x, double y, double width, double height) {
  set_colour(canvas, {0.8, 0.83, 0.86});
  cairo_rectangle(canvas, x, y, width, height);
  cairo_fill(canvas);
  set_colour(canvas, {0.4, 0.36, 0.34});
  cairo_arc(canvas, x + width / 2, y + height * 0.42, width * 0.25, 0, 2 * std::numbers::pi);
  cairo_fill(canvas);
  cairo_rectangle(canvas, x + width * 0.12, y + height * 0.75, width * 0.76, height * 0.25);
  cairo_fill(canvas);
}

void draw_fields(cairo_t* canvas, const Paper& paper, Random& random, double x, double y,
                 double step, int rows) {
  const std::string face = font(paper.script, random);
  const std::string bold = face + " Bold";
  for (int row = 0; row < rows; ++row, y += step) {
    draw_text(canvas, x, y, word(paper.script, random) + " / " + word(Script::latin, random),
              {.font = face.c_str(), .millimetres = 1.9, .colour = {0.25, 0.28, 0.4}});
    draw_text(canvas, x, y + 2.3, capitalised_words(paper.script, random, 2),
              {.font = bold.c_str(), .millimetres = 3.1});
  }
}

} // namespace

void draw_card(cairo_t* canvas, const Paper& paper, Random& random) {
  draw_ground(canvas, paper, random);
  draw_photo(canvas, 4, 14, 24, 31);
  draw_text(canvas, 4, 3, capitalised_words(paper.script, random, 3),
            {.font = "Noto Sans Bold", .millimetres = 3.6, .colour = {0.1, 0.2, 0.5}});
  draw_fields(canvas, paper, random, 32, 11, 6.8, 6);
}

void draw_passport_page(cairo_t* canvas, const Paper& paper, Random& random) {
  draw_ground(canvas, paper, random);
  draw_photo(canvas, 6, 18, 33, 42);
  draw_text(canvas, 6, 5, capitalised_words(paper.script, random, 3),
            {.font = "Noto Sans Bold", .millimetres = 4.2, .colour = {0.4, 0.1, 0.2}});
  draw_fields(canvas, paper, random, 44, 13, 7.2, 8);
  draw_text(canvas, 6, 74, sentences(paper.script, random, 2),
            {.font = "Noto Sans", .millimetres = 2.6, .width = paper.width - 12});
}

} // namespace foyer::support_papers
