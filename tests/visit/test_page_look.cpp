// SPDX-License-Identifier: EUPL-1.2
// A page is looked at: kept, turned, covered with bars, put into another order.
#include "walk.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::visit_test;
using visit::Place;

namespace {

// With a page of its own kind: `width` tells it from others.
visit::ScannedPage page_of(int width) {
  auto page = std::make_shared<api::Page>();
  page->width = width;
  page->height = 1;
  page->pixels = Bytes(static_cast<std::size_t>(width) * 3);
  return {.page = page, .advice = {}, .mark = a_mark()};
}

const std::vector<visit::ScannedPage>& pages(const Walk& walk) {
  const auto& state = walk.state();
  return state.papers.at(state.draft.assistant()->documents[state.document].id);
}

const visit::ChangePage& asked(const Walk& walk) {
  REQUIRE(walk.done().size() == 1);
  return std::get<visit::ChangePage>(walk.done().front());
}

Walk at_document_with(int count) {
  Walk walk;
  walk.until(Place::document);
  for (int n = 1; n <= count; ++n)
    walk.then(visit::ScanPage{}).then(visit::PageArrived{page_of(n)}).then(visit::KeepPage{});
  REQUIRE(walk.place() == Place::document);
  return walk;
}

Walk at_review() {
  Walk walk;
  walk.until(Place::scan_review);
  return walk;
}

constexpr visit::PageArea bar{.x = 0.1, .y = 0.2, .width = 0.3, .height = 0.02};

} // namespace

TEST_CASE("a page that was turned is what is kept") {
  auto walk = at_review();
  walk.then(visit::AskChange{visit::TurnRight{}});
  CHECK(walk.state().look.changing);
  const int number = asked(walk).asked;
  walk.then(visit::PageChanged{number, page_of(7)}).then(visit::KeepPage{});
  CHECK(pages(walk).back().page->width == 7);
}

TEST_CASE("while a page is being covered nothing of it can be kept, left or scanned again") {
  auto walk = at_review();
  walk.then(visit::BeginBlacken{}).then(visit::DrawBar{bar}).then(visit::GoOn{});
  REQUIRE(walk.place() == Place::scan_review);
  REQUIRE(walk.state().look.changing);
  const int number = asked(walk).asked;
  CHECK(std::get<visit::BlackOut>(asked(walk).change).bars == std::vector{bar});
  visit::Event tries[] = {visit::KeepPage{}, visit::GoBack{}, visit::ScanPage{},
                          visit::BeginBlacken{}, visit::AskChange{visit::TurnRight{}}};
  for (auto& event : tries) {
    walk.then(std::move(event));
    CHECK(walk.place() == Place::scan_review);
    CHECK(walk.state().look.changing);
    CHECK(walk.state().papers.begin()->second.empty());
    CHECK(walk.state().look.bars == std::vector{bar}); // nobody sees what they have covered
  }
  walk.then(visit::PageChanged{number, page_of(3)});
  CHECK(walk.state().look.bars.empty());
  walk.then(visit::KeepPage{});
  CHECK(pages(walk).front().page->width == 3);
}

TEST_CASE("a change that comes too late changes nothing") {
  auto walk = at_review();
  walk.then(visit::AskChange{visit::TurnRight{}});
  const int number = asked(walk).asked;
  walk.then(visit::PageChanged{number, page_of(2)});
  walk.then(visit::PageChanged{number, page_of(9)});
  walk.then(visit::AskChange{visit::TurnRight{}}).then(visit::PageChanged{number, page_of(9)});
  CHECK(walk.state().look.changing);
  CHECK(walk.state().look.page->page->width == 2);
}

TEST_CASE("a change that fails leaves the page as it was, and says so") {
  auto walk = at_review();
  walk.then(visit::AskChange{visit::CutToPaper{}});
  walk.then(visit::PageNotChanged{asked(walk).asked, fail(FailureCode::image_malformed)});
  CHECK_FALSE(walk.state().look.changing);
  CHECK(walk.state().look.not_changed);
  CHECK(walk.then(visit::KeepPage{}).place() == Place::document);
}

TEST_CASE("what is not filed does not stay: the sheet around a kept page goes") {
  Walk walk;
  walk.until(Place::scanning);
  auto page = page_of(4);
  page.original = page_of(8).page;
  walk.then(visit::PageArrived{page}).then(visit::KeepPage{});
  CHECK(pages(walk).front().original == nullptr);
}

TEST_CASE("bars stay on the page, are taken back one by one, and go with Back") {
  auto walk = at_review();
  walk.then(visit::BeginBlacken{});
  walk.then(visit::DrawBar{{.x = -1, .y = 0.99, .width = 5, .height = 0.5}});
  const auto first = walk.state().look.bars.at(0);
  CHECK(first.x == 0);
  CHECK(first.x + first.width <= 1);
  CHECK(first.y + first.height <= 1);
  walk.then(visit::DrawBar{bar});
  auto wider = bar;
  wider.width = 0.5;
  walk.then(visit::ShapeBar{wider});
  REQUIRE(walk.state().look.bars.size() == 2);
  CHECK(walk.state().look.bars.back() == wider);
  walk.then(visit::TakeBackBar{});
  CHECK(walk.state().look.bars == std::vector{first});
  walk.then(visit::GoBack{});
  CHECK(walk.place() == Place::scan_review);
  CHECK(walk.state().look.bars.empty());
  CHECK_FALSE(walk.state().look.changing);
  walk.then(visit::BeginBlacken{}).then(visit::GoOn{});
  CHECK(walk.effects().empty());
  CHECK(walk.place() == Place::scan_review);
}

TEST_CASE("a kept page that is changed is filed as it was seen last, whichever way one leaves") {
  auto walk = at_document_with(2);
  walk.then(visit::LookAtPage{1});
  REQUIRE(walk.place() == Place::scan_review);
  CHECK(walk.state().look.page->page->width == 2);
  walk.then(visit::BeginBlacken{}).then(visit::DrawBar{bar}).then(visit::GoOn{});
  walk.then(visit::PageChanged{asked(walk).asked, page_of(5)}).then(visit::GoBack{});
  REQUIRE(walk.place() == Place::document);
  CHECK(pages(walk).at(0).page->width == 1);
  CHECK(pages(walk).at(1).page->width == 5);
}

TEST_CASE("a kept page scanned again takes its own place") {
  auto walk = at_document_with(2);
  walk.then(visit::LookAtPage{0}).then(visit::ScanPage{});
  REQUIRE(walk.place() == Place::scanning); // also where there is no room for more
  const auto& scan = std::get<visit::StartScan>(walk.done().front());
  REQUIRE(scan.known.size() == 1); // it is no duplicate of itself
  CHECK(scan.known.front() == pages(walk).at(1).mark);
  walk.then(visit::PageArrived{page_of(6)}).then(visit::KeepPage{});
  REQUIRE(pages(walk).size() == 2);
  CHECK(pages(walk).at(0).page->width == 6);
  CHECK(pages(walk).at(1).page->width == 2);
}

TEST_CASE("a page scanned again changes nothing before it is kept") {
  auto walk = at_document_with(2);
  walk.then(visit::LookAtPage{0}).then(visit::ScanPage{}).then(visit::PageArrived{page_of(6)});
  walk.then(visit::AskChange{visit::TurnRight{}});
  walk.then(visit::PageChanged{asked(walk).asked, page_of(7)});
  CHECK(pages(walk).at(0).page->width == 1);
  walk.then(visit::ScanPage{}).then(visit::PageArrived{page_of(8)});
  CHECK_FALSE(walk.state().look.kept);
  CHECK(walk.state().look.replaces == 0U);
  Walk kept(walk.state());
  kept.then(visit::KeepPage{});
  CHECK(pages(kept).at(0).page->width == 8);
  walk.then(visit::GoBack{});
  CHECK(walk.place() == Place::document);
  REQUIRE(pages(walk).size() == 2);
  CHECK(pages(walk).at(0).page->width == 1);
}

TEST_CASE("pages change places with their neighbours, and not beyond the ends") {
  auto walk = at_document_with(2);
  walk.then(visit::MovePage{0, 1});
  CHECK(pages(walk).at(0).page->width == 2);
  walk.then(visit::MovePage{1, -1});
  CHECK(pages(walk).at(0).page->width == 1);
  walk.then(visit::MovePage{0, -1}).then(visit::MovePage{1, 1}).then(visit::MovePage{5, 1});
  walk.then(visit::MovePage{0, 0}).then(visit::MovePage{0, 2});
  CHECK(pages(walk).at(0).page->width == 1);
  CHECK(pages(walk).at(1).page->width == 2);
}

TEST_CASE("a card has a back, and what should lie there follows from the paper") {
  forms::Document card;
  card.kind = forms::PaperKind::card;
  card.max_pages = 4;
  CHECK_FALSE(visit::wants_back(card, 0));
  CHECK(visit::wants_back(card, 1));
  CHECK_FALSE(visit::wants_back(card, 2));
  card.kind = forms::PaperKind::passport;
  CHECK_FALSE(visit::wants_back(card, 1));

  const auto expected = [](forms::PaperKind kind, int kept) {
    auto assistant = std::make_shared<forms::Assistant>(*a3());
    assistant->documents.front().kind = kind;
    assistant->documents.front().max_pages = 4;
    visit::State state;
    state.draft = forms::Draft(assistant);
    state.place = Place::document;
    Walk walk(state);
    for (int n = 0; n < kept; ++n)
      walk.then(visit::ScanPage{}).then(visit::PageArrived{page_of(n + 1)}).then(visit::KeepPage{});
    walk.then(visit::ScanPage{});
    return std::get<visit::StartScan>(walk.done().front()).expected;
  };
  using enum visit::ExpectedPaper;
  CHECK(expected(forms::PaperKind::passport, 0) == card_or_passport);
  CHECK(expected(forms::PaperKind::card, 1) == card_or_passport);
  CHECK(expected(forms::PaperKind::card, 2) == any); // a sheet that goes with it
  CHECK(expected(forms::PaperKind::finances, 0) == sheet);
  CHECK(expected(forms::PaperKind::any, 0) == any);
}
