// SPDX-License-Identifier: EUPL-1.2
// A feeder's stack, page by page, through an unchanged libsane.
#include <processes/processes.hpp>
#include <scanner_sane/sane_scanner.hpp>
#include <support_scanner/dock.hpp>
#include <support_scanner/scans.hpp>

#include <catch2/catch.hpp>

#include <thread>

using namespace foyer;
using namespace std::chrono_literals;
using api::ScanSource;
using scanner_sane::SaneConfig;
using scanner_sane::SaneScanner;
using support_scanner::scan_page;
using support_scanner::scan_stack;
using support_scanner::ScannerDock;

namespace {

// Pages of different sizes, each of one grey that tells which it is.
api::Page plain_page(int number) {
  api::Page page;
  page.width = 120 + number;
  page.height = 90;
  page.pixels.assign(static_cast<std::size_t>(page.width) * 90 * 3,
                     static_cast<std::uint8_t>(number));
  return page;
}

struct Bench {
  ScannerDock dock;
  SaneConfig config;
  Bench(const std::string& kind, const std::vector<std::string>& script) {
    config.worker = FOYER_SCAN_WORKER;
    config.environment = dock.environment();
    dock.set_kind(kind);
    for (int number = 1; number <= 4; ++number)
      dock.put_page("p" + std::to_string(number) + ".ppm", plain_page(number));
    dock.set_script(script);
  }
};

const std::string three = "ok p1.ppm + ok p2.ppm + ok p3.ppm";

void check_number(const std::shared_ptr<const api::Page>& page, int number) {
  REQUIRE(page);
  CHECK(page->width == 120 + number);
  CHECK(page->pixels == plain_page(number).pixels);
}

} // namespace

TEST_CASE("A scanner says what it can do") {
  const auto [words, expected] = GENERATE(table<std::string, api::ScannerKind>({
      {"", {.glass = true}},
      {"feeder", {.glass = true, .feeder = true}},
      {"feeder duplex", {.glass = true, .feeder = true, .both_sides = true}},
      {"no-glass feeder", {.feeder = true}},
  }));
  INFO(words);
  Bench bench(words, {"ok p1.ppm"});
  const auto kind = SaneScanner(bench.config).probe();
  REQUIRE(kind.ok());
  CHECK(*kind == expected);
}

TEST_CASE("A stack comes page by page, and its end is no failure") {
  Bench bench("feeder", {three});
  SaneScanner scanner(bench.config);
  std::vector<std::size_t> moving;
  const auto stack = scan_stack(scanner, {.source = ScanSource::feeder, .most_pages = 20}, {},
                                [&](const api::ScanProgress& progress) {
                                  if (moving.empty() || moving.back() != progress.page)
                                    moving.push_back(progress.page);
                                });
  REQUIRE(stack.status.ok());
  REQUIRE(stack.pages.size() == 3);
  for (int number = 1; number <= 3; ++number)
    check_number(stack.pages[static_cast<std::size_t>(number) - 1], number);
  CHECK(moving == std::vector<std::size_t>{0, 1, 2});
  CHECK(stack.pages[0]->dpi == 300); // set after the source, which sets it back to 75
}

TEST_CASE("The process that talks to a device at this machine has no network meanwhile") {
  Bench bench("feeder", {three});
  const auto scan = [&] {
    std::vector<int> seen;
    SaneScanner scanner(bench.config);
    const auto stack = scan_stack(scanner, {.source = ScanSource::feeder, .most_pages = 20}, {},
                                  [&](const api::ScanProgress&) {
                                    seen = processes::seccomp_of_children("foyer-scan-worker");
                                  });
    CHECK(stack.status.ok());
    return seen;
  };
  constexpr int filtered = 2;
  CHECK(scan() == std::vector<int>{filtered});
  bench.config.device = "foyer:files"; // by name it might be anywhere
  CHECK(scan() == std::vector<int>{0});
}

TEST_CASE("A terminal with nothing but a feeder moves no paper when the glass is asked for") {
  Bench bench("no-glass feeder", {three});
  SaneScanner scanner(bench.config);
  const auto stack = scan_stack(scanner, {.source = ScanSource::glass});
  REQUIRE_FALSE(stack.status.ok());
  CHECK(stack.status.failure().code == FailureCode::scanner_unsuitable);
  CHECK(stack.pages.empty());
}

TEST_CASE("No more pages are drawn in than asked for") {
  Bench bench("feeder", {three});
  SaneScanner scanner(bench.config);
  const auto stack = scan_stack(scanner, {.source = ScanSource::feeder, .most_pages = 2});
  CHECK(stack.status.ok());
  CHECK(stack.pages.size() == 2);
}

TEST_CASE("Both sides of each sheet come in turn, an empty back too") {
  Bench bench("feeder duplex", {"ok p1.ppm|p2.ppm + ok p3.ppm"});
  SaneScanner scanner(bench.config);
  const auto stack =
      scan_stack(scanner, {.source = ScanSource::feeder_both_sides, .most_pages = 20});
  REQUIRE(stack.status.ok());
  REQUIRE(stack.pages.size() == 4);
  check_number(stack.pages[0], 1);
  check_number(stack.pages[1], 2);
  check_number(stack.pages[2], 3);
  CHECK(stack.pages[3]->pixels.front() == 255);
}

TEST_CASE("From the glass comes one page, whatever is asked for") {
  Bench bench("feeder duplex", {three});
  SaneScanner scanner(bench.config);
  const auto stack = scan_stack(scanner, {.source = ScanSource::glass, .most_pages = 20});
  CHECK(stack.status.ok());
  REQUIRE(stack.pages.size() == 1);
  check_number(stack.pages[0], 1);
}

TEST_CASE("A source that the scanner has not is unsuitable, and nothing moves") {
  Bench bench("", {"ok p1.ppm", "jam"});
  SaneScanner scanner(bench.config);
  const auto source = GENERATE(ScanSource::feeder, ScanSource::feeder_both_sides);
  const auto stack = scan_stack(scanner, {.source = source, .most_pages = 9});
  REQUIRE_FALSE(stack.status.ok());
  CHECK(stack.status.failure().code == FailureCode::scanner_unsuitable);
  CHECK(scan_page(scanner).ok()); // the first line was not used up
}

TEST_CASE("A technician's source holds for every scan, and the scanner is no more than that") {
  Bench bench("feeder duplex", {three});
  bench.config.options = {{"source", "Flatbed"}};
  SaneScanner scanner(bench.config);
  CHECK(scanner.probe().value() == api::ScannerKind{.glass = true});
  CHECK(scan_page(scanner).ok());
  const auto stack = scan_stack(scanner, {.source = ScanSource::feeder, .most_pages = 9});
  CHECK(stack.status.failure().code == FailureCode::scanner_unsuitable);
}

TEST_CASE("A scanner that warms up says so, and then scans") {
  Bench bench("", {"warm 500 ok p1.ppm"});
  SaneScanner scanner(bench.config);
  int warming = 0;
  bool after = false;
  const auto page = scan_page(scanner, {}, {}, [&](const api::ScanProgress& progress) {
    warming += progress.warming_up ? 1 : 0;
    after = warming > 0 && !progress.warming_up;
  });
  CHECK(page.ok());
  CHECK(warming >= 2);
  CHECK(after);
}

TEST_CASE("A scanner that never gets warm has a failure of its own") {
  Bench bench("", {"warm 60000 ok p1.ppm"});
  bench.config.warm_up_limit = 500ms;
  SaneScanner scanner(bench.config);
  CHECK(scan_page(scanner).failure().code == FailureCode::scanner_warming_up);
}

TEST_CASE("Two sheets at once are told from a jam where the scanner can tell") {
  Bench bench("feeder", {"ok p1.ppm + double"});
  SaneScanner scanner(bench.config);
  const auto stack = scan_stack(scanner, {.source = ScanSource::feeder, .most_pages = 9});
  CHECK(stack.status.failure().code == FailureCode::scanner_double_feed);
  CHECK(stack.pages.size() == 1);
}

TEST_CASE("A backend whose options and numbers are nonsense costs a page and no more") {
  const auto [kind, line, expected] = GENERATE(table<std::string, std::string, FailureCode>({
      {"", "shape 0 10 30 8", FailureCode::scanner_unsuitable},
      {"", "shape -7 10 30 8", FailureCode::scanner_unsuitable},
      {"", "shape 70000 10 210000 8", FailureCode::scanner_unsuitable},
      {"", "shape 10 10 29 8", FailureCode::scanner_unsuitable},
      {"", "shape 10 10 2000000000 8", FailureCode::scanner_unsuitable},
      {"", "shape 10 10 30 99", FailureCode::scanner_unsuitable},
      {"", "shape 10 2000000000 30 8", FailureCode::page_too_large},
      {"", "shape 10 -1 30 8", FailureCode::page_too_large}, // without end
      {"", "shape 10 10 30 8", FailureCode::page_too_large}, // more rows than it said
      {"hostile", "shape 10 -1 30 8", FailureCode::page_too_large},
      {"hostile", "jam", FailureCode::scanner_jam},
  }));
  INFO(kind << ' ' << line);
  Bench bench(kind, {line, "ok p1.ppm"});
  SaneScanner scanner(bench.config);
  const auto page = scan_page(scanner);
  REQUIRE_FALSE(page.ok());
  INFO(page.failure().detail);
  CHECK(page.failure().code == expected);
  CHECK(scan_page(scanner).ok());
}

TEST_CASE("A resolution that cannot be is replaced by the one asked for") {
  Bench bench("hostile", {"ok p1.ppm"});
  SaneScanner scanner(bench.config);
  const auto page = scan_page(scanner, {.dpi = 300});
  REQUIRE(page.ok());
  CHECK((*page)->dpi == 300);
}
