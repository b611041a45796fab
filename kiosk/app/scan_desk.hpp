// SPDX-License-Identifier: EUPL-1.2
// ScanDesk: scans pages and measures them, on a thread of its own.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <api/document_scanner.hpp>
#include <base/clock.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace foyer::app {

class ScanDesk {
 public:
  ScanDesk(std::unique_ptr<api::DocumentScanner> scanner, const Clock& clock)
      : scanner_(std::move(scanner)), clock_(clock) {}

  // Reports ScanProgressed, then PageArrived or ScanFailed; nothing after stop().
  void scan(api::ScanRequest request, Report report);
  void stop() { worker_.stop_all(); }
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
  Worker worker_;
};

} // namespace foyer::app
