// SPDX-License-Identifier: EUPL-1.2
// What only a network scanner does (eSCL through sane-airscan).
#include <scanner_sane/sane_scanner.hpp>
#include <support_escl/escl_scanner.hpp>
#include <support_scanner/scans.hpp>

#include <catch2/catch.hpp>

#include <filesystem>

using namespace foyer;
using namespace std::chrono_literals;
using support_escl::Fault;
using support_scanner::scan_page;
using support_scanner::scan_stack;

namespace {

std::shared_ptr<const api::Page> grey_page() {
  auto page = std::make_shared<api::Page>();
  page->width = 240;
  page->height = 400;
  page->pixels.assign(std::size_t{3} * 240 * 400, 100);
  return page;
}

struct Bench {
  support_escl::EsclScanner escl;
  scanner_sane::SaneConfig config;
  Bench() {
    config.worker = FOYER_SCAN_WORKER;
    config.environment = escl.environment();
    config.device = "airscan:e0:Foyer";
  }
};

bool installed() {
  for (const char* const folder :
       {"/usr/lib/x86_64-linux-gnu/sane", "/usr/lib/aarch64-linux-gnu/sane"})
    if (std::filesystem::exists(std::filesystem::path(folder) / "libsane-airscan.so.1"))
      return true;
  WARN("skipped: sane-airscan is not installed");
  return false;
}

} // namespace

TEST_CASE("The scanner is asked for what was asked of us") {
  if (!installed())
    return;
  using api::ScanMode;
  using api::ScanSource;
  const auto [mode, source, dpi, expected] =
      GENERATE(table<ScanMode, ScanSource, int, std::string>({
          {ScanMode::colour, ScanSource::glass, 300, "Platen colour 300"},
          {ScanMode::grey, ScanSource::glass, 150, "Platen grey 150"},
          {ScanMode::grey, ScanSource::feeder, 300, "Feeder grey 300"},
          {ScanMode::colour, ScanSource::feeder_both_sides, 75, "Feeder duplex colour 75"},
      }));
  Bench bench;
  bench.escl.lay({{grey_page()}});
  scanner_sane::SaneScanner scanner(bench.config);
  const auto stack =
      scan_stack(scanner, {.mode = mode, .dpi = dpi, .source = source, .most_pages = 10});
  CHECK(stack.status.ok());
  CHECK(bench.escl.last_job() == expected);
}

TEST_CASE("A page that comes seconds after the scan began is no stall, be it the second one") {
  if (!installed())
    return;
  Bench bench;
  bench.config.stall_limit = 300ms; // the page's bytes take five times that
  const support_escl::Sheet slow{grey_page(), nullptr, Fault::none, 1'500ms};
  bench.escl.lay({slow, slow});
  scanner_sane::SaneScanner scanner(bench.config);
  const auto stack = scan_stack(scanner, {.source = api::ScanSource::feeder, .most_pages = 10});
  INFO((stack.status ? "" : stack.status.failure().detail));
  CHECK(stack.status.ok());
  CHECK(stack.pages.size() == 2);
}

TEST_CASE("A scanner that does not answer, or stops in the middle, is ended by the limit") {
  if (!installed())
    return;
  const Fault fault = GENERATE(Fault::hang, Fault::stalled);
  Bench bench;
  bench.config.start_limit = 1'000ms;
  bench.escl.lay({{grey_page(), nullptr, fault}});
  scanner_sane::SaneScanner scanner(bench.config);
  CHECK(scan_page(scanner).failure().code == FailureCode::scanner_stalled);
}
