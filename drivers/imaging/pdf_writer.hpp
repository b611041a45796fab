// SPDX-License-Identifier: EUPL-1.2
// The part that talks to qpdf, whose headers clang refuses in C++20 (a vector of a class that is
// not complete yet): this header and its source are C++17.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace foyer::imaging {

struct PdfImage { // a JPEG
  int width = 0, height = 0;
  bool color = false;
  std::string jpeg; // empty: there is none
};

struct PdfMask { // CCITT Group 4 (ITU-T T.6); black is ink
  int width = 0, height = 0;
  std::string fax; // empty: there is none
};

// From below: the background fills the page, the mask lets ink through, text lies above, invisible.
struct PdfPage {
  int width = 0, height = 0, dpi = 0; // pixels
  PdfImage background;
  PdfMask mask;
  PdfImage ink;                     // what shows through the mask; without a JPEG: `flat`
  std::array<std::uint8_t, 3> flat; // RGB
  std::string text;                 // operators of PDF, for the font /F1; empty: none
};

struct PdfDocument {
  std::vector<PdfPage> pages;
  std::vector<std::uint8_t> srgb;         // ICC
  std::vector<std::uint8_t> font_program; // TrueType
  int glyph_advance = 0, ascent = 0, descent = 0;
  // Character i + 1 of /F1. Code points of Unicode; wiped by who made them.
  std::vector<char32_t> characters;
};

// Writes a PDF/A-2b (ISO 19005-2). False when qpdf refuses; why is not told, it may quote the page.
// What the document's strings hold is moved from and wiped.
bool write_pdf(PdfDocument& document, std::vector<std::uint8_t>& out);

} // namespace foyer::imaging
