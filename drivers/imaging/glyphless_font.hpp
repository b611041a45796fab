// SPDX-License-Identifier: EUPL-1.2
// The typeface of a text layer: nothing is drawn, everything can be searched. PDF/A wants each font
// embedded (ISO 19005-2, 6.2.11.4.1), and this one costs 400 bytes.
#pragma once

#include <base/bytes.hpp>

namespace foyer::imaging {

// In thousandths of the font's size, as the PDF's font dictionaries must say the same.
inline constexpr int glyph_advance = 500;
inline constexpr int glyph_ascent = 800;
inline constexpr int glyph_descent = 200;

// A TrueType font (ISO/IEC 14496-22) of two glyphs without outlines: 0 is .notdef, and 1 stands for
// every character. The same bytes each time.
Bytes glyphless_font();

} // namespace foyer::imaging
