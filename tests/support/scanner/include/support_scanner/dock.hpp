// SPDX-License-Identifier: EUPL-1.2
// ScannerDock: a folder of its own with a scanner made of files, driven by a script.
#pragma once

#include <api/document_scanner.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace foyer::support_scanner {

class ScannerDock {
 public:
  ScannerDock(); // makes the folder; the scanner is unplugged until set_script()
  ~ScannerDock();
  ScannerDock(const ScannerDock&) = delete;
  ScannerDock& operator=(const ScannerDock&) = delete;

  // What the next scans do, one line a scan, coming round again; the grammar is at the top of
  // tests/support/scanner/backend/backend.cpp.
  void set_script(const std::vector<std::string>& lines) const;
  // What the scanner has besides its glass: words of the grammar ("feeder duplex").
  void set_kind(const std::string& words) const;
  // Lays a page into the folder under a name that script lines use ("page.ppm").
  void put_page(const std::string& name, const api::Page& page) const;

  // For SaneConfig::environment.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> environment() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

} // namespace foyer::support_scanner
