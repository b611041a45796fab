// SPDX-License-Identifier: EUPL-1.2
// Scanned pages as files: one page as JPEG, several as one PDF. In memory only, no temporary file.
// The PDF is plain PDF 1.4 with JPEG pages; PDF/A and the text layer come with issue 7.
#pragma once

#include <api/document_scanner.hpp>

#include <memory>
#include <span>

namespace foyer::imaging {

// Baseline JPEG (JFIF, the page's dpi inside, no other metadata); quality 1..100.
// Fails with: image_malformed.
Result<Bytes> to_jpeg(const api::Page& page, int quality);

// Domain catalogue section 7: at most 20 pages and 8 MB an item.
struct PdfLimits {
  std::size_t max_pages = 20;
  std::size_t max_bytes = 8U * 1024U * 1024U;
};

// One PDF page for each scanned page, as large as the paper was (pixels / dpi). The quality starts
// where text keeps its edges and is lowered step by step until max_bytes fits. The same pages give
// the same bytes: no date, no id. Blocks about 100 ms a page; any thread.
// Fails with: page_too_large (too many pages, or too big at the lowest quality), image_malformed
// (also for no page at all).
Result<Bytes> to_pdf(std::span<const std::shared_ptr<const api::Page>> pages,
                     const PdfLimits& limits = {});

} // namespace foyer::imaging
