// SPDX-License-Identifier: EUPL-1.2
// Papers drawn on a canvas of millimetres, from the paper's top left corner.
#pragma once

#include "drawing.hpp"
#include "words.hpp"

#include <cairo.h>

namespace foyer::support_papers {

void draw(cairo_t* canvas, const Paper& paper); // on white; fills its own ground
void draw_card(cairo_t* canvas, const Paper& paper, Random& random);
void draw_written(cairo_t* canvas, const Paper& paper);
void draw_passport_page(cairo_t* canvas, const Paper& paper, Random& random);

inline void set_colour(cairo_t* canvas, const support_scanner::Colour& colour, double alpha = 1) {
  cairo_set_source_rgba(canvas, colour.red, colour.green, colour.blue, alpha);
}

} // namespace foyer::support_papers
