// SPDX-License-Identifier: EUPL-1.2
// Scanned pages as files: one page as JPEG, several as one PDF. In memory only, no temporary file.
#pragma once

#include <pages/sheet.hpp>

#include <functional>
#include <span>

namespace foyer::imaging {

using pages::PdfLimits;
using pages::Sheet;
using pages::TextLayer;
using pages::Word;

// Baseline JPEG (JFIF, the page's dpi inside, no other metadata); quality 1..100.
// Fails with: image_malformed.
Result<Bytes> to_jpeg(const api::Page& page, int quality);

// A PDF/A-2b (ISO 19005-2), one page for each sheet, as large as the paper was (pixels / dpi).
// Print is kept at full resolution and two levels above paper of lower resolution (BSI TR-03138: no
// symbol coding); a page with pictures, or that would lose something so, is one JPEG. Text lies
// above, invisible. The quality begins where nothing is missed and is lowered step by step until
// max_bytes fits. The same sheets give the same bytes: no date, and no name. Blocks for some 300 ms
// a page; any thread. Fails with: page_too_large (too many pages, or too big at the lowest
// quality), image_malformed (also for no page at all), internal.
Result<Bytes> to_pdf(std::span<const Sheet> sheets, const PdfLimits& limits = {});

// The same, with one page in memory at a time: `sheet_of` is asked for each of the `count` sheets
// in their order, and again for those that are one JPEG, at each quality. Fails with what it fails
// with, too.
using SheetOf = std::function<Result<Sheet>(std::size_t)>;
Result<Bytes> to_pdf(std::size_t count, const SheetOf& sheet_of, const PdfLimits& limits = {});

} // namespace foyer::imaging
