// SPDX-License-Identifier: EUPL-1.2
#include "scan_desk.hpp"

#include <base/log.hpp>
#include <imaging/page_check.hpp>

namespace foyer::app {

void ScanDesk::scan(api::ScanRequest request, Report report) {
  worker_.give([this, request, report = std::move(report)](const std::stop_token& stop) {
    const auto began = clock_.steady();
    const auto page =
        scanner_->scan(request, stop, [&](double done) { report(visit::ScanProgressed{done}); });
    if (stop.stop_requested())
      return;
    if (!page) {
      log(events::ScanFailed{.failure = page.failure().code});
      return report(visit::ScanFailed{page.failure()});
    }
    visit::ScannedPage scanned{.page = *page, .advice = {}};
    // Without a measurement there is no advice; the visitor looks at the page anyway.
    if (const auto check = imaging::check_page(**page); check.ok())
      scanned.advice = {.looks_empty = check->looks_empty, .very_dark = check->looks_dark};
    log(events::PageScanned{
        .width = (*page)->width, .height = (*page)->height, .duration = clock_.steady() - began});
    report(visit::PageArrived{std::move(scanned)});
  });
}

} // namespace foyer::app
