// SPDX-License-Identifier: EUPL-1.2
#include "scan_desk.hpp"

#include "page_maker.hpp"

#include <base/log.hpp>

#include <utility>

namespace foyer::app {

// Pages are made on the other thread, so that the scanner is never kept waiting by it; the end is
// told from there, too, behind the last page.
void ScanDesk::scan(api::ScanRequest request, visit::StartScan wish, Report report) {
  no_more_ = std::stop_source();
  maker_.give([this](const std::stop_token&) { (void)pages_.start(); }); // while nothing has come
  worker_.give([this, request, wish = std::move(wish), report = std::move(report),
                no_more = no_more_](const std::stop_token& stop) mutable {
    const std::stop_callback stops(stop, [&] { no_more.request_stop(); });
    auto began = clock_.steady();
    // Pages of this scan are known to the later ones; only the maker looks at them.
    auto known = std::make_shared<Marks>(std::move(wish.known));
    const bool by_feeder = request.source != api::ScanSource::glass;
    const auto arrived = [&](std::shared_ptr<const api::Page> page) {
      const auto now = clock_.steady();
      log(events::PageScanned{.width = page->width,
                              .height = page->height,
                              .duration = now - std::exchange(began, now)});
      maker_.give([this, page = std::move(page), known, stop, expected = wish.expected, by_feeder,
                   report](const std::stop_token& over) mutable {
        if (stop.stop_requested() || over.stop_requested())
          return;
        auto made = make_page({pages_, over}, std::move(page), expected, by_feeder, *known);
        if (made.mark)
          known->push_back(made.mark);
        if (!stop.stop_requested())
          report(visit::PageArrived{std::move(made)});
      });
    };
    const auto scanned = scanner_->scan(
        request, no_more.get_token(),
        [&](const api::ScanProgress& progress) {
          report(visit::ScanProgressed{progress.done, progress.warming_up});
        },
        arrived);
    if (stop.stop_requested())
      return;
    std::optional<Failure> failure;
    if (!scanned && scanned.failure().code != FailureCode::cancelled) {
      failure = scanned.failure();
      log(events::ScanFailed{.failure = failure->code});
    }
    maker_.give([failure, stop, report](const std::stop_token&) {
      if (stop.stop_requested())
        return;
      if (failure)
        report(visit::ScanFailed{*failure});
      else
        report(visit::StackEnded{});
    });
  });
}

void ScanDesk::look(Report report) {
  worker_.give([this, report = std::move(report)](const std::stop_token&) {
    const auto kind = scanner_->probe();
    if (kind)
      report(visit::ScannerFound{*kind});
    else if (kind.failure().code == FailureCode::scanner_missing)
      report(visit::ScannerFound{std::nullopt});
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
  maker_.give(
      [this, wish = std::move(wish), report = std::move(report)](const std::stop_token& over) {
        auto changed = change_page({pages_, over}, wish.page, wish.change);
        if (changed)
          report(visit::PageChanged{wish.asked, std::move(*changed)});
        else
          report(visit::PageNotChanged{wish.asked, changed.failure()});
      });
}

void ScanDesk::forget() {
  worker_.stop_all(); // or a page that comes late would start the process anew
  maker_.stop_all();
  maker_.give([this](const std::stop_token&) { pages_.end(); });
}

} // namespace foyer::app
