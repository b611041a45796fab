// SPDX-License-Identifier: EUPL-1.2
#include "pdf_writer.hpp"

#include "pdf_font.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <cstdio>
#include <cstring>
#include <exception>

namespace foyer::imaging {

namespace {

// ISO 19005-2, 6.6.4: what it claims to be; and the producer, as the information dictionary says
// it. No title, no date, nobody's name. Nobody will edit it in place: no padding.
constexpr const char* metadata =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
    "<pdfaid:part>2</pdfaid:part>\n"
    "<pdfaid:conformance>B</pdfaid:conformance>\n"
    "</rdf:Description>\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
    "<pdf:Producer>Foyer</pdf:Producer>\n"
    "</rdf:Description>\n"
    "</rdf:RDF>\n"
    "</x:xmpmeta>\n"
    "<?xpacket end=\"w\"?>\n";

std::string number(double value) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.3f", value);
  return text.data();
}

std::string points(int pixels, int dpi) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.2f", pixels * 72.0 / dpi);
  return text.data();
}

void wipe_text(std::string& text) {
  explicit_bzero(text.data(), text.size());
  text.clear();
}

QPDFObjectHandle stream(QPDF& pdf, std::string& data, const std::string& dictionary) {
  auto made = QPDFObjectHandle::newStream(&pdf, data);
  made.replaceDict(QPDFObjectHandle::parse(dictionary));
  wipe_text(data);
  return made;
}

QPDFObjectHandle stream(QPDF& pdf, const std::vector<std::uint8_t>& data,
                        const std::string& dictionary) {
  std::string text(data.begin(), data.end());
  return stream(pdf, text, dictionary);
}

std::string size_of(int width, int height) {
  return " /Type /XObject /Subtype /Image /Width " + std::to_string(width) + " /Height " +
         std::to_string(height);
}

QPDFObjectHandle picture(QPDF& pdf, PdfImage& image) {
  return stream(pdf, image.jpeg,
                "<<" + size_of(image.width, image.height) +
                    " /BitsPerComponent 8 /Filter /DCTDecode /ColorSpace " +
                    (image.color ? "/DeviceRGB" : "/DeviceGray") + " >>");
}

// ISO 32000-1, 8.9.6.2 and 8.9.6.3: where the fax is black its bit is 0, and there it paints.
QPDFObjectHandle stencil(QPDF& pdf, PdfMask& mask) {
  return stream(pdf, mask.fax,
                "<<" + size_of(mask.width, mask.height) +
                    " /ImageMask true /BitsPerComponent 1 /Filter /CCITTFaxDecode"
                    " /DecodeParms << /K -1 /Columns " +
                    std::to_string(mask.width) + " /Rows " + std::to_string(mask.height) +
                    " >> >>");
}

// One page, its pictures as large as itself (8.9.5).
void add_page(QPDF& pdf, PdfPage& page, const QPDFObjectHandle& font) {
  const std::string width = points(page.width, page.dpi);
  const std::string height = points(page.height, page.dpi);
  const std::string whole = width + " 0 0 " + height + " 0 0 cm ";
  auto entry = QPDFObjectHandle::parse("<< /Type /Page /MediaBox [0 0 " + width + " " + height +
                                       "] /Resources << /XObject << >> >> >>");
  auto resources = entry.getKey("/Resources");
  auto objects = resources.getKey("/XObject");
  std::string content = "q " + whole + "/Page Do Q\n";
  objects.replaceKey("/Page", picture(pdf, page.background));
  if (!page.mask.fax.empty() && !page.ink.jpeg.empty()) {
    auto ink = picture(pdf, page.ink);
    ink.getDict().replaceKey("/Mask", stencil(pdf, page.mask));
    objects.replaceKey("/Ink", ink);
    content += "q " + whole + "/Ink Do Q\n";
  } else if (!page.mask.fax.empty()) {
    objects.replaceKey("/Ink", stencil(pdf, page.mask));
    content += "q ";
    for (const std::uint8_t part : page.flat)
      content += number(part / 255.0) + " ";
    content += "rg " + whole + "/Ink Do Q\n";
  }
  if (!page.text.empty()) {
    auto fonts = QPDFObjectHandle::newDictionary();
    fonts.replaceKey("/F1", font);
    resources.replaceKey("/Font", fonts);
    content += page.text;
    wipe_text(page.text);
  }
  entry.replaceKey("/Contents", stream(pdf, content, "<< >>"));
  pdf.addPage(pdf.makeIndirectObject(entry), false);
}

// ISO 19005-2, 6.2.3: whose red, green and blue all colours of the document are.
void add_output_intent(QPDF& pdf, const std::vector<std::uint8_t>& srgb) {
  auto intent = QPDFObjectHandle::parse(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
      " /Info (sRGB IEC 61966-2-1) >>");
  intent.replaceKey("/DestOutputProfile", stream(pdf, srgb, "<< /N 3 >>"));
  auto intents = QPDFObjectHandle::newArray();
  intents.appendItem(pdf.makeIndirectObject(intent));
  pdf.getRoot().replaceKey("/OutputIntents", intents);
}

void add_metadata(QPDF& pdf) {
  std::string packet = metadata;
  pdf.getRoot().replaceKey("/Metadata", stream(pdf, packet, "<< /Type /Metadata /Subtype /XML >>"));
  pdf.getTrailer().replaceKey(
      "/Info", pdf.makeIndirectObject(QPDFObjectHandle::parse("<< /Producer (Foyer) >>")));
}

} // namespace

bool write_pdf(PdfDocument& document, std::vector<std::uint8_t>& out) {
  try {
    QPDF pdf;
    pdf.emptyPDF();
    add_output_intent(pdf, document.srgb);
    add_metadata(pdf);
    const auto font =
        document.characters.empty() ? QPDFObjectHandle::newNull() : add_font(pdf, document);
    for (PdfPage& page : document.pages)
      add_page(pdf, page, font);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setMinimumPDFVersion("1.7"); // what part 2 builds on
    writer.setDeterministicID(true);
    writer.setNewlineBeforeEndstream(true); // ISO 19005-2, 6.1.7.1
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    out.assign(buffer->getBuffer(), buffer->getBuffer() + buffer->getSize());
    explicit_bzero(buffer->getBuffer(), buffer->getSize());
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

} // namespace foyer::imaging
