// SPDX-License-Identifier: EUPL-1.2
// Drawing on a sheet of A4 in millimetres, and what a scanner makes of it.
#pragma once

#include <support_scanner/pages.hpp>

#include <functional>

using cairo_t = struct _cairo;

namespace foyer::support_scanner {

struct Colour {
  double red;
  double green;
  double blue;
};

struct TextStyle {
  const char* font = "Noto Sans";
  double millimetres = 3.2; // font size
  Colour colour{0.1, 0.1, 0.12};
  double width = 0;        // mm; 0: one line
  double letter_pitch = 0; // mm from letter to letter; 0: as the font has it
};

// Draws text with its top left corner at x, y (mm).
void draw_text(cairo_t* canvas, double x, double y, const std::string& text,
               const TextStyle& style = {});

// Draws by `draw` on white paper (units: mm, 210 x 297), turned by the model's skew, and scans it:
// brightness and noise.
api::Page scan_drawing(const ScannerModel& model, const std::function<void(cairo_t*)>& draw);

} // namespace foyer::support_scanner
