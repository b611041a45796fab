// SPDX-License-Identifier: EUPL-1.2
// The driver against SANE's own `test` and `pnm` backends, which others have written.
#include <scanner_sane/sane_scanner.hpp>
#include <support_scanner/dock.hpp>
#include <support_scanner/pages.hpp>
#include <support_scanner/scans.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace foyer;
using scanner_sane::SaneConfig;
using scanner_sane::SaneScanner;
using support_scanner::scan_page;
using support_scanner::ScannerDock;

namespace {

bool installed(const std::string& backend) {
  for (const char* const folder :
       {"/usr/lib/x86_64-linux-gnu/sane", "/usr/lib/aarch64-linux-gnu/sane"})
    if (std::filesystem::exists(std::filesystem::path(folder) / ("libsane-" + backend + ".so.1")))
      return true;
  WARN("skipped: SANE's " << backend << " backend is not installed (package libsane1)");
  return false;
}

SaneConfig config_for(const ScannerDock& dock, const std::string& backend) {
  std::ofstream(dock.folder() / "dll.conf") << backend << '\n';
  SaneConfig config;
  config.worker = FOYER_SCAN_WORKER;
  config.device = backend + ":0";
  config.environment = {{"SANE_CONFIG_DIR", dock.folder().string()}};
  return config;
}

} // namespace

TEST_CASE("SANE's pnm backend delivers a picture pixel for pixel") {
  if (!installed("pnm"))
    return;
  const ScannerDock dock;
  api::Page picture;
  picture.width = 120;
  picture.height = 80;
  for (std::size_t i = 0; i < 120U * 80 * 3; ++i)
    picture.pixels.push_back(static_cast<std::uint8_t>(i * 31 + i / 7));
  dock.put_page("picture.ppm", picture);
  SaneConfig config = config_for(dock, "pnm");
  config.options = {{"filename", (dock.folder() / "picture.ppm").string()}};
  SaneScanner scanner(config);
  REQUIRE(scanner.probe().ok());
  const auto page = scan_page(scanner);
  REQUIRE(page.ok());
  CHECK((*page)->width == 120);
  CHECK((*page)->height == 80);
  CHECK((*page)->pixels == picture.pixels);
}

TEST_CASE("SANE's test backend delivers its colours in grey and in colour") {
  if (!installed("test"))
    return;
  const ScannerDock dock;
  SaneConfig config = config_for(dock, "test");
  config.options = {{"test-picture", "Solid white"}};
  SaneScanner scanner(config);
  const auto mode = GENERATE(api::ScanMode::grey, api::ScanMode::colour);
  const auto page = scan_page(scanner, {mode, 100});
  REQUIRE(page.ok());
  CHECK((*page)->channels == (mode == api::ScanMode::colour ? 3 : 1));
  CHECK((*page)->dpi == 100);
  CHECK((*page)->width > 100);
  CHECK(std::all_of((*page)->pixels.begin(), (*page)->pixels.end(),
                    [](std::uint8_t sample) { return sample == 255; }));
}

TEST_CASE("The statuses of SANE's test backend become our failures") {
  if (!installed("test"))
    return;
  const auto [status, expected] = GENERATE(table<std::string, FailureCode>({
      {"SANE_STATUS_NO_DOCS", FailureCode::scanner_no_paper},
      {"SANE_STATUS_JAMMED", FailureCode::scanner_jam},
      {"SANE_STATUS_COVER_OPEN", FailureCode::scanner_cover_open},
      {"SANE_STATUS_IO_ERROR", FailureCode::scanner_gone},
      {"SANE_STATUS_DEVICE_BUSY", FailureCode::scanner_busy},
      {"SANE_STATUS_ACCESS_DENIED", FailureCode::scanner_denied},
      {"SANE_STATUS_NO_MEM", FailureCode::scanner_crashed},
      {"SANE_STATUS_EOF", FailureCode::scanner_truncated},
      {"SANE_STATUS_INVAL", FailureCode::scanner_gone},
  }));
  INFO(status);
  const ScannerDock dock;
  SaneConfig config = config_for(dock, "test");
  config.options = {{"read-return-value", status}};
  SaneScanner scanner(config);
  const auto page = scan_page(scanner);
  REQUIRE_FALSE(page.ok());
  CHECK(page.failure().code == expected);
}

TEST_CASE("Paper longer than the scanner knew beforehand is one page") {
  if (!installed("test"))
    return;
  const ScannerDock dock;
  SaneConfig config = config_for(dock, "test");
  config.options = {{"hand-scanner", "yes"}};
  SaneScanner scanner(config);
  const auto page = scan_page(scanner, {api::ScanMode::grey, 75});
  REQUIRE(page.ok());
  CHECK((*page)->pixels.size() ==
        static_cast<std::size_t>((*page)->width) * static_cast<std::size_t>((*page)->height));
}
