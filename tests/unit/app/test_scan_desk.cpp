// SPDX-License-Identifier: EUPL-1.2
// The desk between scanner and visit: what arrives, in which order, and what does not. The scanner
// is scripted: real ones are in tests/contract/scanner.
#include <scan_desk.hpp>

#include <base/mailbox.hpp>
#include <processes/processes.hpp>
#include <support_scanner/pages.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <condition_variable>
#include <string>

using namespace foyer;
using namespace std::chrono_literals;

namespace {

// Gives its pages at once, and then ends as told; by default it waits for more paper for ever.
class ScriptedScanner : public api::DocumentScanner {
 public:
  std::size_t pages = 3;
  std::optional<Status> end;

  Result<api::ScannerKind> probe() override { return api::ScannerKind{.feeder = true}; }
  void await_change(const std::stop_token&) override {}
  Status scan(const api::ScanRequest&, const std::stop_token& stop, const api::OnScanProgress&,
              const api::OnPage& page) override {
    for (std::size_t n = 0; n < pages; ++n)
      page(std::make_shared<api::Page>(
          support_scanner::police_report_page({.seed = static_cast<std::uint32_t>(n + 1)})));
    given.post(true);
    if (end)
      return *end;
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait(lock, stop, [] { return false; });
    return fail(FailureCode::cancelled);
  }
  Mailbox<bool> given;
};

struct Desk {
  std::unique_ptr<ScriptedScanner> made = std::make_unique<ScriptedScanner>();
  ScriptedScanner& scanner = *made;
  Mailbox<visit::Event> told;
  std::unique_ptr<app::ScanDesk> desk;

  void scan() {
    if (!desk)
      desk = std::make_unique<app::ScanDesk>(std::move(made), system_clock(),
                                             pages::PageWorkerConfig{.worker = FOYER_PAGE_WORKER});
    desk->scan({.source = api::ScanSource::feeder, .most_pages = 9},
               {.mode = forms::ScanMode::grey, .dpi = 300},
               [this](visit::Event event) { told.post(std::move(event)); });
  }
  // The names of what is told until an end is, or nothing comes for a while.
  std::vector<std::string> all(std::chrono::milliseconds patience = 20s) {
    std::vector<std::string> names;
    for (auto waited = 0ms; waited < patience; waited += 5ms) {
      while (const auto event = told.try_take()) {
        names.emplace_back(visit::name(*event));
        if (names.back() == "StackEnded" || names.back() == "ScanFailed")
          return names;
      }
      std::this_thread::sleep_for(5ms);
    }
    return names;
  }
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("pages that the scanner has given arrive although the visitor stops, and then the end") {
  Desk desk;
  desk.scan();
  (void)desk.scanner.given.take({});
  desk.desk->end_stack();
  CHECK(desk.all() == Names{"PageArrived", "PageArrived", "PageArrived", "StackEnded"});
}

TEST_CASE("pages before a failure come before it is told") {
  Desk desk;
  desk.scanner.pages = 2;
  desk.scanner.end = fail(FailureCode::scanner_jam);
  desk.scan();
  CHECK(desk.all() == Names{"PageArrived", "PageArrived", "ScanFailed"});
}

TEST_CASE("of a scan that nobody waits for neither a page nor its end is told") {
  Desk desk;
  desk.scanner.pages = 8;
  desk.scan();
  (void)desk.scanner.given.take({});
  desk.desk->stop();
  while (desk.told.try_take())
    ; // those that were made before
  const auto names = desk.all(1s);
  CHECK(names.size() <= 1); // one was being told
  CHECK((names.empty() || names.front() == "PageArrived"));
}

TEST_CASE("with the visit the process that held its pages goes; the next visit has another") {
  const auto lives = [] { return !processes::children("foyer-page-worker").empty(); };
  Desk desk;
  desk.scanner.end = success();
  desk.scan();
  CHECK(desk.all().size() == 4);
  CHECK(lives());
  desk.desk->forget();
  CHECK(processes::eventually([&] { return !lives(); }));
  desk.scan();
  CHECK(desk.all() == Names{"PageArrived", "PageArrived", "PageArrived", "StackEnded"});
  CHECK(lives());
}

TEST_CASE("what is made of pages when the visitor leaves is given up, and no process is left") {
  Desk desk;
  desk.scanner.pages = 8;
  desk.scan();
  (void)desk.scanner.given.take({});
  (void)desk.told.take({}); // one was made, the others wait
  desk.desk->forget();
  CHECK(desk.all(1s).size() <= 1); // one was being told
  CHECK(processes::eventually([] { return processes::children("foyer-page-worker").empty(); }));
}
