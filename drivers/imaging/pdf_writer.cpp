// SPDX-License-Identifier: EUPL-1.2
#include "pdf_writer.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <array>
#include <cstdio>
#include <cstring>
#include <exception>

namespace foyer::imaging {

namespace {

std::string points(int pixels, int dpi) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.2f", pixels * 72.0 / dpi);
  return text.data();
}

// The picture fills the page: PDF (ISO 32000-1) 8.9.5.
void add_page(QPDF& pdf, const PdfPage& page) {
  auto picture = QPDFObjectHandle::newStream(&pdf, page.jpeg);
  picture.replaceDict(QPDFObjectHandle::parse(
      "<< /Type /XObject /Subtype /Image /BitsPerComponent 8 /Filter /DCTDecode /Width " +
      std::to_string(page.width) + " /Height " + std::to_string(page.height) + " /ColorSpace " +
      (page.color ? "/DeviceRGB" : "/DeviceGray") + " >>"));
  const std::string width = points(page.width, page.dpi);
  const std::string height = points(page.height, page.dpi);
  auto content =
      QPDFObjectHandle::newStream(&pdf, "q " + width + " 0 0 " + height + " 0 0 cm /Page Do Q\n");
  auto entry = QPDFObjectHandle::parse("<< /Type /Page /MediaBox [0 0 " + width + " " + height +
                                       "] /Resources << /XObject << >> >> >>");
  entry.getKey("/Resources").getKey("/XObject").replaceKey("/Page", picture);
  entry.replaceKey("/Contents", content);
  pdf.addPage(pdf.makeIndirectObject(entry), false);
}

} // namespace

bool write_pdf(const std::vector<PdfPage>& pages, std::vector<std::uint8_t>& out) {
  try {
    QPDF pdf;
    pdf.emptyPDF();
    for (const PdfPage& page : pages)
      add_page(pdf, page);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setMinimumPDFVersion("1.4");
    writer.setDeterministicID(true);
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
