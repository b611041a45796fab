// SPDX-License-Identifier: EUPL-1.2
// ScanDesk: scans pages and measures them, on a thread of its own.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <api/document_scanner.hpp>
#include <base/clock.hpp>

#include <memory>

namespace foyer::app {

class ScanDesk {
 public:
  ScanDesk(std::unique_ptr<api::DocumentScanner> scanner, const Clock& clock)
      : scanner_(std::move(scanner)), clock_(clock) {}

  // Reports ScanProgressed, then PageArrived or ScanFailed; nothing after stop().
  void scan(api::ScanRequest request, Report report);
  void stop() { worker_.stop_all(); }

 private:
  std::unique_ptr<api::DocumentScanner> scanner_;
  const Clock& clock_;
  Worker worker_;
};

} // namespace foyer::app
