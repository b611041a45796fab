// SPDX-License-Identifier: EUPL-1.2
// Invented papers, drawn, and what a scanner makes of them: with named defects of known severity.
// The same numbers give the same page.
#pragma once

#include <api/document_scanner.hpp>
#include <imaging/page_check.hpp>

#include <string>
#include <vector>

namespace foyer::support_papers {

enum class Script : std::uint8_t { latin, cyrillic, arabic };
enum class Subject : std::uint8_t {
  letter,
  payslip,
  certificate,
  card,
  passport,
  empty,
  ruled,
  // What else people bring.
  form,
  thick_table,
  stamps,
  handwriting,
  newsprint,
  receipt,
  logo,
  photo,
  cheque,
  diploma,
  brochure,
  dark_card,
  written // what it says is given
};

struct Paper {
  Subject subject = Subject::letter;
  Script script = Script::latin;
  std::uint32_t seed = 1; // of words, fonts and sizes
  double width = 210;     // mm
  double height = 297;
  // Of a payslip: 1 and more have the same form with other amounts; 0 has a form of its own.
  std::uint32_t month = 0;
  // Of a written one: its heading, its paragraphs, one under the other, and a QR code.
  std::vector<std::string> lines{};
  std::string code{};
};
// Where a written paper's lines begin: the first 30 mm from its top, each 12 mm below the other.
inline constexpr double first_line_mm = 30, line_mm = 12, left_mm = 25;
// The size that goes with it: card and passport page, else A4.
Paper paper(Subject subject, Script script, std::uint32_t seed);

enum class Lid : std::uint8_t { none, white, light, black }; // none: the paper fills the glass

struct Scan {
  int dpi = 150;
  std::uint32_t seed = 1; // of noise, dust and places
  Lid lid = Lid::none;
  double x = 0, y = 0;      // mm: where the paper's middle lies off the glass's middle
  int quarter_turns = 0;    // clockwise, of the paper
  double skew_degrees = 0;  // clockwise
  double noise = 2;         // standard deviation, 0..255
  double white = 1;         // of the paper's brightness
  double light = 1;         // of everything: 0.3 is far too dark
  double ink = 1;           // of the ink's contrast: 0.2 is faint
  double blur_mm = 0;       // standard deviation
  double shadow = 0;        // 0..1: so much light is missing in the shade
  double glare_mm = 0;      // radius of a reflection
  double bleed = 0;         // 0..1: the back's writing shines through
  double crumple_mm = 0;    // how far folds move the writing
  double creases = 0;       // 0..1: crushed in a fist and smoothed again, facets light and dark
  double torn_mm = 0;       // so much is missing of a corner
  double cut_mm = 0;        // the writing moved over the right edge by this
  int dust = 0;             // specks
  bool white_field = false; // a printed field as white as can be
  bool holes = false, staple = false;
  int jpeg_quality = 0; // 0: none
};
// A page of A4, in colour.
api::Page scan(const Paper& paper, const Scan& how);
// Where its corners are, clockwise from the top left of the page as it came.
std::array<imaging::Point, 4> corners(const Paper& paper, const Scan& how);

// One page of the labelled set. What is not asked for a check is no part of its table: whether a
// slight shadow is one is a matter of opinion.
struct Labelled {
  std::string name;
  Paper paper;
  Scan how;
};
// 384 pages, in the same order each time; `step`: only every so manieth of each kind. The limits
// were chosen on series 0; others are as many pages that nobody has looked at.
std::vector<Labelled> labelled_pages(int dpi, int step = 1, std::uint32_t series = 0);
// So many of each kind of what else people bring, scanned well: whatever is told of them but where
// they lie is a false alarm.
std::vector<Labelled> everyday_pages(int dpi, int count, std::uint32_t series = 0);

// How often a check was right.
struct Score {
  std::string check;
  int hits = 0, misses = 0, false_alarms = 0, silences = 0;
  std::vector<std::string> wrong;          // names of pages
  [[nodiscard]] double recall() const;     // 0..1
  [[nodiscard]] double precision() const;  // 0..1
  [[nodiscard]] double false_rate() const; // of the pages without it
};
struct Scores {
  std::vector<Score> checks;
  std::vector<double> skew_errors;   // degrees
  std::vector<double> corner_errors; // mm, the worst corner
  std::vector<double> milliseconds;
};
Scores score(const std::vector<Labelled>& pages);
std::string table(const Scores& scores);

} // namespace foyer::support_papers
