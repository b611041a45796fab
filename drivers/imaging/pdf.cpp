// SPDX-License-Identifier: EUPL-1.2
#include <imaging/document.hpp>

#include "pdf_writer.hpp"
#include "pixels.hpp"

#include <array>

namespace foyer::imaging {

namespace {

// Text keeps clean edges at the first; at the last it can still be read.
constexpr std::array qualities{78, 62, 48, 36, 26};
// What a page costs in the file besides its picture.
constexpr std::size_t page_overhead = 1'024;

Result<Bytes> write(std::span<const std::shared_ptr<const api::Page>> pages,
                    const std::vector<Bytes>& jpegs) {
  std::vector<PdfPage> sheets;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const api::Page& page = *pages[i];
    sheets.push_back(
        {page.width, page.height, page.channels == 3, page.dpi, std::string(as_text(jpegs[i]))});
  }
  Bytes bytes;
  const bool written = write_pdf(sheets, bytes);
  for (PdfPage& sheet : sheets)
    wipe(sheet.jpeg);
  if (!written)
    return fail(FailureCode::image_malformed, "PDF");
  return bytes;
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
