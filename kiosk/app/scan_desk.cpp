// SPDX-License-Identifier: EUPL-1.2
#include "scan_desk.hpp"

#include <base/log.hpp>
#include <imaging/page_check.hpp>

#include <utility>

namespace foyer::app {

void ScanDesk::scan(api::ScanRequest request, Report report) {
  worker_.give([this, request, report = std::move(report)](const std::stop_token& stop) {
    auto began = clock_.steady();
    const auto arrived = [&](std::shared_ptr<const api::Page> page) {
      if (stop.stop_requested())
        return;
      visit::ScannedPage scanned{.page = std::move(page), .advice = {}};
      // Without a measurement there is no advice; the visitor looks at the page anyway.
      if (const auto check = imaging::check_page(*scanned.page); check.ok())
        scanned.advice = {.looks_empty = check->looks_empty, .very_dark = check->looks_dark};
      const auto now = clock_.steady();
      log(events::PageScanned{.width = scanned.page->width,
                              .height = scanned.page->height,
                              .duration = now - std::exchange(began, now)});
      report(visit::PageArrived{std::move(scanned)});
    };
    const auto scanned = scanner_->scan(
        request, stop,
        [&](const api::ScanProgress& progress) { report(visit::ScanProgressed{progress.done}); },
        arrived);
    if (scanned || stop.stop_requested())
      return;
    log(events::ScanFailed{.failure = scanned.failure().code});
    report(visit::ScanFailed{scanned.failure()});
  });
}

} // namespace foyer::app
