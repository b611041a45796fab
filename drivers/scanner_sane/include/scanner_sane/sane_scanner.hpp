// SPDX-License-Identifier: EUPL-1.2
// A scanner reached through SANE. The vendor's code runs in a fresh worker process for each page,
// so a backend that crashes, hangs or lies costs one page and not the visit.
#pragma once

#include <api/document_scanner.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace foyer::scanner_sane {

struct SaneConfig {
  // SANE's device name ("airscan:e0:Office", "pnm:0"); empty: the first local one SANE finds.
  std::string device;
  // Further SANE options, set in this order before the page ("source" = "Flatbed"). An option the
  // device does not know is scanner_denied, because a technician asked for it.
  std::vector<std::pair<std::string, std::string>> options;
  // Empty: foyer-scan-worker beside the running program.
  std::filesystem::path worker;
  // Added to the worker's environment ("SANE_CONFIG_DIR", "/etc/sane.d").
  std::vector<std::pair<std::string, std::string>> environment;

  // How long SANE may take to find and open the device, and to begin a page (lamp, calibration).
  std::chrono::milliseconds open_limit{10'000};
  std::chrono::milliseconds start_limit{30'000};
  // Longest silence once a page is moving; measured pages pause far less than a second.
  std::chrono::milliseconds stall_limit{2'000};
  // More pixels than this is page_too_large: A3 in colour at 600 dpi is 209 MB.
  std::size_t max_page_bytes = 256U * 1024U * 1024U;
};

// A cancelled scan ends the worker: sane_cancel from another thread returns truncated pages as
// success. After a page the worker closes the device on its own while the visitor already looks at
// the page; the next call waits for that (at most stall_limit).
class SaneScanner final : public api::DocumentScanner {
 public:
  explicit SaneScanner(SaneConfig config);
  ~SaneScanner() override;
  SaneScanner(const SaneScanner&) = delete;
  SaneScanner& operator=(const SaneScanner&) = delete;

  Status probe() override;
  Result<std::shared_ptr<const api::Page>>
  scan(const api::ScanRequest& request, const std::stop_token& stop,
       const std::function<void(double)>& progress) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace foyer::scanner_sane
