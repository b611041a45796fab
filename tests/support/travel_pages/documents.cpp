// SPDX-License-Identifier: EUPL-1.2
#include "documents.hpp"

#include "paper.hpp"

#include <base/unique_handle.hpp>

#include <cmath>
#include <numbers>
#include <pango/pangocairo.h>

namespace foyer::support_travel_pages {
namespace {

using Layout = UniqueHandle<PangoLayout, g_object_unref>;
using Font = UniqueHandle<PangoFontDescription, pango_font_description_free>;

constexpr double ocr_b_advance = 0.723; // of the font's size

Layout words(cairo_t* canvas, const char* face, double size) {
  Layout layout(pango_cairo_create_layout(canvas));
  const Font font(pango_font_description_from_string(face));
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  return layout;
}

// The letter's middle comes to lie at x, y.
void draw_letter(cairo_t* canvas, PangoLayout* layout, char letter, double x, double y,
                 const Print& print, double size) {
  pango_layout_set_text(layout, &letter, 1);
  cairo_save(canvas);
  cairo_translate(canvas, x, y);
  cairo_scale(canvas, print.stretch, 1);
  const double baseline = pango_layout_get_baseline(layout) / double{PANGO_SCALE};
  // OCR-B's capitals are 0.73 of the size high.
  PangoRectangle extents;
  pango_layout_get_extents(layout, nullptr, &extents);
  cairo_move_to(canvas, -extents.width / (2.0 * PANGO_SCALE), 0.365 * size - baseline);
  pango_cairo_layout_path(canvas, layout);
  if (print.fatter > 0) {
    cairo_set_line_width(canvas, print.fatter);
    cairo_set_line_join(canvas, print.sharp ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND);
    cairo_fill_preserve(canvas);
    cairo_stroke(canvas);
  } else {
    cairo_fill_preserve(canvas);
    cairo_set_operator(canvas, CAIRO_OPERATOR_DEST_OUT);
    cairo_set_line_width(canvas, -print.fatter);
    cairo_stroke(canvas);
    cairo_set_operator(canvas, CAIRO_OPERATOR_OVER);
  }
  cairo_restore(canvas);
}

// Heavy waves, and a word as specimens have it.
void draw_under(cairo_t* canvas, const Size& size, double heavy, Random& random) {
  cairo_save(canvas);
  cairo_set_source_rgba(canvas, between(0, 0.5, random), 0.2, between(0, 0.5, random), heavy * 0.5);
  cairo_set_line_width(canvas, between(0.1, 0.35, random));
  const double length = between(6, 30, random);
  for (double y = size.height * 0.6; y < size.height; y += between(0.7, 1.6, random)) {
    for (double x = 0; x <= size.width; x += 1)
      cairo_line_to(canvas, x, y + 1.5 * std::sin(x / length * 6.28 + y * 0.4));
    cairo_stroke(canvas);
  }
  if (random() % 2) {
    cairo_set_source_rgba(canvas, 0.7, 0.1, 0.1, heavy * 0.45);
    cairo_translate(canvas, 6, size.height * 0.95);
    cairo_rotate(canvas, -0.35);
    draw_words(canvas, 0, 0, 15, "SPECIMEN");
  }
  cairo_restore(canvas);
}

// The middle of the lowest line: some 9 mm above the edge (9303-4 §4.2), less on cards.
double lowest_line(const Zone& zone, Random& random) {
  const bool card = zone.layout == eid::MrzLayout::td1;
  return size_of(zone.layout).height - (card ? between(4.4, 6, random) : between(6.5, 9.5, random));
}

void draw_zone(cairo_t* canvas, const Zone& zone, const Print& print, double lowest,
               Random& random) {
  const Size size = size_of(zone.layout);
  const auto count = static_cast<double>(zone.lines.front().size());
  const double left = (size.width - count * print.pitch) / 2 + between(-1.2, 1.2, random);
  const char* const face = print.face ? print.face : print.sharp ? "OCR B S" : "OCR B";
  const double font_size = 2.54 / ocr_b_advance;
  const Layout layout = words(canvas, face, font_size);
  cairo_push_group(canvas);
  cairo_set_source_rgb(canvas, print.black, print.black, print.black * 1.1);
  for (std::size_t line = 0; line < zone.lines.size(); ++line) {
    const double y = lowest - print.lines * static_cast<double>(zone.lines.size() - 1 - line);
    for (std::size_t i = 0; i < zone.lines[line].size(); ++i)
      draw_letter(canvas, layout.get(), zone.lines[line][i],
                  left + (static_cast<double>(i) + 0.5) * print.pitch +
                      between(-print.jitter, print.jitter, random),
                  y + between(-print.jitter, print.jitter, random), print, font_size);
  }
  if (print.worn > 0) { // specks without ink
    cairo_set_operator(canvas, CAIRO_OPERATOR_DEST_OUT);
    const double top = lowest - 22;
    for (int i = 0; i < static_cast<int>(4000 * print.worn); ++i) {
      cairo_set_source_rgba(canvas, 0, 0, 0, between(0.3, 0.9, random));
      cairo_arc(canvas, between(0, size.width, random), between(top, lowest + 3, random),
                between(0.03, 0.16, random), 0, 2 * std::numbers::pi);
      cairo_fill(canvas);
    }
    cairo_set_operator(canvas, CAIRO_OPERATOR_OVER);
  }
  cairo_pop_group_to_source(canvas);
  cairo_paint(canvas);
}

void draw_photo(cairo_t* canvas, double x, double y, double width, Random& random) {
  const double height = width * 1.29;
  cairo_save(canvas);
  cairo_rectangle(canvas, x, y, width, height);
  cairo_clip(canvas);
  const double back = between(0.6, 0.95, random);
  cairo_set_source_rgb(canvas, back, back, back);
  cairo_paint(canvas);
  const double skin = between(0.3, 0.85, random);
  cairo_set_source_rgb(canvas, 0.1, 0.1, 0.15); // hair
  cairo_arc(canvas, x + width / 2, y + height * 0.4, width * 0.34, 0, 2 * std::numbers::pi);
  cairo_fill(canvas);
  cairo_set_source_rgb(canvas, skin, skin * 0.8, skin * 0.7);
  cairo_arc(canvas, x + width / 2, y + height * 0.47, width * 0.27, 0, 2 * std::numbers::pi);
  cairo_fill(canvas);
  cairo_set_source_rgb(canvas, 0.2, 0.25, 0.4); // shoulders
  cairo_arc(canvas, x + width / 2, y + height * 1.15, width * 0.48, 0, 2 * std::numbers::pi);
  cairo_fill(canvas);
  for (const double side : {-1.0, 1.0}) {
    cairo_set_source_rgb(canvas, 0, 0, 0);
    cairo_arc(canvas, x + width * (0.5 + 0.1 * side), y + height * 0.44, width * 0.03, 0,
              2 * std::numbers::pi);
    cairo_fill(canvas);
  }
  cairo_restore(canvas);
}

// Labels and values beside the photo, down to just above the zone.
void draw_fields(cairo_t* canvas, const Zone& zone, double left, double top, double bottom,
                 Random& random) {
  const auto parsed = eid::Mrz::parse(zone.joined());
  const std::string values[] = {zone.surname,   zone.given_names,        parsed->nationality,
                                parsed->birth,  parsed->document_number, "BERLIN",
                                parsed->expiry, "MUSTERBEHOERDE"};
  const char* const labels[] = {
      "Name/Surname", "Vornamen/Given names", "Nationality",       "Geburtstag", "No./N°",
      "Ort/Place",    "Gueltig bis/Expiry",   "Behoerde/Authority"};
  const char* const face = random() % 2 ? "Noto Sans" : random() % 2 ? "Nimbus Sans" : "OCR B";
  const double step = between(6.2, 8, random);
  std::size_t i = 0;
  for (double y = top; y + 5.5 < bottom && i < 8; y += step, ++i) {
    cairo_set_source_rgb(canvas, 0.25, 0.25, 0.4);
    draw_words(canvas, left, y, 1.9, labels[i]);
    cairo_set_source_rgb(canvas, 0.08, 0.08, 0.1);
    draw_words(canvas, left, y + 2.2, between(2.6, 3.4, random), values[i], face);
  }
}

} // namespace

Size size_of(eid::MrzLayout layout) {
  switch (layout) {
  case eid::MrzLayout::td1: return {85.6, 53.98};
  case eid::MrzLayout::td3: return {125, 88};
  case eid::MrzLayout::mrv_a: return {120, 80};
  default: return {105, 74};
  }
}

void draw_words(cairo_t* canvas, double x, double y, double size, const std::string& text,
                const char* font) {
  const Layout layout = words(canvas, font, size);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  cairo_move_to(canvas, x, y);
  pango_cairo_show_layout(canvas, layout.get());
}

void draw_document(cairo_t* canvas, const Zone& zone, const Print& print, Random& random) {
  const Size size = size_of(zone.layout);
  draw_security_print(canvas, size.width, size.height, random);
  const double lowest = lowest_line(zone, random);
  // The upper edge of the zone's letters; other text ends a millimetre or more above (9303-3 §4.3).
  const double top = lowest - print.lines * (static_cast<double>(zone.lines.size()) - 1) - 1.4;
  if (random() % 4 == 0) { // some leave the zone's ground white
    cairo_set_source_rgb(canvas, 0.95, 0.95, 0.94);
    cairo_rectangle(canvas, 0, top - between(0.8, 3, random), size.width, size.height);
    cairo_fill(canvas);
  }
  cairo_set_source_rgb(canvas, 0.15, 0.2, 0.45);
  draw_words(canvas, 4, 2.5, 3.4, "MUSTERSTAAT   REPUBLIC OF NOWHERE", "Noto Sans Bold");
  const double photo = std::min(size.width * 0.28, (top - 10) / 1.29);
  if (photo > 6 && zone.layout != eid::MrzLayout::td1)
    draw_photo(canvas, between(3, 6, random), 8, photo, random);
  if (zone.layout != eid::MrzLayout::td1 || random() % 2)
    draw_fields(canvas, zone, zone.layout == eid::MrzLayout::td1 ? 4 : photo + 10, 8, top - 0.8,
                random);
  if (random() % 3 == 0) { // a line or frame just above the zone
    cairo_set_source_rgb(canvas, 0.3, 0.3, 0.4);
    cairo_set_line_width(canvas, 0.2);
    const double y = top - between(0.6, 2.5, random);
    cairo_move_to(canvas, 2, y);
    cairo_line_to(canvas, size.width - 2, y);
    cairo_stroke(canvas);
  }
  if (print.under > 0)
    draw_under(canvas, size, print.under, random);
  draw_zone(canvas, zone, print, lowest, random);
}

} // namespace foyer::support_travel_pages
