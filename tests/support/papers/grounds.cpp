// SPDX-License-Identifier: EUPL-1.2
// Papers with a printed ground, which checks of light must not take for light.
#include "everyday.hpp"

#include <cmath>
#include <initializer_list>
#include <numbers>

namespace foyer::support_papers {

namespace {

using support_scanner::Colour;
using support_scanner::draw_text;

void fade(cairo_t* canvas, cairo_pattern_t* pattern, std::initializer_list<Colour> colours) {
  double at = 0;
  for (const Colour& colour : colours) {
    cairo_pattern_add_color_stop_rgb(pattern, at, colour.red, colour.green, colour.blue);
    at += 1.0 / static_cast<double>(colours.size() - 1);
  }
  cairo_set_source(canvas, pattern);
  cairo_pattern_destroy(pattern);
}

void hill(cairo_t* canvas, const Paper& paper, double base, const Colour& from, const Colour& to,
          Random& random) {
  fade(canvas, cairo_pattern_create_linear(0, base - 30, 0, paper.height), {from, to});
  cairo_move_to(canvas, 0, paper.height);
  cairo_line_to(canvas, 0, base);
  for (double x = 0; x < paper.width; x += 30)
    cairo_curve_to(canvas, x + 10, base + between(random, -25, 15), x + 20,
                   base + between(random, -25, 15), x + 30, base + between(random, -6, 6));
  cairo_line_to(canvas, paper.width, paper.height);
  cairo_fill(canvas);
}

// A landscape with a sun, or a face before it.
void draw_photo(cairo_t* canvas, const Paper& paper, Random& random) {
  fade(canvas, cairo_pattern_create_linear(0, 0, 0, paper.height * 0.6),
       {{0.35, 0.55, 0.85}, {0.75, 0.85, 0.95}, {0.95, 0.93, 0.85}});
  cairo_paint(canvas);
  const double sun_x = between(random, 40, paper.width - 40), sun_y = between(random, 40, 110);
  cairo_pattern_t* sun = cairo_pattern_create_radial(sun_x, sun_y, 3, sun_x, sun_y, 28);
  cairo_pattern_add_color_stop_rgba(sun, 0, 1, 1, 1, 1);
  cairo_pattern_add_color_stop_rgba(sun, 0.4, 1, 1, 0.96, 0.9);
  cairo_pattern_add_color_stop_rgba(sun, 1, 1, 1, 0.9, 0);
  cairo_set_source(canvas, sun);
  cairo_pattern_destroy(sun);
  cairo_paint(canvas);
  for (int i = 0; i < 3; ++i)
    hill(canvas, paper, paper.height * (0.45 + 0.15 * i),
         {0.45 - 0.1 * i, 0.55 - 0.08 * i, 0.4 - 0.1 * i}, {0.2 - 0.05 * i, 0.3, 0.15}, random);
  if (below(random, 2) == 0) {
    fade(canvas,
         cairo_pattern_create_radial(paper.width / 2, paper.height * 0.6, 5, paper.width / 2,
                                     paper.height * 0.6, 70),
         {{0.85, 0.68, 0.58}, {0.6, 0.42, 0.34}, {0.15, 0.1, 0.1}});
    cairo_arc(canvas, paper.width / 2, paper.height * 0.6, 48, 0, 2 * std::numbers::pi);
    cairo_fill(canvas);
  }
}

void weave(cairo_t* canvas, const Paper& paper, const Colour& colour, double pitch, double width,
           Random& random) {
  const double a = between(random, 0.05, 0.25), b = between(random, 2, 7);
  set_colour(canvas, colour);
  cairo_set_line_width(canvas, width);
  for (double base = -10; base < paper.height + 10; base += pitch) {
    cairo_move_to(canvas, 0, base);
    for (double x = 1; x <= paper.width; x += 1)
      cairo_line_to(canvas, x, base + b * std::sin(x * a + base * 0.3) + std::sin(x * 0.7));
    cairo_stroke(canvas);
  }
}

void draw_cheque(cairo_t* canvas, const Paper& paper, Random& random) {
  weave(canvas, paper, {0.45, 0.62, 0.75}, 1.1, 0.25, random);
  weave(canvas, paper, {0.8, 0.62, 0.6}, 1.3, 0.2, random);
  const std::string face = font(paper.script, random), bold = face + " Bold";
  draw_text(canvas, 8, 6, capitalised_words(paper.script, random, 3),
            {.font = bold.c_str(), .millimetres = 4.4});
  for (int i = 0; i < 3; ++i)
    draw_text(canvas, 8, 22 + 11 * i, capitalised_words(paper.script, random, 4),
              {.font = face.c_str(), .millimetres = 3.4});
  draw_text(canvas, 110, 20, "EUR " + amount(random),
            {.font = "DejaVu Sans Mono Bold", .millimetres = 4.6});
}

// Pale lines over all of it, a large pale eagle's place, a seal.
void draw_diploma(cairo_t* canvas, const Paper& paper, Random& random) {
  const Colour pale{between(random, 0.75, 0.9), between(random, 0.8, 0.9), 0.88};
  weave(canvas, paper, pale, between(random, 2, 5), between(random, 0.4, 1.2), random);
  const double x = paper.width / 2, y = paper.height / 2;
  fade(canvas, cairo_pattern_create_radial(x, y, 5, x, y, 60),
       {{0.84, 0.86, 0.88}, {0.9, 0.91, 0.92}, {0.985, 0.98, 0.97}});
  for (int i = 0; i < 8; ++i) {
    const double angle = i * std::numbers::pi / 4;
    cairo_arc(canvas, x + 28 * std::cos(angle), y + 34 * std::sin(angle), 22, 0,
              2 * std::numbers::pi);
    cairo_fill(canvas);
  }
  const std::string face = font(paper.script, random), bold = face + " Bold";
  draw_text(canvas, 50, 40, capitalised_words(paper.script, random, 2),
            {.font = bold.c_str(), .millimetres = 9});
  for (int i = 0; i < 5; ++i)
    draw_text(canvas, 30, 80 + 27 * i, sentences(paper.script, random, 2),
              {.font = face.c_str(), .millimetres = 4.4, .width = 150});
}

// A colour that fades into another, white letters on it.
void draw_brochure(cairo_t* canvas, const Paper& paper, Random& random) {
  const Colour darks[] = {{0.05, 0.15, 0.4}, {0.4, 0.05, 0.1}, {0.05, 0.3, 0.2}, {0.2, 0.2, 0.22}};
  const Colour lights[] = {{0.6, 0.75, 0.95}, {0.95, 0.7, 0.6}, {0.98, 0.98, 0.97}};
  const Colour dark = darks[below(random, 4)];
  fade(canvas, cairo_pattern_create_linear(0, 0, paper.width, paper.height),
       {dark, dark, lights[below(random, 3)]});
  cairo_rectangle(canvas, 0, 0, paper.width, paper.height);
  cairo_fill(canvas);
  const std::string face = font(paper.script, random), bold = face + " Bold";
  draw_text(canvas, 20, 30, capitalised_words(paper.script, random, 2),
            {.font = bold.c_str(), .millimetres = 12, .colour = {1, 1, 1}, .width = 170});
  draw_text(canvas, 20, 80, sentences(paper.script, random, 5),
            {.font = face.c_str(), .millimetres = 4.5, .colour = {1, 1, 1}, .width = 150});
  cairo_rectangle(canvas, 20, 180, 100, 70);
  set_colour(canvas, {0.99, 0.99, 0.99});
  cairo_fill(canvas);
  draw_text(canvas, 26, 186, sentences(paper.script, random, 4),
            {.font = face.c_str(), .millimetres = 3.6, .width = 88});
}

void draw_dark_card(cairo_t* canvas, const Paper& paper, Random& random) {
  const Colour darks[] = {{0.06, 0.12, 0.32}, {0.35, 0.06, 0.12}, {0.08, 0.25, 0.16}};
  set_colour(canvas, darks[below(random, 3)]);
  cairo_rectangle(canvas, 0, 0, paper.width, paper.height);
  cairo_fill(canvas);
  const bool is_cover = paper.width > 86;
  const Colour gold{0.83, 0.7, 0.35}, white{0.95, 0.95, 0.95};
  const Colour& ink = is_cover ? gold : white;
  draw_text(canvas, paper.width * 0.1, paper.height * 0.1,
            capitalised_words(paper.script, random, 2),
            {.font = "Noto Sans Bold", .millimetres = 4.5, .colour = ink});
  set_colour(canvas, ink);
  cairo_set_line_width(canvas, 0.8);
  cairo_arc(canvas, paper.width / 2, paper.height * 0.55, paper.height * 0.16, 0,
            2 * std::numbers::pi);
  cairo_stroke(canvas);
  for (int i = 0; i < 3; ++i)
    draw_text(canvas, paper.width * 0.1, paper.height * 0.75 + 4 * i,
              capitalised_words(paper.script, random, 3),
              {.font = "Noto Sans", .millimetres = 2.8, .colour = ink});
}

} // namespace

void draw_printed_ground(cairo_t* canvas, const Paper& paper, Random& random) {
  switch (paper.subject) {
  case Subject::photo: return draw_photo(canvas, paper, random);
  case Subject::cheque: return draw_cheque(canvas, paper, random);
  case Subject::diploma: return draw_diploma(canvas, paper, random);
  case Subject::brochure: return draw_brochure(canvas, paper, random);
  default: return draw_dark_card(canvas, paper, random);
  }
}

} // namespace foyer::support_papers
