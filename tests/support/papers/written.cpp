// SPDX-License-Identifier: EUPL-1.2
// A paper that says what it is told to say: for tests that look for words or a code again.
#include "drawings.hpp"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

namespace foyer::support_papers {

namespace {

constexpr double module_mm = 0.9; // as a studio prints it: the code is about 3 cm wide
constexpr support_scanner::Colour black{0.08, 0.08, 0.1};

void draw_code(cairo_t* canvas, const std::string& text, double x, double y) {
  const auto bits =
      ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode).setMargin(0).encode(text, 0, 0);
  set_colour(canvas, black);
  for (int row = 0; row < bits.height(); ++row)
    for (int column = 0; column < bits.width(); ++column)
      if (bits.get(column, row))
        cairo_rectangle(canvas, x + column * module_mm, y + row * module_mm, module_mm, module_mm);
  cairo_fill(canvas);
}

} // namespace

void draw_written(cairo_t* canvas, const Paper& paper) {
  double y = first_line_mm;
  for (std::size_t i = 0; i < paper.lines.size(); ++i, y += line_mm)
    support_scanner::draw_text(canvas, left_mm, y, paper.lines[i],
                               {.font = i == 0 ? "Noto Sans Bold" : "Noto Sans",
                                .millimetres = i == 0 ? 6.0 : 4.4,
                                .colour = black});
  if (!paper.code.empty())
    draw_code(canvas, paper.code, left_mm, y + line_mm);
}

} // namespace foyer::support_papers
