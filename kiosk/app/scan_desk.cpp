// SPDX-License-Identifier: EUPL-1.2
#include "scan_desk.hpp"

#include "page_maker.hpp"

#include <base/log.hpp>

#include <utility>

namespace foyer::app {

// Pages are made on the other thread, so that the scanner is never kept waiting by it; the end is
// told from there, too, behind the last page.
void ScanDesk::scan(api::ScanRequest request, visit::StartScan wish, Report report) {
  worker_.give([this, request, wish = std::move(wish),
                report = std::move(report)](const std::stop_token& stop) {
    auto began = clock_.steady();
    // Pages of this scan are known to the later ones; only the maker looks at them.
    auto known = std::make_shared<std::vector<visit::ScannedPage>>(wish.known);
    const auto arrived = [&](std::shared_ptr<const api::Page> page) {
      const auto now = clock_.steady();
      log(events::PageScanned{.width = page->width,
                              .height = page->height,
                              .duration = now - std::exchange(began, now)});
      maker_.give([page = std::move(page), known, stop, expected = wish.expected,
                   report](const std::stop_token&) mutable {
        if (stop.stop_requested())
          return;
        known->push_back(make_page(std::move(page), expected, *known));
        if (!stop.stop_requested())
          report(visit::PageArrived{known->back()});
      });
    };
    const auto scanned = scanner_->scan(
        request, stop,
        [&](const api::ScanProgress& progress) {
          report(visit::ScanProgressed{progress.done, progress.warming_up});
        },
        arrived);
    if (stop.stop_requested())
      return;
    if (!scanned)
      log(events::ScanFailed{.failure = scanned.failure().code});
    auto end = scanned ? visit::Event{visit::StackEnded{}}
                       : visit::Event{visit::ScanFailed{scanned.failure()}};
    maker_.give([end = std::make_shared<visit::Event>(std::move(end)), stop,
                 report](const std::stop_token&) {
      if (!stop.stop_requested())
        report(std::move(*end));
    });
  });
}

void ScanDesk::look(Report report) {
  worker_.give([this, report = std::move(report)](const std::stop_token&) {
    const auto kind = scanner_->probe();
    report(visit::ScannerFound{kind ? std::optional(*kind) : std::nullopt});
  });
}

void ScanDesk::watch(Report machine) {
  watcher_ = std::jthread([this, machine = std::move(machine)](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      scanner_->await_change(stop);
      if (!stop.stop_requested())
        look(machine);
    }
  });
}

void ScanDesk::change(visit::ChangePage wish, Report report) {
  maker_.give([wish = std::move(wish), report = std::move(report)](const std::stop_token&) {
    auto changed = change_page(wish.page, wish.change);
    if (changed)
      report(visit::PageChanged{wish.asked, std::move(*changed)});
    else
      report(visit::PageNotChanged{wish.asked, changed.failure()});
  });
}

} // namespace foyer::app
