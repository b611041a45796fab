// SPDX-License-Identifier: EUPL-1.2
// The contract of document scanners: paper on the glass or in the feeder, pixels out.
#pragma once

#include <base/result.hpp>

#include <base/bytes.hpp>

#include <functional>
#include <memory>
#include <stop_token>

namespace foyer::api {

enum class ScanMode : std::uint8_t { grey, colour };
enum class ScanSource : std::uint8_t { glass, feeder, feeder_both_sides };

struct ScanRequest {
  ScanMode mode = ScanMode::colour;
  int dpi = 300;
  ScanSource source = ScanSource::glass;
  std::size_t most_pages = 1; // sides of a feeder's stack; of the glass it is always one
};

// What a scanner can do.
struct ScannerKind {
  bool glass = false;
  bool feeder = false;
  bool both_sides = false; // of a sheet in the feeder
  bool operator==(const ScannerKind&) const = default;
};

struct ScanProgress {
  std::size_t page = 0;    // the one that moves, from 0
  double done = 0;         // of that page, 0..1; 0 as long as the scanner does not know its length
  bool warming_up = false; // its lamp is not ready: nothing moves yet, perhaps for minutes
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

using OnScanProgress = std::function<void(const ScanProgress&)>;
using OnPage = std::function<void(std::shared_ptr<const Page>)>;

// Called from one thread at a time, not the UI's; await_change() alone may run beside the others.
class DocumentScanner {
 public:
  virtual ~DocumentScanner() = default;

  // Is a scanner there, and what can it do? Cheap enough to ask before a scan page is shown.
  // Fails with: scanner_missing if there is none, and what opening one fails with (below).
  virtual Result<ScannerKind> probe() = 0;

  // Blocks until a device was plugged in or taken away (it may be the scanner: ask probe()), or
  // `stop` is asked to stop. Scanners in a network come and go unnoticed: ask when it matters.
  virtual void await_change(const std::stop_token& stop) = 0;

  // Scans the page on the glass, or a feeder's stack until it is empty or most_pages have come.
  // `page` gets each page as it comes, `progress` how far it is, both on the calling thread.
  // Asking `stop` to stop ends the scan within 100 ms (cancelled), whatever the scanner does.
  // A scan that fails has handed over the whole pages before the failure, and they are good; never
  // a part of a page: that is scanner_truncated. An empty feeder is scanner_no_paper.
  // Fails with: scanner_missing, scanner_not_starting, scanner_gone, scanner_busy,
  // scanner_warming_up, scanner_no_paper, scanner_jam, scanner_double_feed, scanner_cover_open,
  // scanner_truncated, scanner_stalled, scanner_crashed, scanner_denied, scanner_unsuitable,
  // page_too_large, cancelled.
  virtual Status scan(const ScanRequest& request, const std::stop_token& stop,
                      const OnScanProgress& progress, const OnPage& page) = 0;
};

} // namespace foyer::api
