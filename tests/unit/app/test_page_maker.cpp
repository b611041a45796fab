// SPDX-License-Identifier: EUPL-1.2
// What is made of scanned pages, and of what a visitor wants changed about them.
#include <page_maker.hpp>

#include <support_scanner/pages.hpp>

#include <pages/edit.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace foyer;
using visit::ExpectedPaper;
using visit::PageFault;

namespace {

using PagePtr = std::shared_ptr<const api::Page>;

pages::PageWorker new_worker() {
  return pages::PageWorker({.worker = FOYER_PAGE_WORKER});
}

PagePtr shared(api::Page page) {
  return std::make_shared<const api::Page>(std::move(page));
}

PagePtr report_page(int quarter_turns = 0, std::uint32_t seed = 1) {
  auto page = shared(support_scanner::police_report_page({.seed = seed}));
  auto turned = pages::turned(*page, quarter_turns);
  REQUIRE(turned.ok());
  return *turned;
}

// A card of 85.6 by 54 mm on the black of an open lid.
PagePtr card_on_black() {
  api::Page page;
  page.dpi = 150;
  page.width = 1240;
  page.height = 1754;
  page.pixels = Bytes(static_cast<std::size_t>(page.width) * 1754 * 3, 12);
  for (int y = 300; y < 300 + 319; ++y)
    for (int x = 200; x < 200 + 506; ++x) {
      const bool ink = y % 40 < 8 && x % 12 < 7 && x > 240 && x < 660;
      const auto at = (static_cast<std::size_t>(y) * 1240 + static_cast<std::size_t>(x)) * 3;
      std::fill_n(page.pixels.begin() + static_cast<std::ptrdiff_t>(at), 3, ink ? 40 : 225);
    }
  return shared(std::move(page));
}

visit::ScannedPage made(const PagePtr& page, ExpectedPaper expected = ExpectedPaper::any,
                        const app::Marks& known = {}, bool by_feeder = false) {
  auto worker = new_worker();
  return app::make_page({worker, {}}, page, expected, by_feeder, known);
}

visit::ScannedPage changed(const visit::ScannedPage& page, const visit::PageChange& change) {
  auto worker = new_worker();
  auto result = app::change_page({worker, {}}, page, change);
  REQUIRE(result.ok());
  return std::move(*result);
}

double darkest_share(const api::Page& page) {
  const auto black = std::count(page.pixels.begin(), page.pixels.end(), 0);
  return static_cast<double>(black) / static_cast<double>(page.pixels.size());
}

} // namespace

TEST_CASE("a page that lies upside down is shown upright, without a word") {
  const auto page = made(report_page(2));
  CHECK(page.turns == 2);
  CHECK(page.advice.none());
}

TEST_CASE("a page that is there already is told, a different one is not") {
  const auto first = made(report_page());
  CHECK_FALSE(first.advice.has(PageFault::duplicate));
  CHECK(made(report_page(2, 7), ExpectedPaper::any, {first.mark}).advice.has(PageFault::duplicate));
  const auto other = shared(support_scanner::passport_page({.dpi = 150}));
  CHECK_FALSE(made(other, ExpectedPaper::any, {first.mark}).advice.has(PageFault::duplicate));
}

TEST_CASE("empty pages are told as empty, never as the same") {
  const auto blank = [] { return shared(support_scanner::blank_page({.dpi = 150})); };
  const auto first = made(blank());
  CHECK(first.advice.first() == PageFault::empty);
  CHECK_FALSE(made(blank(), ExpectedPaper::any, {first.mark}).advice.has(PageFault::duplicate));
}

TEST_CASE("a card is cut out of the sheet; the whole sheet can be shown, and cut again") {
  const auto page = made(card_on_black(), ExpectedPaper::card_or_passport);
  CHECK_FALSE(page.advice.has(PageFault::card_wanted));
  REQUIRE(page.original);
  CHECK(page.page->width < 700);
  const auto whole = changed(page, visit::ShowWholeSheet{});
  CHECK(whole.whole_sheet);
  CHECK(whole.page->width == 1240);
  const auto turned = changed(whole, visit::TurnRight{});
  CHECK(turned.page->width == 1754);
  const auto cut = changed(turned, visit::CutToPaper{});
  CHECK_FALSE(cut.whole_sheet);
  CHECK(cut.page->height > cut.page->width); // still turned by hand
  CHECK(cut.page->height < 700);
}

TEST_CASE("another paper than expected is told, both ways round") {
  CHECK(made(card_on_black(), ExpectedPaper::sheet).advice.first() == PageFault::sheet_wanted);
  CHECK_FALSE(made(card_on_black()).advice.has(PageFault::sheet_wanted));
  CHECK(made(report_page(), ExpectedPaper::card_or_passport).advice.has(PageFault::card_wanted));
  CHECK_FALSE(made(report_page()).advice.has(PageFault::card_wanted));
}

TEST_CASE("a page that came by a feeder is not cut: nobody sees the whole sheet again") {
  const auto page = made(card_on_black(), ExpectedPaper::any, {}, true);
  CHECK(page.page->width == 1240);
  CHECK(page.page->height == 1754);
  CHECK_FALSE(page.original);
}

TEST_CASE("what lies under a bar is black, and no picture of it stays") {
  const auto page = made(card_on_black());
  REQUIRE(page.original);
  REQUIRE(page.mark);
  const auto black = changed(page, visit::BlackOut{{{0, 0, 1, 0.5}, {0.9, 0.9, 0.2, 0.2}}});
  CHECK(black.original == nullptr);
  CHECK(black.blackened);
  CHECK(black.mark != page.mark);
  CHECK(darkest_share(*black.page) > 0.5);
  CHECK(darkest_share(*black.page) < 0.6);
  CHECK(changed(black, visit::ShowWholeSheet{}).page == black.page); // there is none any more
}

TEST_CASE("a page that cannot be measured is shown as it came") {
  api::Page broken;
  broken.width = broken.height = 100;
  const auto page = shared(std::move(broken));
  const auto shown = made(page);
  CHECK(shown.page == page);
  CHECK(shown.advice.none());
  auto worker = new_worker();
  const auto result = app::change_page({worker, {}}, shown, visit::TurnRight{});
  REQUIRE_FALSE(result.ok());
  CHECK(result.failure().code == FailureCode::image_malformed);
}

TEST_CASE("where nobody can look at pages, a page is shown as it came, and a bar still covers") {
  pages::PageWorker nobody({.worker = "/nowhere/worker"});
  const auto page = card_on_black();
  const auto shown = app::make_page({nobody, {}}, page, ExpectedPaper::any, false, {});
  CHECK(shown.page == page);
  CHECK(shown.advice.none());
  const auto covered = app::change_page({nobody, {}}, shown, visit::BlackOut{{{0, 0, 1, 1}}});
  REQUIRE(covered.ok());
  CHECK(covered->mark == nullptr);
  CHECK(darkest_share(*covered->page) == 1);
}
