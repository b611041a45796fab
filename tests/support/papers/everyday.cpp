// SPDX-License-Identifier: EUPL-1.2
// What else people bring: forms, tables, receipts, newspapers, notes by hand.
#include "everyday.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer::support_papers {

namespace {

using support_scanner::Colour;
using support_scanner::draw_text;

void fill(cairo_t* canvas, double x, double y, double width, double height, const Colour& colour) {
  set_colour(canvas, colour);
  cairo_rectangle(canvas, x, y, width, height);
  cairo_fill(canvas);
}

// White fields on a tint, as on transfer forms and tax forms.
void draw_form(cairo_t* canvas, const Paper& paper, Random& random) {
  const Colour tints[] = {{0.78, 0.92, 0.80},
                          {0.98, 0.83, 0.74},
                          {0.76, 0.86, 0.96},
                          {0.99, 0.93, 0.66},
                          {0.93, 0.80, 0.90}};
  const Colour tint = tints[below(random, 5)];
  const std::string face = font(paper.script, random), bold = face + " Bold";
  const bool bleeds = below(random, 2) == 0;
  const double margin = bleeds ? 0 : 8;
  fill(canvas, margin, margin, paper.width - 2 * margin, paper.height - 2 * margin, tint);
  if (!bleeds)
    draw_text(canvas, 12, paper.height - 7, "Vordruck 0" + amount(random),
              {.font = face.c_str(), .millimetres = 2.4});
  draw_text(canvas, 16, 14, capitalised_words(paper.script, random, 3),
            {.font = bold.c_str(), .millimetres = 5});
  for (double y = 30; y < paper.height - 24; y += 15) {
    const int columns = 1 + static_cast<int>(below(random, 3));
    const double width = (paper.width - 32 - 4 * (columns - 1)) / columns;
    for (int column = 0; column < columns; ++column) {
      const double x = 16 + column * (width + 4);
      draw_text(canvas, x, y, capitalised_words(paper.script, random, 2),
                {.font = face.c_str(), .millimetres = 2.3});
      fill(canvas, x, y + 3.4, width, 8, {1, 1, 1});
      if (below(random, 3) != 0)
        draw_text(canvas, x + 2, y + 5, capitalised_words(paper.script, random, 2),
                  {.font = "DejaVu Sans Mono", .millimetres = 3.6});
    }
  }
}

void draw_table(cairo_t* canvas, const Paper& paper, Random& random) {
  const std::string face = font(paper.script, random), bold = face + " Bold";
  const Colour ink{0.05, 0.05, 0.07};
  const double line = between(random, 0.8, 1.8), height = between(random, 11, 17);
  const int rows = static_cast<int>((paper.height - 50) / height);
  fill(canvas, 15, 20, paper.width - 30, height, below(random, 2) == 0 ? ink : Colour{.6, .6, .65});
  for (int row = 0; row <= rows; ++row)
    fill(canvas, 15, 20 + height * row - line / 2, paper.width - 30, line, ink);
  for (const double x : {15.0, 60.0, 120.0, paper.width - 15})
    fill(canvas, x - line / 2, 20, line, height * rows, ink);
  for (int row = 0; row < rows; ++row)
    for (const double x : {18.0, 63.0, 123.0})
      draw_text(canvas, x, 20 + height * row + 3,
                x > 100 ? amount(random) : capitalised_words(paper.script, random, 2),
                {.font = (row == 0 ? bold : face).c_str(),
                 .millimetres = 3.6,
                 .colour = row == 0 ? Colour{1, 1, 1} : ink});
}

void draw_stamp(cairo_t* canvas, double x, double y, const Colour& colour, Random& random) {
  set_colour(canvas, colour, 0.85);
  cairo_set_line_width(canvas, 0.7);
  for (const double radius : {16.0, 11.0}) {
    cairo_new_path(canvas);
    cairo_arc(canvas, x, y, radius, 0, 2 * std::numbers::pi);
    cairo_stroke(canvas);
  }
  draw_text(canvas, x - 9, y - 2, word(Script::latin, random).substr(0, 7),
            {.font = "Noto Sans Bold", .millimetres = 3.4, .colour = colour});
}

// Half printed, half a pen's: loops in a row, never the same.
void write_line(cairo_t* canvas, double x, double y, double to, double size, Random& random) {
  cairo_move_to(canvas, x, y);
  while (x < to) {
    const int loops = 2 + static_cast<int>(below(random, 7));
    for (int i = 0; i < loops && x < to; ++i) {
      const double width = size * between(random, 0.4, 0.8);
      const double high = size * (below(random, 4) == 0 ? 1.7 : 0.8) * between(random, 0.8, 1.2);
      const double low = below(random, 7) == 0 ? size * 0.9 : 0.1;
      cairo_curve_to(canvas, x + width * 0.9, y - high, x - width * 0.1, y - high, x + width * 0.4,
                     y + low);
      cairo_curve_to(canvas, x + width * 0.6, y + 0.1, x + width * 0.8, y, x + width,
                     y + between(random, -0.3, 0.3));
      x += width;
    }
    cairo_stroke(canvas);
    x += size * 0.9;
    cairo_move_to(canvas, x, y + between(random, -0.4, 0.4));
  }
  cairo_new_path(canvas);
}

void draw_handwriting(cairo_t* canvas, const Paper& paper, Random& random) {
  const bool is_squared = below(random, 2) == 0;
  set_colour(canvas, {0.62, 0.7, 0.82});
  cairo_set_line_width(canvas, 0.2);
  for (double y = 20; y < paper.height - 12; y += is_squared ? 5 : 9) {
    cairo_move_to(canvas, 8, y);
    cairo_line_to(canvas, paper.width - 8, y);
  }
  for (double x = 8; is_squared && x < paper.width - 6; x += 5) {
    cairo_move_to(canvas, x, 20);
    cairo_line_to(canvas, x, paper.height - 12);
  }
  cairo_stroke(canvas);
  const Colour pens[] = {{0.1, 0.15, 0.55}, {0.1, 0.1, 0.12}, {0.45, 0.45, 0.5}};
  set_colour(canvas, pens[below(random, 3)]);
  cairo_set_line_width(canvas, between(random, 0.35, 0.7));
  const int lines = 4 + static_cast<int>(below(random, 18));
  for (int i = 0; i < lines; ++i)
    write_line(canvas, between(random, 14, 18), 28 + i * 10, paper.width - between(random, 14, 90),
               between(random, 2.4, 3.2), random);
}

void draw_newsprint(cairo_t* canvas, const Paper& paper, Random& random) {
  fill(canvas, 0, 0, paper.width, paper.height, {0.80, 0.79, 0.75});
  draw_text(canvas, 12, 10, capitalised_words(paper.script, random, 3),
            {.font = "Nimbus Roman Bold", .millimetres = 11, .width = paper.width - 24});
  const Colour ink{0.22, 0.22, 0.24};
  const double width = (paper.width - 34) / 4;
  for (int column = 0; column < 4; ++column) {
    const double x = 12 + column * (width + 3.3);
    double y = 42;
    if (column == 1) { // a screened picture over two columns
      for (double dot_y = 0; dot_y < 60; dot_y += 0.75)
        for (double dot_x = 0; dot_x < 2 * width; dot_x += 0.75) {
          const double tone = 0.5 + 0.3 * std::sin(dot_x * 0.13) * std::cos(dot_y * 0.09);
          set_colour(canvas, ink);
          cairo_arc(canvas, x + dot_x, y + dot_y, 0.42 * std::sqrt(tone), 0, 2 * std::numbers::pi);
          cairo_fill(canvas);
        }
    }
    if (column == 1 || column == 2)
      y += 66;
    while (y < paper.height - 40) {
      draw_text(canvas, x, y, sentences(paper.script, random, 3),
                {.font = "Nimbus Roman", .millimetres = 2.7, .colour = ink, .width = width});
      y += 38;
    }
  }
}

// Thermal paper, a till's face of fixed width.
void draw_receipt(cairo_t* canvas, const Paper& paper, Random& random) {
  const Colour ink{0.28, 0.28, 0.32};
  draw_text(canvas, 12, 8, capitalised_words(Script::latin, random, 2),
            {.font = "DejaVu Sans Mono Bold", .millimetres = 4.4, .colour = ink});
  for (double y = 22; y < paper.height - 30; y += 4.4) {
    draw_text(canvas, 5, y, capitalised_words(Script::latin, random, 1),
              {.font = "DejaVu Sans Mono", .millimetres = 2.9, .colour = ink});
    draw_text(canvas, paper.width - 22, y, amount(random),
              {.font = "DejaVu Sans Mono", .millimetres = 2.9, .colour = ink});
  }
  draw_text(canvas, 5, paper.height - 22, "SUMME EUR   " + amount(random),
            {.font = "DejaVu Sans Mono Bold", .millimetres = 4, .colour = ink});
}

void draw_logo(cairo_t* canvas, const Paper& paper, Random& random) {
  const double x = between(random, 50, paper.width - 50), y = between(random, 60, 200);
  const Colour colour{between(random, 0, 0.9), between(random, 0, 0.6), between(random, 0, 0.9)};
  const double radius = between(random, 10, 32);
  set_colour(canvas, colour);
  if (below(random, 2) == 0)
    cairo_arc(canvas, x, y, radius, 0, 2 * std::numbers::pi);
  else
    cairo_rectangle(canvas, x - radius, y - radius * 0.6, 2 * radius, 1.2 * radius);
  cairo_fill(canvas);
}

} // namespace

void draw_everyday(cairo_t* canvas, const Paper& paper, Random& random) {
  switch (paper.subject) {
  case Subject::form: return draw_form(canvas, paper, random);
  case Subject::thick_table: return draw_table(canvas, paper, random);
  case Subject::handwriting: return draw_handwriting(canvas, paper, random);
  case Subject::newsprint: return draw_newsprint(canvas, paper, random);
  case Subject::receipt: return draw_receipt(canvas, paper, random);
  case Subject::logo: return draw_logo(canvas, paper, random);
  case Subject::stamps:
    for (int i = 0; i < 2; ++i)
      draw_stamp(canvas, between(random, 40, 170), 60 + 90 * i,
                 i == 0 ? Colour{0.2, 0.25, 0.65} : Colour{0.75, 0.15, 0.2}, random);
    set_colour(canvas, {0.1, 0.15, 0.5});
    cairo_set_line_width(canvas, 0.5);
    return write_line(canvas, 100, 250, 150, 4, random);
  default: return draw_printed_ground(canvas, paper, random);
  }
}

} // namespace foyer::support_papers
