// SPDX-License-Identifier: EUPL-1.2
// The driver through an unchanged libsane, against a scanner made of files that misbehaves.
#include <scanner_sane/sane_scanner.hpp>
#include <support_scanner/dock.hpp>
#include <support_scanner/scans.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace foyer;
using namespace std::chrono_literals;
using scanner_sane::SaneConfig;
using scanner_sane::SaneScanner;
using support_scanner::scan_page;
using support_scanner::ScannerDock;

namespace {

constexpr int width = 240;
constexpr int height = 400;

// Every sample differs from its neighbours, so that a shifted row or channel shows.
api::Page test_page() {
  api::Page page;
  page.width = width;
  page.height = height;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int channel = 0; channel < 3; ++channel)
        page.pixels.push_back(static_cast<std::uint8_t>(x * 7 + y * 13 + channel * 50));
  return page;
}

SaneConfig config_for(const ScannerDock& dock) {
  SaneConfig config;
  config.worker = FOYER_SCAN_WORKER;
  config.environment = dock.environment();
  return config;
}

FailureCode code_of(SaneScanner& scanner) {
  const auto page = scan_page(scanner);
  REQUIRE_FALSE(page.ok());
  INFO(page.failure().detail);
  return page.failure().code;
}

struct Bench {
  ScannerDock dock;
  SaneScanner scanner;
  explicit Bench(const std::vector<std::string>& script) : scanner(config_for(dock)) {
    dock.put_page("page.ppm", test_page());
    dock.set_script(script);
  }
};

} // namespace

TEST_CASE("A colour page arrives sample for sample") {
  Bench bench({"ok page.ppm"});
  double last = 0;
  const auto page = scan_page(bench.scanner, {}, {}, [&](const api::ScanProgress& progress) {
    CHECK(progress.done >= last);
    CHECK(progress.done <= 1.0);
    last = progress.done;
  });
  REQUIRE(page.ok());
  CHECK((*page)->width == width);
  CHECK((*page)->height == height);
  CHECK((*page)->channels == 3);
  CHECK((*page)->dpi == 300);
  CHECK((*page)->pixels == test_page().pixels);
  CHECK(last == 1.0);
}

TEST_CASE("A grey page at 150 dpi has one channel and half the size") {
  Bench bench({"ok page.ppm"});
  const auto page = scan_page(bench.scanner, {api::ScanMode::grey, 150});
  REQUIRE(page.ok());
  CHECK((*page)->channels == 1);
  CHECK((*page)->dpi == 150);
  CHECK((*page)->width == width / 2);
  CHECK((*page)->height == height / 2);
  CHECK((*page)->pixels.size() == static_cast<std::size_t>(width / 2 * height / 2));
}

TEST_CASE("Each mishap of the scanner has its own failure, and the next page is whole") {
  const auto [line, expected] = GENERATE(table<std::string, FailureCode>({
      {"nodocs", FailureCode::scanner_no_paper},
      {"jam", FailureCode::scanner_jam},
      {"cover", FailureCode::scanner_cover_open},
      {"busy", FailureCode::scanner_busy},
      {"denied", FailureCode::scanner_denied},
      {"nomem", FailureCode::scanner_crashed},
      {"eof-after 0 page.ppm", FailureCode::scanner_truncated},
      {"eof-after 399 page.ppm", FailureCode::scanner_truncated},
      {"io-after 0 page.ppm", FailureCode::scanner_gone},
      {"io-after 200 page.ppm", FailureCode::scanner_gone},
      {"segv-after 0 page.ppm", FailureCode::scanner_crashed},
      {"segv-after 200 page.ppm", FailureCode::scanner_crashed},
  }));
  INFO(line);
  Bench bench({line, "ok page.ppm"});
  CHECK(code_of(bench.scanner) == expected);
  const auto next = scan_page(bench.scanner);
  REQUIRE(next.ok());
  CHECK((*next)->pixels == test_page().pixels);
}

TEST_CASE("A crash names the signal for the technician") {
  Bench bench({"segv-after 10 page.ppm"});
  const auto page = scan_page(bench.scanner);
  REQUIRE_FALSE(page.ok());
  CHECK(page.failure().detail == "signal 11");
}

TEST_CASE("A scanner that falls silent in mid-page has stalled, and the next page is whole") {
  ScannerDock dock;
  SaneConfig config = config_for(dock);
  config.stall_limit = 200ms;
  SaneScanner scanner(config);
  dock.put_page("page.ppm", test_page());
  dock.set_script({"hang-after 200 page.ppm", "ok page.ppm"});
  CHECK(code_of(scanner) == FailureCode::scanner_stalled);
  CHECK(scan_page(scanner).ok());
}

TEST_CASE("A page that takes longer than the stall limit is no stall while rows arrive") {
  ScannerDock dock;
  SaneConfig config = config_for(dock);
  config.stall_limit = 400ms;
  SaneScanner scanner(config);
  dock.put_page("page.ppm", test_page());
  dock.set_script({"ok page.ppm 1200"});
  CHECK(scan_page(scanner).ok());
}

TEST_CASE("A scanner that cannot be opened in time has stalled") {
  ScannerDock dock;
  SaneConfig config = config_for(dock);
  config.open_limit = 300ms;
  SaneScanner scanner(config);
  dock.set_script({"hang-open"});
  CHECK(scanner.probe().failure().code == FailureCode::scanner_stalled);
}

TEST_CASE("An unplugged scanner is missing, and is there again when plugged in") {
  Bench bench({"unplugged"});
  CHECK(bench.scanner.probe().failure().code == FailureCode::scanner_missing);
  CHECK(code_of(bench.scanner) == FailureCode::scanner_missing);
  bench.dock.set_script({"ok page.ppm"});
  CHECK(bench.scanner.probe().ok());
  CHECK(scan_page(bench.scanner).ok());
}

TEST_CASE("A device of another name is missing, the configured one is found") {
  ScannerDock dock;
  dock.put_page("page.ppm", test_page());
  dock.set_script({"ok page.ppm"});
  SaneConfig config = config_for(dock);
  config.device = "foyer:files";
  CHECK(SaneScanner(config).probe().ok());
  config.device = "nobody:home";
  CHECK(SaneScanner(config).probe().failure().code == FailureCode::scanner_missing);
}

TEST_CASE("A missing worker program is a missing scanner") {
  SaneConfig config;
  config.worker = "/nonexistent/foyer-scan-worker";
  CHECK(SaneScanner(config).probe().failure().code == FailureCode::scanner_missing);
}

TEST_CASE("An option the device does not have is refused instead of ignored") {
  ScannerDock dock;
  dock.put_page("page.ppm", test_page());
  dock.set_script({"ok page.ppm"});
  SaneConfig config = config_for(dock);
  config.options = {{"brightness", "10"}};
  SaneScanner scanner(config);
  CHECK(code_of(scanner) == FailureCode::scanner_unsuitable);
}

TEST_CASE("A page with more pixels than allowed is too large") {
  ScannerDock dock;
  dock.put_page("page.ppm", test_page());
  dock.set_script({"ok page.ppm"});
  SaneConfig config = config_for(dock);
  config.max_page_bytes = static_cast<std::size_t>(width) * height * 3 - 1;
  SaneScanner scanner(config);
  CHECK(code_of(scanner) == FailureCode::page_too_large);
}

TEST_CASE("Cancelling ends the worker whatever it does, and the next page is whole") {
  const std::string line = GENERATE("ok page.ppm 60000", "hang-after 100 page.ppm", "hang-open");
  INFO(line);
  ScannerDock dock;
  SaneConfig config = config_for(dock);
  config.stall_limit = 60s; // so that nothing but the cancel can end it
  config.open_limit = 60s;
  SaneScanner scanner(config);
  dock.put_page("page.ppm", test_page());
  dock.set_script({line, "ok page.ppm"});
  std::stop_source stop;
  std::jthread visitor([&] {
    std::this_thread::sleep_for(150ms);
    stop.request_stop();
  });
  const auto page = scan_page(scanner, {}, stop.get_token());
  REQUIRE_FALSE(page.ok());
  CHECK(page.failure().code == FailureCode::cancelled);
  dock.set_script({"ok page.ppm"});
  const auto next = scan_page(scanner);
  REQUIRE(next.ok());
  CHECK((*next)->pixels == test_page().pixels);
}

TEST_CASE("A cancel that was asked for before the scan keeps the scanner still") {
  Bench bench({"ok page.ppm", "jam"});
  std::stop_source stop;
  stop.request_stop();
  CHECK(scan_page(bench.scanner, {}, stop.get_token()).failure().code == FailureCode::cancelled);
  CHECK(scan_page(bench.scanner).ok()); // the first line was not used up
}

TEST_CASE("The worker ends when the terminal is killed in mid-page") {
  ScannerDock dock;
  dock.put_page("page.ppm", test_page());
  dock.set_script({"ok page.ppm 60000"});
  // The worker's pid is found by the environment that only it has.
  const auto worker_running = [&] {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      std::error_code error;
      if (std::filesystem::read_symlink(entry.path() / "exe", error) != FOYER_SCAN_WORKER)
        continue;
      std::ifstream environment(entry.path() / "environ", std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(environment), {}};
      if (text.find(dock.folder().string()) != std::string::npos)
        return true;
    }
    return false;
  };
  const pid_t terminal = ::fork();
  REQUIRE(terminal >= 0);
  if (terminal == 0) {
    SaneScanner scanner(config_for(dock));
    (void)scan_page(scanner);
    ::_exit(0);
  }
  while (!worker_running())
    std::this_thread::sleep_for(10ms);
  REQUIRE(::kill(terminal, SIGKILL) == 0);
  REQUIRE(::waitpid(terminal, nullptr, 0) == terminal);
  for (int i = 0; i < 1000 && worker_running(); ++i)
    std::this_thread::sleep_for(10ms);
  CHECK_FALSE(worker_running());
}
