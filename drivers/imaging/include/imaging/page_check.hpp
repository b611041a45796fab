// SPDX-License-Identifier: EUPL-1.2
// What a page looks like (pages/page_check.hpp), measured.
#pragma once

#include <api/document_scanner.hpp>
#include <pages/page_check.hpp>

namespace foyer::imaging {

using pages::PageCheck;
using pages::PaperKind;
using pages::Point;

// Blocks for some 100 ms for A4 at 300 dpi; any thread. Needs some 36 MB, wiped at the end.
// Fails with: image_malformed.
Result<PageCheck> check_page(const api::Page& page);

} // namespace foyer::imaging
