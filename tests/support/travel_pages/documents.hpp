// SPDX-License-Identifier: EUPL-1.2
// The page with the photo of a passport, a card, a visa sticker.
#pragma once

#include <support_travel_pages/people.hpp>

using cairo_t = struct _cairo;

namespace foyer::support_travel_pages {

struct Size {
  double width, height; // mm
};
Size size_of(eid::MrzLayout layout); // ID-1, ID-2, ID-3 (9303-3 §2), visas of 9303-7

// How the zone was printed.
struct Print {
  double black = 0.1;         // 0: quite black
  double fatter = 0;          // mm added to the pen; less than 0: thinner
  double stretch = 1;         // of the letters' width
  double pitch = 2.54;        // mm
  double lines = 6.35;        // mm from line to line
  double jitter = 0.02;       // mm, each letter
  double worn = 0;            // 0..1: so much of the ink rubbed off
  bool sharp = false;         // corners of the pen
  double under = 0;           // 0..1: how heavy other print is under the zone
  const char* face = nullptr; // another one of fixed width
};

// Draws it with its upper left corner at 0, 0 (mm).
void draw_document(cairo_t* canvas, const Zone& zone, const Print& print, Random& random);

// One line of text in any face, its letters' top at y.
void draw_words(cairo_t* canvas, double x, double y, double size, const std::string& text,
                const char* font = "Noto Sans");

} // namespace foyer::support_travel_pages
