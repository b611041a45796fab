// SPDX-License-Identifier: EUPL-1.2
// What is made of a scanned page before the visitor sees it, and what they change about it.
// Pure functions over pixels; they block for some 300 ms for A4 at 300 dpi. Any thread.
#pragma once

#include <base/result.hpp>
#include <visit/scanned_page.hpp>

#include <memory>
#include <vector>

namespace foyer::app {

using Marks = std::vector<std::shared_ptr<const visit::PageMark>>;

// Upright and cut to the paper as far as that is certain, with advice; what came by a feeder is not
// cut, since nobody would see the whole sheet again. Never fails: what cannot be measured is shown
// as it came, without advice; the visitor looks at it anyway.
// `known`: of the pages that there are already.
visit::ScannedPage make_page(std::shared_ptr<const api::Page> scanned,
                             visit::ExpectedPaper expected, bool by_feeder, const Marks& known);

// Fails with: image_malformed; then the page is as it was.
Result<visit::ScannedPage> change_page(const visit::ScannedPage& page,
                                       const visit::PageChange& change);

} // namespace foyer::app
