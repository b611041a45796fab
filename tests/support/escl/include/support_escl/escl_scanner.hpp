// SPDX-License-Identifier: EUPL-1.2
// EsclScanner: a network scanner on the loopback interface that speaks eSCL (Mopria eSCL
// specification 2.97: ScannerCapabilities, ScannerStatus, ScanJobs, NextDocument) over HTTP, with
// glass and feeder, and mishaps on the sheet of one's choice.
#pragma once

#include <api/document_scanner.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace foyer::support_escl {

enum class Fault : std::uint8_t {
  none,
  jam, // before the sheet moves; so the next four
  cover_open,
  busy, // 503 to everything that wants to scan
  server_error,
  hang,      // the answer never comes
  cut,       // half of the page's bytes, then the connection ends
  garbage,   // a JPEG that is none
  truncated, // whole by HTTP, but half of a JPEG
  stalled,   // half of the page's bytes, then silence
};

struct Sheet {
  std::shared_ptr<const api::Page> front; // null only where the fault comes before the page
  std::shared_ptr<const api::Page> back;  // scanned with both sides; null: the front again
  Fault fault = Fault::none;
  std::chrono::milliseconds duration{0}; // of the page's delivery
};

class EsclScanner {
 public:
  explicit EsclScanner(api::ScannerKind kind = {.glass = true, .feeder = true, .both_sides = true});
  ~EsclScanner();
  EsclScanner(const EsclScanner&) = delete;
  EsclScanner& operator=(const EsclScanner&) = delete;

  // What lies in the feeder; its first sheet is what lies on the glass. Stays for every scan.
  void lay(std::vector<Sheet> sheets);
  // As if switched off: nothing answers, until plug_in() at the same address.
  void unplug();
  void plug_in();

  // For SaneConfig: airscan alone, this scanner alone, no discovery.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> environment() const;
  // The pwg:InputSource and scan:Duplex of the last job ("Feeder duplex"), its mode and dpi.
  [[nodiscard]] std::string last_job() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace foyer::support_escl
