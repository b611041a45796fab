// SPDX-License-Identifier: EUPL-1.2
// What is made of a scanned page before the visitor sees it, and what they change about it. They
// block for some 300 ms for A4 at 300 dpi.
#pragma once

#include <base/result.hpp>
#include <pages/page_worker.hpp>
#include <visit/scanned_page.hpp>

#include <memory>
#include <stop_token>
#include <vector>

namespace foyer::app {

// Who looks at pages, on its thread; what it is told to stop is given up.
struct Maker {
  pages::PageWorker& worker;
  std::stop_token stop;
};

using Marks = std::vector<std::shared_ptr<const visit::PageMark>>;

// Upright and cut to the paper as far as that is certain, with advice; what came by a feeder is not
// cut, since nobody would see the whole sheet again. Never fails: what cannot be measured is shown
// as it came, without advice; the visitor looks at it anyway.
// `known`: of the pages that there are already.
visit::ScannedPage make_page(const Maker& maker, std::shared_ptr<const api::Page> scanned,
                             visit::ExpectedPaper expected, bool by_feeder, const Marks& known);

// Fails with: image_malformed, and what the worker fails with; then the page is as it was.
Result<visit::ScannedPage> change_page(const Maker& maker, const visit::ScannedPage& page,
                                       const visit::PageChange& change);

} // namespace foyer::app
