// SPDX-License-Identifier: EUPL-1.2
// A4 paper with a German column and, beside it, a column in the visitor's language. Text flows from
// the top and turns to a new page where it must. Lengths are millimetres.
#pragma once

#include <receipt/qr.hpp>
#include <receipt/receipt.hpp>

#include <functional>
#include <memory>

namespace foyer::receipt {

struct Colour {
  double red;
  double green;
  double blue;
};

// design: ink on white 16.5:1, secondary 10.4:1, accent 10.4:1.
constexpr Colour ink{0x14 / 255.0, 0x20 / 255.0, 0x2B / 255.0};
constexpr Colour secondary{0x31 / 255.0, 0x3F / 255.0, 0x4B / 255.0};
constexpr Colour accent{0x08 / 255.0, 0x41 / 255.0, 0x5F / 255.0};
constexpr Colour pale_accent{0xE3 / 255.0, 0xEE / 255.0, 0xF4 / 255.0};
constexpr Colour outline{0x6B / 255.0, 0x7A / 255.0, 0x86 / 255.0};

struct Style {
  double cap_height = 3.5; // of H; with the pinned Noto Sans 2.52 mm is 10 pt
  bool bold = false;
  Colour colour = ink;
};

// German text at the left or right edge of its box, or text of the help language at its start.
enum class Place : std::uint8_t { at_start, at_end, in_help_column };

struct PaperSetup {
  HelpLanguage help;
  std::filesystem::path fonts_conf;
  std::string title; // PDF metadata, no personal data
  std::chrono::sys_seconds created{};
};

class Paper {
 public:
  static constexpr double width = 210;
  static constexpr double height = 297;
  static constexpr double margin = 16;
  static constexpr double first_line = 13;
  static constexpr double inner_width = width - 2 * margin;
  static constexpr double bottom = height - 18; // above the footer

  static Result<std::unique_ptr<Paper>> open(const PaperSetup& setup);
  ~Paper();

  // Called for each page, first thing, to draw what stands at its edges; returns where text begins.
  void on_page(std::function<double(int page)> draw);

  // Both columns of one row. With bullet: an item of a list. Rows stay on one page when they can.
  void row(const Text& text, const Style& style, bool bullet = false);
  void space(double millimetres);
  // Turns to a new page unless so much is left.
  void keep_together(double millimetres);

  // --- placing by hand, for the head of the first page and the edges ---
  // Draws text in a box of that width, beginning (or ending) at its edge; returns its height.
  double place(const std::string& text, const Style& style, double x, double y, double box_width,
               Place how = Place::at_start);
  void fill(double x, double y, double w, double h, const Colour& colour, double radius = 0);
  void qr(const QrMatrix& matrix, double x, double y, double side);

  [[nodiscard]] double y() const;
  void set_y(double y);
  [[nodiscard]] int pages() const;
  [[nodiscard]] bool two_columns() const;
  [[nodiscard]] double column_width() const;
  [[nodiscard]] double help_column() const; // its left edge

  Result<Bytes> finish();

 private:
  struct State;
  explicit Paper(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace foyer::receipt
