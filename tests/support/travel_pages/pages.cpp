// SPDX-License-Identifier: EUPL-1.2
#include <support_travel_pages/pages.hpp>

#include "documents.hpp"
#include "lens.hpp"
#include "paper.hpp"

#include <base/unique_handle.hpp>

#include <cairo.h>
#include <cmath>
#include <fstream>
#include <functional>
#include <numbers>

namespace foyer::support_travel_pages {
namespace {

using Surface = UniqueHandle<cairo_surface_t, cairo_surface_destroy>;
using Canvas = UniqueHandle<cairo_t, cairo_destroy>;

constexpr double a4_width = 210, a4_height = 297;

// A picture of width x height mm at `dpi`, drawn in millimetres.
api::Page drawn(double width, double height, double dpi,
                const std::function<void(cairo_t*)>& draw) {
  api::Page page;
  const double scale = dpi / 25.4;
  page.width = static_cast<int>(std::lround(width * scale));
  page.height = static_cast<int>(std::lround(height * scale));
  page.dpi = static_cast<int>(dpi);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, page.width, page.height));
  {
    const Canvas canvas(cairo_create(surface.get()));
    cairo_scale(canvas.get(), scale, scale);
    draw(canvas.get());
  }
  cairo_surface_flush(surface.get());
  const unsigned char* const data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  page.pixels.resize(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                     3);
  std::size_t out = 0;
  for (int y = 0; y < page.height; ++y) {
    const unsigned char* const row = data + static_cast<std::ptrdiff_t>(y) * stride;
    for (int x = 0; x < page.width; ++x)
      for (const int channel : {2, 1, 0}) // RGB24 is B, G, R, unused in memory
        page.pixels[out++] = row[4 * x + channel];
  }
  return page;
}

void make_grey(api::Page& page) {
  std::size_t out = 0;
  for (std::size_t i = 0; i + 2 < page.pixels.size(); i += 3)
    page.pixels[out++] = static_cast<std::uint8_t>(
        (77 * page.pixels[i] + 151 * page.pixels[i + 1] + 28 * page.pixels[i + 2]) >> 8);
  page.pixels.resize(out);
  page.channels = 1;
}

Print print_for(Quality quality, Random& random) {
  Print print;
  print.black = between(0.03, 0.2, random);
  print.fatter = random() % 3 == 0 ? between(0, 0.12, random) : 0;
  print.stretch = between(0.92, 1.05, random);
  print.pitch = between(2.48, 2.58, random);
  print.lines = between(5.9, 6.6, random);
  print.sharp = random() % 4 == 0;
  if (quality == Quality::clean)
    return print;
  print.jitter = between(0.02, 0.08, random);
  if (random() % 3 == 0)
    print.worn = between(0.1, 0.7, random);
  if (random() % 4 == 0)
    print.black = between(0.2, 0.4, random);
  if (quality != Quality::hard)
    return print;
  print.fatter = between(-0.1, 0.2, random);
  print.pitch = between(2.4, 2.62, random);
  print.stretch = between(0.86, 1.08, random);
  print.lines = between(5.0, 7.0, random);
  if (random() % 2)
    print.under = between(0.3, 1, random);
  const char* const faces[] = {"Liberation Mono", "DejaVu Sans Mono", "Nimbus Mono PS Bold"};
  if (random() % 8 == 0)
    print.face = faces[random() % 3];
  return print;
}

// Lays a document on the glass: its middle at x, y (mm), turned.
struct Laid {
  const Zone& zone;
  Print print;
  double x, y, degrees;
};

std::array<std::array<double, 2>, 4> corners_of(const Laid& laid, double scale) {
  const Size size = size_of(laid.zone.layout);
  const double a = laid.degrees * std::numbers::pi / 180;
  std::array<std::array<double, 2>, 4> out{};
  const double signs[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  for (std::size_t i = 0; i < 4; ++i) {
    const double x = signs[i][0] * size.width / 2, y = signs[i][1] * size.height / 2;
    out[i] = {(laid.x + x * std::cos(a) - y * std::sin(a)) * scale,
              (laid.y + x * std::sin(a) + y * std::cos(a)) * scale};
  }
  return out;
}

void lay(cairo_t* canvas, const Laid& laid, Random& random) {
  const Size size = size_of(laid.zone.layout);
  cairo_save(canvas);
  cairo_translate(canvas, laid.x, laid.y);
  cairo_rotate(canvas, laid.degrees * std::numbers::pi / 180);
  cairo_translate(canvas, -size.width / 2, -size.height / 2);
  if (laid.zone.layout == eid::MrzLayout::td3 || laid.zone.layout == eid::MrzLayout::mrv_a) {
    // The page above of the open booklet, and its shadow in the fold.
    cairo_save(canvas);
    cairo_translate(canvas, 0, -size.height);
    draw_security_print(canvas, size.width, size.height, random);
    cairo_set_source_rgb(canvas, 0.3, 0.3, 0.45);
    for (int i = 0; i < 6; ++i)
      draw_words(canvas, 12, 20 + 8 * i, 3, "Dieser Pass gilt in allen Staaten / THIS PASSPORT");
    cairo_restore(canvas);
  }
  cairo_set_source_rgba(canvas, 0, 0, 0, 0.35);
  cairo_set_line_width(canvas, 0.5);
  cairo_rectangle(canvas, 0, 0, size.width, size.height);
  cairo_stroke(canvas);
  draw_document(canvas, laid.zone, laid.print, random);
  cairo_restore(canvas);
}

api::Page glass(const std::vector<Laid>& documents, Random& random) {
  const double lid = random() % 3 == 0 ? between(0.05, 0.5, random) : between(0.9, 1, random);
  return drawn(a4_width, a4_height, 300, [&](cairo_t* canvas) {
    cairo_set_source_rgb(canvas, lid, lid, lid);
    cairo_paint(canvas);
    for (const Laid& laid : documents)
      lay(canvas, laid, random);
  });
}

Lens scanner_lens(Quality quality, const api::Page& page, Random& random) {
  Lens lens;
  lens.blur = between(0.5, 0.9, random);
  lens.noise = between(1, 4, random);
  if (quality == Quality::clean)
    return lens;
  lens.blur = between(0.6, 2.2, random);
  lens.noise = between(3, 16, random);
  lens.contrast = between(0.4, 1, random);
  if (random() % 2)
    lens.jpeg_quality = static_cast<int>(between(30, 85, random));
  if (random() % 6 == 0) {
    lens.glare = between(40, 130, random);
    lens.glare_size = between(100, 400, random);
    lens.glare_at = {between(0, page.width, random), between(0, page.height, random)};
  }
  return lens;
}

TravelPage camera_page(eid::MrzLayout layout, bool hard, Random& random) {
  TravelPage out;
  out.zone = invent_zone(layout, random);
  const Size size = size_of(layout);
  const Print print = print_for(hard ? Quality::hard : Quality::camera, random);
  api::Page flat = drawn(size.width, size.height, 450,
                         [&](cairo_t* canvas) { draw_document(canvas, out.zone, print, random); });
  if (hard && random() % 2)
    wave(flat, between(0, 25, random), between(0, 6, random));
  const double dpi = (hard ? between(110, 240, random) : between(150, 350, random)) / 25.4;
  const double w = size.width * dpi, h = size.height * dpi;
  const double margin = between(0.05, 0.35, random) * w;
  out.degrees = between(-20, 20, random) + 90.0 * static_cast<double>(random() % 4);
  const double a = out.degrees * std::numbers::pi / 180;
  // A pinhole: the plane leans back by some degrees in both directions.
  const double lean_x = between(-0.30, 0.30, random), lean_y = between(-0.30, 0.30, random);
  const double distance = 2.2 * w;
  const double signs[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  double least_x = 1e9, least_y = 1e9, most_x = -1e9, most_y = -1e9;
  for (std::size_t i = 0; i < 4; ++i) {
    const double x = signs[i][0] * w / 2, y = signs[i][1] * h / 2;
    const double depth = distance + x * std::sin(lean_x) + y * std::sin(lean_y);
    const double px = x * std::cos(lean_x) * distance / depth,
                 py = y * std::cos(lean_y) * distance / depth;
    out.corners[i] = {px * std::cos(a) - py * std::sin(a), px * std::sin(a) + py * std::cos(a)};
    least_x = std::min(least_x, out.corners[i][0]);
    most_x = std::max(most_x, out.corners[i][0]);
    least_y = std::min(least_y, out.corners[i][1]);
    most_y = std::max(most_y, out.corners[i][1]);
  }
  for (auto& corner : out.corners) {
    corner[0] += margin - least_x;
    corner[1] += margin - least_y;
  }
  const int table = static_cast<int>(between(20, 230, random));
  out.page = slanted(flat, static_cast<int>(most_x - least_x + 2 * margin),
                     static_cast<int>(most_y - least_y + 2 * margin), out.corners, table);
  Lens lens;
  lens.blur = between(0.4, 0.9, random) * dpi / 9;
  lens.noise = between(2, 10, random);
  lens.contrast = between(0.6, 1, random);
  lens.light_across = between(-0.35, 0.35, random);
  lens.shake = random() % 5 == 0 ? static_cast<int>(between(1, 0.3 * dpi, random)) : 0;
  lens.jpeg_quality = static_cast<int>(between(50, 92, random));
  if (random() % 4 == 0) {
    lens.glare = between(40, 120, random);
    lens.glare_size = between(0.05, 0.2, random) * w;
    lens.glare_at = {between(0, out.page.width, random), between(0, out.page.height, random)};
  }
  if (hard) {
    lens.jpeg_quality = static_cast<int>(between(25, 70, random));
    lens.noise = between(2, 16, random);
    lens.contrast = between(0.45, 1, random);
    if (random() % 3 == 0) { // on the zone
      lens.glare = between(80, 200, random);
      lens.glare_size = between(0.04, 0.15, random) * w;
      const double across = between(0, 1, random), up = between(0.05, 0.25, random);
      for (std::size_t i = 0; i < 2; ++i) {
        const double low = out.corners[3][i] + across * (out.corners[2][i] - out.corners[3][i]);
        const double high = out.corners[0][i] + across * (out.corners[1][i] - out.corners[0][i]);
        lens.glare_at[i] = low + up * (high - low);
      }
    }
  }
  look_through(out.page, lens, random);
  return out;
}

} // namespace

TravelPage travel_page(eid::MrzLayout layout, Quality quality, std::uint32_t seed) {
  Random random(seed * 31U + static_cast<std::uint32_t>(layout) * 7U +
                static_cast<std::uint32_t>(quality));
  if (quality == Quality::camera || quality == Quality::hard)
    return camera_page(layout, quality == Quality::hard, random);
  TravelPage out;
  out.zone = invent_zone(layout, random);
  out.degrees = between(0, 360, random);
  // Anywhere on the glass, the zone's whole page on it.
  const Size size = size_of(layout);
  const double reach = std::hypot(size.width, size.height) / 2;
  const Laid laid{
      out.zone, print_for(quality, random),
      between(std::min(reach, a4_width / 2), std::max(a4_width - reach, a4_width / 2), random),
      between(std::min(reach, a4_height / 2), std::max(a4_height - reach, a4_height / 2), random),
      out.degrees};
  out.page = glass({laid}, random);
  out.corners = corners_of(laid, 300 / 25.4);
  look_through(out.page, scanner_lens(quality, out.page, random), random);
  if (random() % 3 == 0)
    make_grey(out.page);
  return out;
}

std::array<Zone, 2> two_documents(api::Page& page, std::uint32_t seed) {
  Random random(seed);
  std::array<Zone, 2> zones{invent_zone(eid::MrzLayout::td1, random),
                            invent_zone(eid::MrzLayout::td2, random)};
  const Print print;
  const std::vector<Laid> both{{zones[0], print, 105, 70, 4}, {zones[1], print, 100, 200, 183}};
  page = drawn(a4_width, a4_height, 300, [&](cairo_t* canvas) {
    cairo_set_source_rgb(canvas, 1, 1, 1);
    cairo_paint(canvas);
    for (const Laid& laid : both)
      lay(canvas, laid, random);
    cairo_set_source_rgb(canvas, 0.9, 0.9, 0.85); // a sticker over the first one's names
    cairo_rectangle(canvas, 72, 88, 22, 9);
    cairo_fill(canvas);
  });
  look_through(page, scanner_lens(Quality::clean, page, random), random);
  return zones;
}

api::Page letter_page(std::uint32_t seed) {
  Random random(seed);
  api::Page page = drawn(a4_width, a4_height, 300, [&](cairo_t* canvas) {
    cairo_set_source_rgb(canvas, 0.98, 0.98, 0.97);
    cairo_paint(canvas);
    cairo_rotate(canvas, between(-0.02, 0.02, random));
    cairo_set_source_rgb(canvas, 0.1, 0.1, 0.12);
    draw_words(canvas, 25, 30, 5, "Bescheid ueber die Meldung", "Noto Sans Bold");
    for (int line = 0; line < 22; ++line) {
      std::string text;
      while (text.size() < 70)
        text += invent_zone(eid::MrzLayout::td2, random).surname + " ";
      if (line % 2)
        for (char& c : text)
          c = c == ' ' ? c : static_cast<char>(c - 'A' + 'a');
      draw_words(canvas, 25, 45 + 6.3 * line, 3.6, text);
    }
    for (int line = 0; line < 9; ++line) { // numbers, all of one width, in OCR-B as giro forms have
      std::string text;
      while (text.size() < 44)
        text += static_cast<char>('0' + random() % 10);
      draw_words(canvas, 25, 200 + 8 * line, 3.5, text, line % 2 ? "OCR B" : "DejaVu Sans Mono");
    }
  });
  look_through(page, scanner_lens(Quality::clean, page, random), random);
  return page;
}

void save(const api::Page& page, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << (page.channels == 3 ? "P6" : "P5") << '\n'
      << page.width << ' ' << page.height << "\n255\n";
  out.write(reinterpret_cast<const char*>(page.pixels.data()),
            static_cast<std::streamsize>(page.pixels.size()));
}

} // namespace foyer::support_travel_pages
