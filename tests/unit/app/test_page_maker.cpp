// SPDX-License-Identifier: EUPL-1.2
// What is made of scanned pages, and of what a visitor wants changed about them.
#include <page_maker.hpp>

#include <support_scanner/pages.hpp>

#include <imaging/upright.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using visit::ExpectedPaper;
using visit::PageFault;

namespace {

using PagePtr = std::shared_ptr<const api::Page>;

PagePtr shared(api::Page page) {
  return std::make_shared<const api::Page>(std::move(page));
}

PagePtr report_page(int quarter_turns = 0, std::uint32_t seed = 1) {
  auto page = shared(support_scanner::police_report_page({.seed = seed}));
  auto turned = imaging::turned(*page, quarter_turns);
  REQUIRE(turned.ok());
  return *turned;
}

visit::ScannedPage made(const PagePtr& page, ExpectedPaper expected = ExpectedPaper::any,
                        const std::vector<visit::ScannedPage>& known = {}) {
  return app::make_page(page, expected, known);
}

visit::ScannedPage changed(const visit::ScannedPage& page, const visit::PageChange& change) {
  auto result = app::change_page(page, change);
  REQUIRE(result.ok());
  return std::move(*result);
}

} // namespace

TEST_CASE("a page that is there already is told, a different one is not") {
  const auto first = made(report_page());
  CHECK_FALSE(first.advice.has(PageFault::duplicate));
  CHECK(made(report_page(2, 7), ExpectedPaper::any, {first}).advice.has(PageFault::duplicate));
  const auto other = shared(support_scanner::passport_page({.dpi = 150}));
  CHECK_FALSE(made(other, ExpectedPaper::any, {first}).advice.has(PageFault::duplicate));
}

TEST_CASE("empty pages are told as empty, never as the same") {
  const auto blank = [] { return shared(support_scanner::blank_page({.dpi = 150})); };
  const auto first = made(blank());
  CHECK(first.advice.first() == PageFault::empty);
  CHECK_FALSE(made(blank(), ExpectedPaper::any, {first}).advice.has(PageFault::duplicate));
}

TEST_CASE("a page that cannot be measured is shown as it came") {
  api::Page broken;
  broken.width = broken.height = 100;
  const auto page = shared(std::move(broken));
  const auto shown = made(page);
  CHECK(shown.page == page);
  CHECK(shown.advice.none());
  const auto result = app::change_page(shown, visit::TurnRight{});
  REQUIRE_FALSE(result.ok());
  CHECK(result.failure().code == FailureCode::image_malformed);
}
