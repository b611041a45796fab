// SPDX-License-Identifier: EUPL-1.2
// The figures that are aimed at, measured and printed; the limits checked are wide, because the
// machine that tests may be busy.
#include <scanner_sane/sane_scanner.hpp>
#include <support_scanner/dock.hpp>
#include <support_scanner/scans.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>

using namespace foyer;
using support_scanner::scan_page;
using support_scanner::scan_stack;

namespace {

using SteadyClock = std::chrono::steady_clock;

long milliseconds_since(SteadyClock::time_point begin) {
  return static_cast<long>(
      std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - begin).count());
}

struct Bench {
  support_scanner::ScannerDock dock;
  scanner_sane::SaneConfig config;
  Bench(int width, int height) {
    config.worker = FOYER_SCAN_WORKER;
    config.environment = dock.environment();
    dock.set_kind("feeder");
    api::Page page;
    page.width = width;
    page.height = height;
    page.pixels.assign(
        std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 200);
    dock.put_page("page.ppm", page);
  }
};

} // namespace

TEST_CASE("A4 in colour at 300 dpi") {
  Bench bench(2480, 3508);
  bench.dock.set_script({"ok page.ppm"});
  scanner_sane::SaneScanner scanner(bench.config);
  long best = 1'000'000;
  for (int i = 0; i < 3; ++i) {
    const auto begin = SteadyClock::now();
    REQUIRE(scan_page(scanner).ok());
    best = std::min(best, milliseconds_since(begin));
  }
  std::cout << "figures: A4 colour 300 dpi from the glass: " << best << " ms\n";

  bench.dock.set_script({"ok page.ppm + ok page.ppm + ok page.ppm + ok page.ppm + ok page.ppm"});
  const auto begin = SteadyClock::now();
  const auto stack = scan_stack(scanner, {.source = api::ScanSource::feeder, .most_pages = 50});
  REQUIRE(stack.pages.size() == 5);
  std::cout << "figures: five such pages from the feeder: " << milliseconds_since(begin) << " ms\n";
  CHECK(best < 5'000);
}

TEST_CASE("A backend that hangs in mid-page is over in three seconds, and the next page comes") {
  Bench bench(240, 400);
  bench.dock.set_script({"hang-after 200 page.ppm", "ok page.ppm"});
  scanner_sane::SaneScanner scanner(bench.config); // with the limits of the product
  const auto begin = SteadyClock::now();
  CHECK(scan_page(scanner).failure().code == FailureCode::scanner_stalled);
  CHECK(scan_page(scanner).ok());
  const long took = milliseconds_since(begin);
  std::cout << "figures: from a hung backend to the next whole page: " << took << " ms\n";
  CHECK(took < 10'000);
}
