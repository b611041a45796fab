// SPDX-License-Identifier: EUPL-1.2
#include "drawing.hpp"

#include <cairo.h>
#include <cmath>
#include <numbers>

namespace foyer::support_scanner {

namespace {

constexpr Colour blue{0.10, 0.25, 0.55};
constexpr Colour label_grey{0.35, 0.38, 0.45};

// ICAO Doc 9303-3, 4.9: weights 7, 3, 1; letters count from A = 10, the filler is 0.
char check_digit(const std::string& text) {
  constexpr int weights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int value = c >= 'A' && c <= 'Z' ? c - 'A' + 10 : c >= '0' && c <= '9' ? c - '0' : 0;
    sum += value * weights[i % 3];
  }
  return static_cast<char>('0' + sum % 10);
}

std::string padded(std::string text, std::size_t size) {
  text.resize(size, '<');
  return text;
}

void set_colour(cairo_t* canvas, const Colour& colour, double alpha) {
  cairo_set_source_rgba(canvas, colour.red, colour.green, colour.blue, alpha);
}

// The wavy ground of security paper.
void draw_guilloche(cairo_t* canvas, double width, double height) {
  cairo_set_line_width(canvas, 0.12);
  for (int line = 0; line < 34; ++line) {
    const bool green = line % 2 == 0;
    set_colour(canvas, green ? Colour{0.45, 0.68, 0.62} : Colour{0.62, 0.66, 0.86}, 0.55);
    const double base = height * (line + 0.5) / 34;
    for (double x = 0; x <= width; x += 0.5) {
      const double y =
          base + 2.6 * std::sin(x * 0.21 + line * 0.7) + 0.9 * std::sin(x * 0.77 + line);
      if (x == 0)
        cairo_move_to(canvas, x, y);
      else
        cairo_line_to(canvas, x, y);
    }
    cairo_stroke(canvas);
  }
}

// Where the photo would be: a grey outline of head and shoulders.
void draw_silhouette(cairo_t* canvas, double x, double y) {
  cairo_rectangle(canvas, x, y, 32, 41);
  set_colour(canvas, {0.86, 0.88, 0.90}, 1);
  cairo_fill(canvas);
  cairo_save(canvas);
  cairo_rectangle(canvas, x, y, 32, 41);
  cairo_clip(canvas);
  set_colour(canvas, {0.52, 0.56, 0.61}, 1);
  cairo_arc(canvas, x + 16, y + 16, 7.5, 0, 2 * std::numbers::pi);
  cairo_fill(canvas);
  cairo_save(canvas);
  cairo_translate(canvas, x + 16, y + 42);
  cairo_scale(canvas, 14, 15);
  cairo_arc(canvas, 0, 0, 1, std::numbers::pi, 2 * std::numbers::pi);
  cairo_restore(canvas);
  cairo_fill(canvas);
  cairo_restore(canvas);
}

void draw_field(cairo_t* canvas, double x, double y, const char* label, const char* value) {
  draw_text(canvas, x, y, label, {.millimetres = 1.7, .colour = label_grey});
  draw_text(canvas, x, y + 2.2, value, {.font = "Noto Sans Bold", .millimetres = 3.0});
}

void draw_specimen_mark(cairo_t* canvas, double x, double y, double size) {
  cairo_save(canvas);
  cairo_translate(canvas, x, y);
  cairo_rotate(canvas, -0.42);
  draw_text(canvas, 0, 0, "MUSTER · SPECIMEN",
            {.font = "Noto Sans Bold", .millimetres = size, .colour = {0.86, 0.55, 0.55}});
  cairo_restore(canvas);
}

// 125 x 88 mm, ICAO 9303-4 2.1; the MRZ's place and its 10 letters an inch: 9303-3 4.1.
void draw_passport(cairo_t* canvas) {
  constexpr double width = 125;
  constexpr double height = 88;
  cairo_rectangle(canvas, 0, 0, width, height);
  set_colour(canvas, {0.93, 0.95, 0.94}, 1);
  cairo_fill_preserve(canvas);
  cairo_save(canvas);
  cairo_clip(canvas);
  draw_guilloche(canvas, width, height - 23);
  draw_specimen_mark(canvas, 30, 58, 8.5);
  cairo_restore(canvas);
  draw_text(canvas, 5, 3, "ПАСПОРТ / PASSPORT",
            {.font = "Noto Sans Bold", .millimetres = 3.4, .colour = blue});
  draw_text(canvas, 62, 3, "УКРАЇНА / UKRAINE (MUSTER)",
            {.font = "Noto Sans Bold", .millimetres = 3.4, .colour = blue});
  draw_silhouette(canvas, 5, 14);
  draw_field(canvas, 42, 9, "Тип/Type", "P");
  draw_field(canvas, 58, 9, "Код держави/Country code", "UKR");
  draw_field(canvas, 92, 9, "Номер паспорта/Passport No.", "SP0000047");
  draw_field(canvas, 42, 16.5, "Прізвище/Surname", "КОВАЛЕНКО / KOVALENKO");
  draw_field(canvas, 42, 24, "Ім'я/Given names", "ОКСАНА МАРІЯ / OKSANA MARIIA");
  draw_field(canvas, 42, 31.5, "Громадянство/Nationality", "УКРАЇНА / UKRAINE");
  draw_field(canvas, 42, 39, "Дата народження/Date of birth", "14 БЕР/MAR 88");
  draw_field(canvas, 92, 39, "Стать/Sex", "Ж / F");
  draw_field(canvas, 42, 46.5, "Місце народження/Place of birth", "ПОЛТАВА / POLTAVA UKR");
  draw_field(canvas, 42, 54, "Дата видачі/Date of issue", "15 СЕР/AUG 21");
  draw_field(canvas, 92, 54, "Дійсний до/Date of expiry", "15 СЕР/AUG 31");
  const TextStyle mrz{
      .font = "OCR B", .millimetres = 3.9, .colour = {0.05, 0.05, 0.06}, .letter_pitch = 2.54};
  draw_text(canvas, 6.5, 68.5, mrz_line_1(), mrz);
  draw_text(canvas, 6.5, 75.5, mrz_line_2(), mrz);
}

} // namespace

std::string mrz_line_1() {
  return padded("P<UKRKOVALENKO<<OKSANA<MARIIA", 44);
}

std::string mrz_line_2() {
  const auto with_check = [](const std::string& text) { return text + check_digit(text); };
  const std::string number = with_check("SP0000047");
  const std::string birth = with_check("880314");
  const std::string expiry = with_check("310815");
  const std::string personal = with_check(padded("", 14));
  return number + "UKR" + birth + "F" + expiry + personal +
         check_digit(number + birth + expiry + personal);
}

api::Page passport_page(const ScannerModel& model) {
  return scan_drawing(model, [](cairo_t* canvas) {
    cairo_translate(canvas, 9, 11);
    // The booklet throws a thin shadow on the lid's white.
    for (int step = 0; step < 6; ++step) {
      cairo_rectangle(canvas, -0.3 * step, -0.3 * step, 125 + 0.7 * step, 88 + 0.7 * step);
      set_colour(canvas, {0.2, 0.2, 0.22}, 0.05);
      cairo_fill(canvas);
    }
    draw_passport(canvas);
  });
}

namespace {

struct Paragraph {
  double x, y; // of its upper left corner, in mm
  const char* text;
  TextStyle style;
};

std::vector<Paragraph> police_report() {
  const TextStyle body{.millimetres = 3.9, .width = 165};
  const TextStyle bold{.font = "Noto Sans Bold", .millimetres = 3.9, .width = 165};
  return {{25, 20, "Polizeiinspektion Musterstadt", {.font = "Noto Sans Bold", .millimetres = 5.6}},
          {25,
           28,
           "Musterstraße 1 · 90000 Musterstadt · Telefon 0911 0000-0",
           {.millimetres = 3.2, .colour = label_grey}},
          {25,
           46,
           "Bescheinigung über eine Verlustanzeige",
           {.font = "Noto Sans Bold", .millimetres = 5.2}},
          {25, 57, "Vorgang MUSTER-2026-000815", body},
          {145, 57, "23. November 2026", body},
          {25, 70, "Angezeigt von", bold},
          {25, 76, "KOVALENKO, Oksana Mariia, geboren am 14.03.1988 in Poltava", body},
          {25, 88, "Verlorener Gegenstand", bold},
          {25, 94,
           "Elektronischer Aufenthaltstitel (Karte), Seriennummer MUSTER0000, ausgestellt von "
           "der Ausländerbehörde Nürnberg, gültig bis 31.03.2028.",
           body},
          {25, 112, "Angaben zum Verlust", bold},
          {25, 118,
           "Die Karte war in einer Geldbörse, die am 22. November 2026 zwischen 14 und 15 Uhr "
           "in der U-Bahn-Linie U1 abhandengekommen ist. Ob sie verloren oder entwendet wurde, "
           "ist nicht bekannt. Weitere Gegenstände: eine Fahrkarte, 35 Euro.",
           body},
          {25, 144,
           "Die Karte ist zur Fahndung ausgeschrieben. Wird sie wiedergefunden, ist dies der "
           "Polizei und der Ausländerbehörde mitzuteilen.",
           body},
          {25, 168, "Diese Bescheinigung ist ein Muster ohne rechtliche Bedeutung.", body},
          {25, 196, "Im Auftrag", body},
          {25, 214, "Muster, Polizeihauptmeisterin", body}};
}

} // namespace

api::Page police_report_page(const ScannerModel& model) {
  return scan_drawing(model, [](cairo_t* canvas) {
    for (const auto& [x, y, text, style] : police_report())
      draw_text(canvas, x, y, text, style);
    cairo_rectangle(canvas, 25, 34, 165, 0.4);
    set_colour(canvas, {0.1, 0.1, 0.12}, 1);
    cairo_fill(canvas);
    draw_specimen_mark(canvas, 45, 265, 14);
  });
}

std::string police_report_text() {
  std::string all;
  for (const Paragraph& paragraph : police_report())
    all += std::string(paragraph.text) + '\n';
  return all;
}

api::Page blank_page(const ScannerModel& model) {
  return scan_drawing(model, [](cairo_t*) {});
}

api::Page faint_page(const ScannerModel& model) {
  return scan_drawing(model, [](cairo_t* canvas) {
    draw_text(canvas, 30, 60, "Die Unterlagen folgen nächste Woche.",
              {.millimetres = 5, .colour = {0.80, 0.80, 0.80}});
  });
}

} // namespace foyer::support_scanner
