// SPDX-License-Identifier: EUPL-1.2
// The dictionaries of the text layer's font. C++17, as pdf_writer.hpp.
#pragma once

#include "pdf_writer.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace foyer::imaging {

// A composite font (ISO 32000-1, 9.7) for document.characters. Code i + 1, in two bytes, is
// character i; each is drawn by the program's glyph 1, and says which it is (/ToUnicode).
QPDFObjectHandle add_font(QPDF& pdf, const PdfDocument& document);

} // namespace foyer::imaging
