// SPDX-License-Identifier: EUPL-1.2
// What only SANE's pnm backend can show: kinds of pictures, as they come out of the driver.
#include "rig_parts.hpp"

#include <support_scanner/dock.hpp>
#include <support_scanner/scans.hpp>

#include <catch2/catch.hpp>

#include <fstream>

using namespace foyer;
using namespace foyer::scanner_contract;
using support_scanner::scan_page;

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

Result<std::shared_ptr<const api::Page>> scanned(std::string_view picture, api::ScanMode mode,
                                                 const Options& further = {}) {
  const support_scanner::ScannerDock dock;
  std::ofstream(dock.folder() / "dll.conf", std::ios::trunc) << "pnm\n";
  std::ofstream(dock.folder() / "page.pnm", std::ios::binary) << picture;
  auto config = config_with({{"SANE_CONFIG_DIR", dock.folder().string()}});
  config.device = "pnm:1";
  config.options = {{"filename", (dock.folder() / "page.pnm").string()}};
  config.options.insert(config.options.end(), further.begin(), further.end());
  scanner_sane::SaneScanner scanner(std::move(config));
  return scan_page(scanner, {.mode = mode, .dpi = 200});
}

void check_is(const Result<std::shared_ptr<const api::Page>>& page, int channels,
              const Bytes& pixels) {
  REQUIRE(page.ok());
  CHECK((*page)->width == 2);
  CHECK((*page)->height == 2);
  CHECK((*page)->dpi == 200);
  CHECK((*page)->channels == channels);
  CHECK((*page)->pixels == pixels);
}

using namespace std::string_view_literals;
constexpr auto coloured = "P6\n2 2\n255\n\xff\0\0\0\xff\0\0\0\xff\x10\x20\x30"sv;

} // namespace

TEST_CASE("Colours come as they were laid, and as grey where grey was asked for") {
  if (!installed("pnm"))
    return;
  const Bytes same{255, 0, 0, 0, 255, 0, 0, 0, 255, 16, 32, 48};
  check_is(scanned(coloured, api::ScanMode::colour), 3, same);
  check_is(scanned(coloured, api::ScanMode::colour, {{"hand-scanner", "yes"}}), 3, same);
  check_is(scanned(coloured, api::ScanMode::grey), 1, {76, 150, 29, 29});
  // The device's own grey is the mean.
  check_is(scanned(coloured, api::ScanMode::grey, {{"grayify", "yes"}}), 1, {85, 85, 85, 32});
}

TEST_CASE("Of a scanner that knows grey or black alone, grey comes in either mode") {
  if (!installed("pnm"))
    return;
  for (const auto mode : {api::ScanMode::colour, api::ScanMode::grey}) {
    check_is(scanned("P5\n2 2\n255\n\x01\x7f\x80\xff"sv, mode), 1, {1, 127, 128, 255});
    check_is(scanned("P4\n2 2\n\x40\x80"sv, mode), 1, {255, 0, 0, 255}); // 1 is black
  }
}

TEST_CASE("Pictures that no scanner may give end in a failure of their own") {
  if (!installed("pnm"))
    return;
  const auto failure = [](std::string_view picture, const Options& options = {}) {
    const auto page = scanned(picture, api::ScanMode::colour, options);
    REQUIRE_FALSE(page.ok());
    return page.failure().code;
  };
  CHECK(failure(coloured.substr(0, coloured.size() - 1)) == FailureCode::scanner_truncated);
  (void)failure(coloured.substr(0, 5)); // its size is then what stood in the backend's memory
  CHECK(failure("") == FailureCode::scanner_not_starting);
  CHECK(failure("P6\n70000 2\n255\n") == FailureCode::scanner_unsuitable);
  CHECK(failure("P5\n2 70000\n255\n") == FailureCode::page_too_large);
  // Three pictures of one colour each: scanners of the nineties.
  CHECK(failure(coloured, {{"three-pass", "yes"}}) == FailureCode::scanner_unsuitable);
  CHECK(failure(coloured, {{"status-nodocs", "yes"}}) == FailureCode::scanner_no_paper);
  CHECK(failure(coloured, {{"no-such-option", "yes"}}) == FailureCode::scanner_unsuitable);
  CHECK(failure(coloured, {{"read-only", "1"}}) == FailureCode::scanner_unsuitable);
}
