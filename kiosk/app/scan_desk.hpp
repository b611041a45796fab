// SPDX-License-Identifier: EUPL-1.2
// ScanDesk: scans pages on one thread, makes them upright and changes them on another.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <api/document_scanner.hpp>
#include <base/clock.hpp>
#include <pages/page_worker.hpp>
#include <visit/effect.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

namespace foyer::app {

class ScanDesk {
 public:
  ScanDesk(std::unique_ptr<api::DocumentScanner> scanner, const Clock& clock,
           pages::PageWorkerConfig pages)
      : scanner_(std::move(scanner)), clock_(clock), pages_(std::move(pages)) {}

  // Reports ScanProgressed, PageArrived for each page, then StackEnded or ScanFailed; no page and
  // no end after stop().
  void scan(api::ScanRequest request, visit::StartScan wish, Report report);
  // Reports ScannerFound; nothing where it is there and cannot be asked now.
  void look(Report report);
  // Looks again whenever a device was plugged in or taken away; called once.
  void watch(Report machine);
  // Reports PageChanged or PageNotChanged.
  void change(visit::ChangePage wish, Report report);
  // Reports ZoneWasRead, CodesWereRead; nothing readable is no failure.
  void read(visit::ReadScannedZone wish, Report report);
  void read(visit::ReadScannedCodes wish, Report report);
  void stop() { worker_.stop_all(); }
  // The visit is over: what is made of its pages is given up, and the process that makes it ends.
  void forget();
  // The scan draws in no more; pages that it has given arrive, and then the end.
  void end_stack() { no_more_.request_stop(); }
  // Is a scanner there? Told on the scanner's thread, after a scan that is under way.
  void probe(std::function<void(std::optional<FailureCode>)> told) {
    worker_.give([this, told = std::move(told)](const std::stop_token&) {
      const auto there = scanner_->probe();
      told(there ? std::nullopt : std::optional(there.failure().code));
    });
  }

 private:
  std::unique_ptr<api::DocumentScanner> scanner_;
  const Clock& clock_;
  std::stop_source no_more_; // of the scan asked for last; of the thread that owns this
  pages::PageWorker pages_;  // on the thread below
  Worker maker_;             // of pages; stopped with the visit only: who covers a number waits
  Worker worker_;            // of the scanner; gives to the one above
  std::jthread watcher_;     // last: it uses what stands above
};

} // namespace foyer::app
