// SPDX-License-Identifier: EUPL-1.2
#include <imaging/document.hpp>

#include "pixels.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <array>
#include <cstdio>
#include <exception>

namespace foyer::imaging {

namespace {

// Text keeps clean edges at the first; at the last it can still be read.
constexpr std::array qualities{78, 62, 48, 36, 26};
// What a page costs in the file besides its picture.
constexpr std::size_t page_overhead = 1'024;

std::string points(int pixels, int dpi) {
  std::array<char, 32> text{};
  (void)std::snprintf(text.data(), text.size(), "%.2f", pixels * 72.0 / dpi);
  return text.data();
}

// The picture fills the page: PDF (ISO 32000-1) 8.9.5.
void add_page(QPDF& pdf, const api::Page& page, const Bytes& jpeg) {
  auto picture = QPDFObjectHandle::newStream(&pdf, std::string(as_text(jpeg)));
  picture.replaceDict(QPDFObjectHandle::parse(
      "<< /Type /XObject /Subtype /Image /BitsPerComponent 8 /Filter /DCTDecode /Width " +
      std::to_string(page.width) + " /Height " + std::to_string(page.height) + " /ColorSpace " +
      (page.channels == 3 ? "/DeviceRGB" : "/DeviceGray") + " >>"));
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

Result<Bytes> write(std::span<const std::shared_ptr<const api::Page>> pages,
                    const std::vector<Bytes>& jpegs) {
  try {
    QPDF pdf;
    pdf.emptyPDF();
    for (std::size_t i = 0; i < pages.size(); ++i)
      add_page(pdf, *pages[i], jpegs[i]);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setMinimumPDFVersion("1.4");
    writer.setDeterministicID(true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    Bytes bytes(buffer->getBuffer(), buffer->getBuffer() + buffer->getSize());
    wipe({buffer->getBuffer(), buffer->getSize()});
    return bytes;
  } catch (const std::exception&) { // its text may quote the page
    return fail(FailureCode::image_malformed, "PDF");
  }
}

} // namespace

Result<Bytes> to_pdf(std::span<const std::shared_ptr<const api::Page>> pages,
                     const PdfLimits& limits) {
  if (pages.empty())
    return fail(FailureCode::image_malformed, "no page");
  if (pages.size() > limits.max_pages)
    return fail(FailureCode::page_too_large, "pages");
  for (const int quality : qualities) {
    std::vector<Bytes> jpegs;
    std::size_t size = 0;
    for (const auto& page : pages) {
      if (!page)
        return fail(FailureCode::image_malformed, "no page");
      FOYER_TRY(jpegs.emplace_back(), to_jpeg(*page, quality));
      size += jpegs.back().size() + page_overhead;
      if (size > limits.max_bytes)
        break;
    }
    if (size <= limits.max_bytes) {
      auto pdf = write(pages, jpegs);
      for (Bytes& jpeg : jpegs)
        wipe(jpeg);
      return pdf;
    }
    for (Bytes& jpeg : jpegs)
      wipe(jpeg);
  }
  return fail(FailureCode::page_too_large, "bytes");
}

} // namespace foyer::imaging
