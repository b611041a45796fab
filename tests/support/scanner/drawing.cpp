// SPDX-License-Identifier: EUPL-1.2
#include "drawing.hpp"

#include <base/unique_handle.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <pango/pangocairo.h>
#include <random>

namespace foyer::support_scanner {

namespace {

constexpr double a4_width = 210.0;
constexpr double a4_height = 297.0;

using Surface = UniqueHandle<cairo_surface_t, cairo_surface_destroy>;
using Canvas = UniqueHandle<cairo_t, cairo_destroy>;
using Layout = UniqueHandle<PangoLayout, g_object_unref>;
using Font = UniqueHandle<PangoFontDescription, pango_font_description_free>;
using Attributes = UniqueHandle<PangoAttrList, pango_attr_list_unref>;

} // namespace

void draw_text(cairo_t* canvas, double x, double y, const std::string& text,
               const TextStyle& style) {
  const Layout layout(pango_cairo_create_layout(canvas));
  // The canvas counts in mm and Pango's device units are canvas units.
  const Font font(pango_font_description_from_string(style.font));
  pango_font_description_set_absolute_size(font.get(), style.millimetres * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  if (style.width > 0)
    pango_layout_set_width(layout.get(), static_cast<int>(style.width * PANGO_SCALE));
  cairo_set_source_rgb(canvas, style.colour.red, style.colour.green, style.colour.blue);
  if (style.letter_pitch > 0) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      pango_layout_set_text(layout.get(), text.data() + i, 1);
      cairo_move_to(canvas, x + static_cast<double>(i) * style.letter_pitch, y);
      pango_cairo_show_layout(canvas, layout.get());
    }
    return;
  }
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  cairo_move_to(canvas, x, y);
  pango_cairo_show_layout(canvas, layout.get());
}

api::Page scan_drawing(const ScannerModel& model, const std::function<void(cairo_t*)>& draw) {
  api::Page page;
  const double scale = model.dpi / 25.4;
  page.width = static_cast<int>(std::lround(a4_width * scale));
  page.height = static_cast<int>(std::lround(a4_height * scale));
  page.channels = 3;
  page.dpi = model.dpi;

  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, page.width, page.height));
  const Canvas canvas(cairo_create(surface.get()));
  cairo_scale(canvas.get(), scale, scale);
  cairo_set_source_rgb(canvas.get(), 0.985, 0.98, 0.97);
  cairo_paint(canvas.get());
  cairo_translate(canvas.get(), a4_width / 2, a4_height / 2);
  cairo_rotate(canvas.get(), model.skew_degrees * std::numbers::pi / 180);
  cairo_translate(canvas.get(), -a4_width / 2, -a4_height / 2);
  draw(canvas.get());
  cairo_surface_flush(surface.get());

  // A table of noise, walked by a cheap generator: 26 million draws of a normal distribution would
  // take longer than everything else here.
  std::mt19937 random(model.seed);
  std::normal_distribution<double> noise(0.0, 1.0);
  std::array<int, 4096> table{};
  for (int& value : table)
    value = static_cast<int>(std::lround(model.noise * noise(random)));
  std::uint32_t state = model.seed * 2'654'435'761U + 1U;

  page.pixels.resize(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                     3);
  const int stride = cairo_image_surface_get_stride(surface.get());
  const unsigned char* const data = cairo_image_surface_get_data(surface.get());
  std::size_t out = 0;
  for (int y = 0; y < page.height; ++y) {
    const unsigned char* const row = data + static_cast<std::ptrdiff_t>(y) * stride;
    for (int x = 0; x < page.width; ++x)
      for (const int channel : {2, 1, 0}) { // RGB24 is B, G, R, unused in memory
        state = state * 1'664'525U + 1'013'904'223U;
        const int value =
            static_cast<int>(row[4 * x + channel] * model.brightness) + table[state >> 20U];
        page.pixels[out++] = static_cast<std::uint8_t>(std::clamp(value, 0, 255));
      }
  }
  return page;
}

void save_pnm(const api::Page& page, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << (page.channels == 3 ? "P6" : "P5") << '\n'
      << page.width << ' ' << page.height << "\n255\n";
  out.write(reinterpret_cast<const char*>(page.pixels.data()),
            static_cast<std::streamsize>(page.pixels.size()));
}

} // namespace foyer::support_scanner
