// SPDX-License-Identifier: EUPL-1.2
#include <imaging/document.hpp>

#include "colour_profile.hpp"
#include "fax.hpp"
#include "glyphless_font.hpp"
#include "layers.hpp"
#include "pdf_writer.hpp"
#include "pixels.hpp"
#include "text_operators.hpp"

#include <array>

namespace foyer::imaging {

namespace {

// JPEG's quality of a whole page, of the paper below ink, and of ink's colours.
struct Quality {
  int page, paper, ink;
};
// At the first a photograph keeps its details; at the last text can still be read.
constexpr std::array qualities{Quality{82, 50, 50}, Quality{66, 40, 40}, Quality{50, 30, 30},
                               Quality{36, 25, 25}, Quality{26, 20, 20}};
// What a page costs in the file besides its pictures and its text.
constexpr std::size_t page_overhead = 1'024;
// Font, profile, metadata.
constexpr std::size_t document_overhead = 4'096;

// A page before it is compressed: its layers and its text; of one that has no layers, nothing yet.
struct Prepared {
  int width, height, dpi;
  std::shared_ptr<const TextLayer> text;
  std::optional<Layers> layers;
  std::string fax = {}; // all of the page's ink

  explicit Prepared(const Sheet& sheet)
      : width(sheet.page->width), height(sheet.page->height), dpi(sheet.page->dpi),
        text(sheet.text), layers(split(*sheet.page)) {}
  Prepared(Prepared&&) = default;
  Prepared& operator=(Prepared&&) = default;
  ~Prepared() { wipe(fax); }
};

Status check_sheet(const Sheet& sheet) {
  if (!sheet.page)
    return fail(FailureCode::image_malformed, "no page");
  return check_shape(*sheet.page);
}

Result<Prepared> prepare(const Sheet& sheet) {
  FOYER_CHECK(check_sheet(sheet));
  Prepared prepared(sheet);
  if (prepared.layers) {
    FOYER_TRY(Bytes fax, to_fax(prepared.width, prepared.height, prepared.layers->mask));
    prepared.fax = as_text(fax);
    wipe(fax);
  }
  return prepared;
}

Result<PdfImage> image_of(const api::Page& page, int quality) {
  FOYER_TRY(Bytes jpeg, to_jpeg(page, quality));
  PdfImage image{page.width, page.height, page.channels == 3, std::string(as_text(jpeg))};
  wipe(jpeg);
  return image;
}

Result<PdfPage> compress(const Prepared& prepared, std::size_t number, const SheetOf& sheet_of,
                         const Quality& quality) {
  PdfPage out{.width = prepared.width, .height = prepared.height, .dpi = prepared.dpi};
  if (!prepared.layers) {
    FOYER_TRY(const Sheet sheet, sheet_of(number));
    FOYER_CHECK(check_sheet(sheet));
    FOYER_TRY(out.background, image_of(*sheet.page, quality.page));
    return out;
  }
  const Layers& layers = *prepared.layers;
  FOYER_TRY(out.background, image_of(layers.paper, quality.paper));
  out.mask = {prepared.width, prepared.height, prepared.fax};
  out.flat = layers.flat;
  if (layers.ink) {
    FOYER_TRY(out.ink, image_of(*layers.ink, quality.ink));
  }
  return out;
}

std::size_t size_of(const PdfPage& page) {
  return page.background.jpeg.size() + page.mask.fax.size() + page.ink.jpeg.size() + page_overhead;
}

void wipe_pages(PdfDocument& document) {
  for (PdfPage& page : document.pages)
    for (std::string* data : {&page.background.jpeg, &page.mask.fax, &page.ink.jpeg, &page.text})
      wipe(*data);
  document.pages.clear();
}

// Nothing: too large at this quality.
Result<std::optional<Bytes>> write(const std::vector<Prepared>& pages, const SheetOf& sheet_of,
                                   const Quality& quality, std::size_t max_bytes) {
  PdfDocument document;
  document.glyph_advance = glyph_advance;
  document.ascent = glyph_ascent;
  document.descent = glyph_descent;
  document.font_program = glyphless_font();
  FOYER_TRY(document.srgb, srgb_profile());
  std::size_t size = document_overhead;
  TextOperators text;
  for (const Prepared& prepared : pages) {
    FOYER_TRY(auto page, compress(prepared, document.pages.size(), sheet_of, quality));
    size += size_of(page);
    if (prepared.text)
      page.text = text.add(*prepared.text, prepared.height, prepared.dpi);
    document.pages.push_back(std::move(page));
    if (size > max_bytes)
      break;
  }
  document.characters = text.characters();
  Bytes bytes;
  const bool fits = size <= max_bytes;
  const bool written = fits && write_pdf(document, bytes);
  wipe_pages(document);
  if (fits && !written)
    return fail(FailureCode::image_malformed, "PDF");
  if (!fits || bytes.size() > max_bytes)
    return std::optional<Bytes>();
  return std::optional(std::move(bytes));
}

} // namespace

Result<Bytes> to_pdf(std::span<const Sheet> sheets, const PdfLimits& limits) {
  return to_pdf(
      sheets.size(), [&](std::size_t number) -> Result<Sheet> { return sheets[number]; }, limits);
}

Result<Bytes> to_pdf(std::size_t count, const SheetOf& sheet_of, const PdfLimits& limits) {
  if (count == 0)
    return fail(FailureCode::image_malformed, "no page");
  if (count > limits.max_pages)
    return fail(FailureCode::page_too_large, "pages");
  std::vector<Prepared> pages;
  for (std::size_t number = 0; number < count; ++number) {
    FOYER_TRY(const Sheet sheet, sheet_of(number));
    FOYER_TRY(auto prepared, prepare(sheet));
    pages.push_back(std::move(prepared));
  }
  for (const Quality& quality : qualities) {
    FOYER_TRY(auto pdf, write(pages, sheet_of, quality, limits.max_bytes));
    if (pdf)
      return std::move(*pdf);
  }
  return fail(FailureCode::page_too_large, "bytes");
}

} // namespace foyer::imaging
