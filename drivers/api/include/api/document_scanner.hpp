// SPDX-License-Identifier: EUPL-1.2
// The contract of document scanners: one page in, pixels out.
#pragma once

#include <base/result.hpp>

#include <base/bytes.hpp>

#include <functional>
#include <memory>
#include <stop_token>

namespace foyer::api {

enum class ScanMode : std::uint8_t { grey, colour };

struct ScanRequest {
  ScanMode mode = ScanMode::colour;
  int dpi = 300;
};

// Rows from top to bottom, no padding: width * channels bytes a row, channels 1 (grey) or 3 (RGB).
// A page is a person's paper: it lives in memory only and is wiped when the last owner goes.
struct Page {
  int width = 0;
  int height = 0;
  int channels = 3;
  int dpi = 300;
  Bytes pixels;

  Page() = default;
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  Page(Page&&) = default;
  Page& operator=(Page&&) = default;
  ~Page() { wipe(pixels); }
};

// Called from one thread at a time, not the UI's.
class DocumentScanner {
 public:
  virtual ~DocumentScanner() = default;

  // Is a scanner there? Cheap enough to ask before a scan page is shown. scanner_missing if not.
  virtual Status probe() = 0;

  // Scans one page. `progress` gets 0..1, on the calling thread. Asking `stop` to stop ends the
  // scan within 100 ms (cancelled). Never returns a part of a page: that is scanner_truncated.
  // Fails with: scanner_missing, scanner_gone, scanner_busy, scanner_no_paper, scanner_jam,
  // scanner_cover_open, scanner_truncated, scanner_stalled, scanner_crashed, scanner_denied,
  // page_too_large, cancelled.
  virtual Result<std::shared_ptr<const Page>> scan(const ScanRequest& request,
                                                   const std::stop_token& stop,
                                                   const std::function<void(double)>& progress) = 0;
};

} // namespace foyer::api
