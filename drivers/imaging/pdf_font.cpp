// SPDX-License-Identifier: EUPL-1.2
#include "pdf_font.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace foyer::imaging {

namespace {

std::string hex4(unsigned value) {
  std::array<char, 8> text{};
  (void)std::snprintf(text.data(), text.size(), "%04X", value);
  return text.data();
}

std::string utf16_hex(char32_t character) {
  if (character < 0x10000)
    return hex4(character);
  const unsigned beyond = static_cast<unsigned>(character) - 0x10000U;
  return hex4(0xD800U + (beyond >> 10U)) + hex4(0xDC00U + (beyond & 0x3FFU));
}

// ISO 32000-1, 9.10.3. A block has at most 100 entries.
std::string unicode_map(const std::vector<char32_t>& characters) {
  std::string map = "/CIDInit /ProcSet findresource begin\n"
                    "12 dict begin\n"
                    "begincmap\n"
                    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                    "/CMapName /Adobe-Identity-UCS def\n"
                    "/CMapType 2 def\n"
                    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr std::size_t block = 100;
  for (std::size_t from = 0; from < characters.size(); from += block) {
    const std::size_t to = std::min(from + block, characters.size());
    map += std::to_string(to - from) + " beginbfchar\n";
    for (std::size_t i = from; i < to; ++i)
      map += "<" + hex4(static_cast<unsigned>(i + 1)) + "> <" + utf16_hex(characters[i]) + ">\n";
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

// Every code but 0 is drawn by glyph 1: nothing refers to .notdef (ISO 19005-2, 6.2.11.8).
std::string glyph_map(std::size_t characters) {
  std::string map(2, '\0');
  for (std::size_t i = 0; i < characters; ++i)
    map += std::string("\0\1", 2);
  return map;
}

} // namespace

QPDFObjectHandle add_font(QPDF& pdf, const PdfDocument& document) {
  const std::string program(document.font_program.begin(), document.font_program.end());
  const std::string advance = std::to_string(document.glyph_advance);
  const std::string ascent = std::to_string(document.ascent);
  const std::string descent = std::to_string(-document.descent);

  auto file = QPDFObjectHandle::newStream(&pdf, program);
  file.getDict().replaceKey("/Length1",
                            QPDFObjectHandle::newInteger(static_cast<long long>(program.size())));
  // Flags: fixed pitch, symbolic.
  auto descriptor = QPDFObjectHandle::parse(
      "<< /Type /FontDescriptor /FontName /FoyerGlyphless /Flags 5 /ItalicAngle 0 /StemV 80"
      " /FontBBox [0 " +
      descent + " " + advance + " " + ascent + "] /CapHeight " + ascent + " /Ascent " + ascent +
      " /Descent " + descent + " >>");
  descriptor.replaceKey("/FontFile2", file);

  auto descendant = QPDFObjectHandle::parse(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FoyerGlyphless"
      " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW " +
      advance + " >>");
  descendant.replaceKey("/FontDescriptor", pdf.makeIndirectObject(descriptor));
  descendant.replaceKey("/CIDToGIDMap",
                        QPDFObjectHandle::newStream(&pdf, glyph_map(document.characters.size())));

  auto font = QPDFObjectHandle::parse("<< /Type /Font /Subtype /Type0 /BaseFont /FoyerGlyphless"
                                      " /Encoding /Identity-H >>");
  auto descendants = QPDFObjectHandle::newArray();
  descendants.appendItem(pdf.makeIndirectObject(descendant));
  font.replaceKey("/DescendantFonts", descendants);
  font.replaceKey("/ToUnicode",
                  QPDFObjectHandle::newStream(&pdf, unicode_map(document.characters)));
  return pdf.makeIndirectObject(font);
}

} // namespace foyer::imaging
