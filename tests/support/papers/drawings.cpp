// SPDX-License-Identifier: EUPL-1.2
#include "everyday.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer::support_papers {

namespace {

using support_scanner::Colour;
using support_scanner::draw_text;

constexpr Colour black{0.08, 0.08, 0.1};

void rule(cairo_t* canvas, double x, double y, double to_x, double to_y, double width,
          const Colour& colour = black) {
  set_colour(canvas, colour);
  cairo_set_line_width(canvas, width);
  cairo_move_to(canvas, x, y);
  cairo_line_to(canvas, to_x, to_y);
  cairo_stroke(canvas);
}

// A name written by hand.
void sign(cairo_t* canvas, double x, double y, Random& random) {
  set_colour(canvas, {0.1, 0.15, 0.5});
  cairo_set_line_width(canvas, 0.45);
  cairo_move_to(canvas, x, y);
  for (int i = 1; i < 9; ++i)
    cairo_curve_to(canvas, x + 5 * i - 4, y + between(random, -9, 3), x + 5 * i - 2,
                   y + between(random, -3, 7), x + 5 * i, y + between(random, -2, 2));
  cairo_stroke(canvas);
}

void draw_letter(cairo_t* canvas, const Paper& paper, Random& random) {
  const std::string face = font(paper.script, random);
  const std::string bold = face + " Bold";
  const double size = between(random, 3.3, 4.3);
  const double left = between(random, 20, 26), width = paper.width - left - between(random, 18, 26);
  double y = between(random, 14, 20);
  const auto line = [&](const std::string& text, double millimetres, const std::string& style,
                        double skip) {
    draw_text(canvas, left, y, text,
              {.font = style.c_str(), .millimetres = millimetres, .colour = black, .width = width});
    y += skip;
  };
  line(capitalised_words(paper.script, random, 2), 5.5, bold, 12);
  for (int i = 0; i < 4; ++i)
    line(capitalised_words(paper.script, random, 2), size, face, size * 1.5);
  y += 14;
  line(capitalised_words(paper.script, random, 4), size * 1.15, bold, size * 3);
  const int paragraphs = 2 + static_cast<int>(below(random, 3));
  for (int i = 0; i < paragraphs && y < paper.height - 75; ++i)
    line(sentences(paper.script, random, 4), size, face, size * 9.5);
  y = std::min(y, paper.height - 45.0);
  line(capitalised_words(paper.script, random, 2), size, face, 12);
  sign(canvas, left, y, random);
}

void draw_payslip(cairo_t* canvas, const Paper& paper, Random& random) {
  const std::string face = font(paper.script, random);
  const std::string bold = face + " Bold";
  const double size = between(random, 2.9, 3.5), right = paper.width - 18;
  draw_text(canvas, 18, 14, capitalised_words(paper.script, random, 3),
            {.font = bold.c_str(), .millimetres = 5});
  for (int i = 0; i < 4; ++i)
    draw_text(canvas, 18, 26 + 5 * i, capitalised_words(paper.script, random, 2),
              {.font = face.c_str(), .millimetres = size});
  Random month(paper.seed * 131 + paper.month);
  Random& amounts = paper.month == 0 ? random : month;
  const double top = 56, height = 7;
  const int rows = std::min(18 + static_cast<int>(below(random, 10)),
                            static_cast<int>((paper.height - 90) / height));
  set_colour(canvas, {0.85, 0.87, 0.9});
  cairo_rectangle(canvas, 18, top, right - 18, height);
  cairo_fill(canvas);
  for (int row = 0; row <= rows; ++row) {
    const double y = top + height * row;
    rule(canvas, 18, y, right, y, 0.2);
    if (row == rows)
      break;
    draw_text(canvas, 20, y + 1.4, capitalised_words(paper.script, random, 2),
              {.font = (row == 0 ? bold : face).c_str(), .millimetres = size});
    for (const double x : {92.0, 128.0, 164.0})
      draw_text(canvas, x, y + 1.4,
                row == 0 ? capitalised_words(paper.script, random, 1) : amount(amounts),
                {.font = (row == 0 ? bold : face).c_str(), .millimetres = size});
  }
  for (const double x : {18.0, 90.0, 126.0, 162.0, right})
    rule(canvas, x, top, x, top + height * rows, 0.2);
  draw_text(canvas, 18, top + height * rows + 8, sentences(paper.script, random, 2),
            {.font = face.c_str(), .millimetres = size, .width = right - 18});
}

void draw_certificate(cairo_t* canvas, const Paper& paper, Random& random) {
  const std::string face = font(paper.script, random);
  const std::string bold = face + " Bold";
  const Colour frame{between(random, 0.1, 0.5), 0.2, between(random, 0.1, 0.5)};
  for (const double inset : {10.0, 13.0}) {
    set_colour(canvas, frame);
    cairo_set_line_width(canvas, inset < 12 ? 1.2 : 0.4);
    cairo_rectangle(canvas, inset, inset, paper.width - 2 * inset, paper.height - 2 * inset);
    cairo_stroke(canvas);
  }
  draw_text(canvas, 40, 36, capitalised_words(paper.script, random, 2),
            {.font = bold.c_str(), .millimetres = 9, .colour = frame, .width = 140});
  double y = 75;
  for (int i = 0; i < 5; ++i, y += 27)
    draw_text(canvas, 34, y, sentences(paper.script, random, 2),
              {.font = face.c_str(), .millimetres = 4.6, .width = 145});
  const double x = between(random, 55, 150);
  set_colour(canvas, {0.2, 0.25, 0.6}, 0.75);
  cairo_set_line_width(canvas, 0.8);
  for (const double radius : {17.0, 12.0}) {
    cairo_arc(canvas, x, 240, radius, 0, 2 * std::numbers::pi);
    cairo_stroke(canvas);
  }
  for (int i = 0; i < 12; ++i) {
    cairo_save(canvas);
    cairo_translate(canvas, x, 240);
    cairo_rotate(canvas, i * std::numbers::pi / 6);
    draw_text(canvas, -1.2, -16.5, "M",
              {.font = bold.c_str(), .millimetres = 3.6, .colour = {0.2, 0.25, 0.6}});
    cairo_restore(canvas);
  }
  sign(canvas, 110, 262, random);
}

void draw_ruled(cairo_t* canvas, const Paper& paper) {
  for (double y = 30; y < paper.height - 15; y += 9)
    rule(canvas, 12, y, paper.width - 12, y, 0.25, {0.6, 0.68, 0.8});
}

} // namespace

void draw(cairo_t* canvas, const Paper& paper) {
  Random random(paper.seed);
  switch (paper.subject) {
  case Subject::letter: return draw_letter(canvas, paper, random);
  case Subject::payslip: return draw_payslip(canvas, paper, random);
  case Subject::certificate: return draw_certificate(canvas, paper, random);
  case Subject::card: return draw_card(canvas, paper, random);
  case Subject::passport: return draw_passport_page(canvas, paper, random);
  case Subject::ruled: return draw_ruled(canvas, paper);
  case Subject::written: return draw_written(canvas, paper);
  case Subject::empty: return;
  default: return draw_everyday(canvas, paper, random);
  }
}

} // namespace foyer::support_papers
