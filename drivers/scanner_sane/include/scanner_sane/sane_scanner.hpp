// SPDX-License-Identifier: EUPL-1.2
// A scanner reached through SANE. The vendor's code runs in a fresh worker process for each scan,
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
  // Further SANE options, set in this order after the source and before mode and resolution. An
  // option that the device does not know is scanner_unsuitable, because a technician asked for it.
  // Who names the "source" here has chosen it for every scan.
  std::vector<std::pair<std::string, std::string>> options;
  // Empty: foyer-scan-worker beside the running program.
  std::filesystem::path worker;
  // Added to the worker's environment ("SANE_CONFIG_DIR", "/etc/sane.d").
  std::vector<std::pair<std::string, std::string>> environment;

  // How long SANE may take to find and open the device, to begin a page (lamp, calibration, drawing
  // in a sheet), and then to its first row.
  std::chrono::milliseconds open_limit{10'000};
  std::chrono::milliseconds start_limit{30'000};
  // How long a scanner may say that it warms up.
  std::chrono::milliseconds warm_up_limit{120'000};
  // Longest silence once rows come; measured pages pause far less than a second.
  std::chrono::milliseconds stall_limit{2'000};
  // More pixels than this is page_too_large: A3 in colour at 600 dpi is 209 MB.
  std::size_t max_page_bytes = 256U * 1024U * 1024U;

  // Where devices come and go, and how long after that they are ready to be asked.
  std::filesystem::path usb_folder = "/dev/bus/usb";
  std::chrono::milliseconds usb_settled{1'500};
};

// A cancelled scan ends the worker: sane_cancel from another thread returns truncated pages as
// success. After a scan the worker closes the device on its own while the visitor already looks at
// the page; the next call waits for that (at most stall_limit).
class SaneScanner final : public api::DocumentScanner {
 public:
  explicit SaneScanner(SaneConfig config);
  ~SaneScanner() override;
  SaneScanner(const SaneScanner&) = delete;
  SaneScanner& operator=(const SaneScanner&) = delete;

  Result<api::ScannerKind> probe() override;
  void await_change(const std::stop_token& stop) override;
  Status scan(const api::ScanRequest& request, const std::stop_token& stop,
              const api::OnScanProgress& progress, const api::OnPage& page) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace foyer::scanner_sane
