// SPDX-License-Identifier: EUPL-1.2
// What a PDF is made of.
#pragma once

#include <pages/text.hpp>

#include <memory>

namespace foyer::pages {

// Domain catalogue section 7: at most 8 MB an item. As many pages as a definition may ask for.
struct PdfLimits {
  std::size_t max_pages = 30;
  std::size_t max_bytes = 8U * 1024U * 1024U;
};

struct Sheet {
  std::shared_ptr<const api::Page> page;
  std::shared_ptr<const TextLayer> text; // of this page; null: it cannot be searched
};

} // namespace foyer::pages
