// SPDX-License-Identifier: EUPL-1.2
// The pages on which papers are scanned, looked at, covered, and read instead of typed.
#include "lobby.hpp"

#include <screens/spoken.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

namespace foyer::screens_test {

namespace {

using namespace visit;

} // namespace

TEST_CASE("A scanned page is turned, cut, covered, kept or scanned again") {
  Lobby lobby;
  const auto turn = lobby.tap(scene("scan_review"), "turn");
  REQUIRE(only<AskChange>(turn));
  CHECK(std::holds_alternative<TurnRight>(only<AskChange>(turn)->change));
  const auto whole = lobby.tap(scene("scan_review"), "whole");
  REQUIRE(only<AskChange>(whole));
  CHECK(std::holds_alternative<ShowWholeSheet>(only<AskChange>(whole)->change));
  CHECK(only<BeginBlacken>(lobby.tap(scene("scan_review"), "blacken")));
  CHECK(only<KeepPage>(lobby.tap(scene("scan_review-kept"), "page.primary")));
  lobby.show(scene("scan_review-changing"));
  for (const auto* id : {"turn", "cut", "blacken", "page.primary", "page.secondary"}) {
    INFO(id);
    CHECK_FALSE(lobby.node(id).state.enabled);
  }
  CHECK(lobby.node("review.page.busy").label == house().texts.text("de", "visit.review.changing"));
  auto all_there_is = scene("scan_review");
  all_there_is.look.page->original = nullptr;
  lobby.show(all_there_is);
  CHECK(lobby.ui->find("whole") == nullptr);
  CHECK(lobby.ui->find("cut") == nullptr);
}

TEST_CASE("The most important advice is told, and a page can be kept in spite of it") {
  Lobby lobby;
  auto state = scene("scan_review");
  state.look.page->advice.add(PageFault::faint);
  state.look.page->advice.add(PageFault::empty);
  lobby.show(state);
  CHECK(lobby.node("review.fault").label == house().texts.text("de", "visit.fault.empty"));
  CHECK(lobby.node("page.primary").label == house().texts.text("de", "visit.review.keep_so"));
  CHECK(only<KeepPage>(lobby.tap(state, "page.primary")));
}

TEST_CASE("A finger drawn across the page makes a bar there; one that slips makes none") {
  Lobby lobby;
  const auto state = scene("blacken");
  lobby.show(state);
  const auto page = lobby.node("blacken.page").rect;
  const auto at = [&](float x, float y) {
    return ui::Vec2{page.x + x * page.w, page.y + y * page.h};
  };
  const auto drag = [&](ui::Vec2 from, ui::Vec2 to) {
    auto& input = lobby.ui->input();
    input.finger_down(from);
    input.finger_move({(from.x + to.x) / 2, (from.y + to.y) / 2});
    input.finger_move(to);
    input.finger_up(to);
    return screens_test::draw(lobby.screens, *lobby.ui, state, lobby.now);
  };
  const auto bars = drag(at(0.2F, 0.3F), at(0.7F, 0.32F));
  REQUIRE(only<DrawBar>(bars));
  const auto area = only<DrawBar>(bars)->area;
  CHECK(std::abs(area.x - 0.2) < 0.01);
  CHECK(std::abs(area.width - 0.5) < 0.01);
  CHECK(area.height >= 0.02);
  CHECK(area.y <= 0.3);
  CHECK(drag(at(0.5F, 0.5F), at(0.502F, 0.5F)).empty());
}

TEST_CASE("A bar is put, moved and sized with buttons alone, and taken back") {
  Lobby lobby;
  const auto put = lobby.tap(scene("blacken"), "blacken.add");
  REQUIRE(only<DrawBar>(put));
  CHECK(only<DrawBar>(put)->area.width > 0.2);
  const auto bars = scene("blacken-bars");
  const auto last = bars.look.bars.back();
  const auto shaped = [&](const char* id) {
    const auto events = lobby.tap(bars, id);
    REQUIRE(only<ShapeBar>(events));
    return only<ShapeBar>(events)->area;
  };
  CHECK(shaped("blacken.left").x < last.x);
  CHECK(shaped("blacken.right").x > last.x);
  CHECK(shaped("blacken.up").y < last.y);
  CHECK(shaped("blacken.wider").width > last.width);
  CHECK(shaped("blacken.thinner").height < last.height);
  CHECK(only<TakeBackBar>(lobby.tap(bars, "blacken.undo")));
  CHECK(only<GoOn>(lobby.tap(bars, "page.primary")));
}

TEST_CASE("What moves a bar to the left stands to the left, however one reads") {
  Lobby lobby;
  for (const auto* language : {"de", "ar"}) {
    INFO(language);
    lobby.show(scene("blacken-bars", language));
    CHECK(lobby.node("blacken.left").rect.x < lobby.node("blacken.right").rect.x);
  }
}

TEST_CASE("On a panel that lies flat the page has the height beside what is said of it") {
  Lobby lobby(ui::ScreenProfile::landscape_21());
  const auto least = 0.45F * static_cast<float>(ui::ScreenProfile::landscape_21().height_px);
  for (const auto& [where, page] :
       {std::pair{"blacken-bars", "blacken.page"}, std::pair{"blacken", "blacken.page"},
        std::pair{"scan_review-cut_off", "review.page"}}) {
    INFO(where);
    lobby.show(scene(where));
    CHECK(lobby.node(page).rect.h > least);
    CHECK(lobby.ui->find("page.more") == nullptr); // all of it in sight
  }
}

TEST_CASE("Pages are looked at, put earlier or later, and taken out") {
  Lobby lobby;
  const auto look = lobby.tap(scene("document-scanned"), "page.1");
  REQUIRE(only<LookAtPage>(look));
  CHECK(only<LookAtPage>(look)->number == 1);
  const auto earlier = lobby.tap(scene("document-scanned"), "earlier.1");
  REQUIRE(only<MovePage>(earlier));
  CHECK(only<MovePage>(earlier)->by == -1);
  const auto later = lobby.tap(scene("document-scanned"), "later_page.0");
  REQUIRE(only<MovePage>(later));
  CHECK(only<MovePage>(later)->by == 1);
  lobby.show(scene("document-scanned"));
  CHECK_FALSE(lobby.node("earlier.0").state.enabled);
  CHECK_FALSE(lobby.node("later_page.1").state.enabled);
}

TEST_CASE("After the front of a card its back is asked for, and the limit is told in time") {
  Lobby lobby;
  lobby.show(scene("document-front"));
  CHECK(lobby.node("scan").label == house().texts.text("de", "visit.document.scan_back"));
  CHECK(lobby.ui->find("document.back") != nullptr);
  lobby.show(scene("document-few-left"));
  CHECK(lobby.node("document.range").label ==
        house().texts.text("de", "visit.document.left", {{"n", std::int64_t{1}}}));
  CHECK(lobby.ui->find("document.back") == nullptr);
  lobby.show(scene("document-scanned"));
  CHECK(lobby.ui->find("document.full") != nullptr);
  CHECK(lobby.ui->find("scan") == nullptr);
}

TEST_CASE("A stack is offered where there is a feeder and the paper may go through it") {
  Lobby lobby;
  CHECK(only<ScanStack>(lobby.tap(scene("document-stack"), "stack")));
  const auto both = lobby.tap(scene("document-stack"), "stack.both");
  REQUIRE(only<SetBothSides>(both));
  CHECK(only<SetBothSides>(both)->on);
  auto card = scene("document");
  card.scanner = api::ScannerKind{.glass = true, .feeder = true};
  lobby.show(card);
  CHECK(lobby.ui->find("stack") == nullptr);
  auto flat = scene("document-stack");
  flat.scanner = api::ScannerKind{.glass = true};
  lobby.show(flat);
  CHECK(lobby.ui->find("stack") == nullptr);
  const auto out = lobby.tap(scene("stack_review"), "leave_out.1");
  REQUIRE(only<LeaveOut>(out));
  CHECK(only<LeaveOut>(out)->number == 1);
  CHECK(only<LeaveOut>(out)->out);
  CHECK(only<ScanStack>(lobby.tap(scene("stack_review"), "page.secondary")));
  CHECK(only<GoBack>(lobby.tap(scene("stack_review"), "page.back")));
  CHECK(only<TryAgain>(lobby.tap(scene("stack_problem"), "page.primary")));
  CHECK(only<GoOn>(lobby.tap(scene("stack_problem"), "page.secondary")));
  lobby.show(scene("stack_problem"));
  CHECK(lobby.ui->find("page.3") != nullptr); // the last one that came
  CHECK(lobby.ui->find("page.2") == nullptr);
  CHECK(only<StopScan>(lobby.tap(scene("stack_scanning"), "stop_scan")));
}

TEST_CASE("Where only a feeder is, a passport or card is refused kindly and handed in later") {
  Lobby lobby;
  CHECK(only<HandInLater>(lobby.tap(scene("document-refused"), "page.primary")));
  for (const auto* id : {"scan", "stack", "later", "document.how", "page.secondary"}) {
    INFO(id);
    CHECK(lobby.ui->find(id) == nullptr);
  }
  const auto& texts = house().texts;
  CHECK(lobby.node("page.primary").label == texts.text("de", "visit.document.later"));
  CHECK(lobby.node("document.refused").label == texts.text("de", "visit.document.refused"));
  CHECK(only<CannotGet>(lobby.tap(scene("document-refused"), "cannot")));
  CHECK(only<GoOn>(lobby.tap(scene("document-refused-later"), "page.primary")));
  CHECK(lobby.ui->find("document.is_later") != nullptr);
  auto again = scene("scan_review");
  again.scanner = api::ScannerKind{.feeder = true};
  lobby.show(again);
  CHECK(lobby.ui->find("page.secondary") == nullptr);
  auto zone = scene("enter_zone");
  zone.scanner = again.scanner;
  lobby.show(zone);
  CHECK(lobby.ui->find("zone.scan") == nullptr);
}

TEST_CASE("Where only a feeder is, other papers are put into it") {
  Lobby lobby;
  CHECK(only<ScanPage>(lobby.tap(scene("document-feeder"), "page.primary")));
  CHECK(lobby.node("document.how").label == house().texts.text("de", "visit.document.how_feeder"));
  CHECK(only<ScanStack>(lobby.tap(scene("document-feeder"), "stack")));
  // Nobody looks for a glass that is not there.
  const auto& texts = house().texts;
  const auto advice = [&](const char* where, const char* node) {
    auto state = scene(where);
    state.scanner = api::ScannerKind{.feeder = true};
    lobby.show(state);
    return lobby.node(node).value;
  };
  CHECK(advice("scan_review-cut_off", "review.fault") ==
        texts.text("de", "visit.fault.feeder_text"));
  CHECK(advice("scan_review-faint", "review.fault") == texts.text("de", "visit.fault.faint.text"));
  auto key = scene("case_key-no_code");
  key.scanner = api::ScannerKind{.feeder = true};
  lobby.show(key);
  CHECK(lobby.node("page.lead").label == texts.text("de", "visit.case.how_feeder"));
}

TEST_CASE(
    "At the end one is told of papers where some were scanned, of the lid where it was open") {
  Lobby lobby;
  const auto told = [&](const char* where) {
    lobby.show(scene(where));
    return lobby.node("goodbye.papers").label;
  };
  const auto& texts = house().texts;
  CHECK(told("goodbye") == texts.text("de", "visit.goodbye.glass"));
  CHECK(told("goodbye-card") == texts.text("de", "visit.goodbye.glass"));
  CHECK(told("goodbye-case") == texts.text("de", "visit.goodbye.glass"));
  CHECK(told("goodbye-stopped") == texts.text("de", "visit.goodbye.papers"));
  CHECK(lobby.ui->find("goodbye.receipt") == nullptr);
  auto jammed = scene("goodbye");
  jammed.paper = visit::Paper::failed;
  lobby.show(jammed);
  CHECK(lobby.ui->find("goodbye.receipt") == nullptr);
  CHECK(lobby.node("goodbye.not_printed").label == texts.text("de", "visit.receipt.failed"));
  ui::Narrator narrator;
  narrator.set_words(screens::spoken_words(texts, "de"));
  lobby.ui->set_reading(true);
  lobby.show(scene("goodbye-case"));
  const auto heard = narrator.follow(*lobby.ui, true).phrases;
  CHECK(std::any_of(heard.begin(), heard.end(), [&](const ui::Phrase& phrase) {
    return phrase.text.find(texts.text("de", "visit.goodbye.glass")) != std::string::npos;
  }));
  lobby.show(scene("goodbye-eid"));
  CHECK(lobby.ui->find("goodbye.papers") == nullptr);
}

TEST_CASE("What was read from a passport or a code is taken only by a touch") {
  Lobby lobby;
  CHECK(only<ScanZone>(lobby.tap(scene("enter_zone"), "zone.scan")));
  CHECK(only<GoOn>(lobby.tap(scene("zone_read"), "page.primary")));
  CHECK(only<GoWithoutChip>(lobby.tap(scene("zone_read-unsure"), "without_chip")));
  const auto code = lobby.tap(scene("code_read"), "code.1.take");
  REQUIRE(only<TakeCode>(code));
  CHECK(only<TakeCode>(code)->number == 1);
  const auto only_one = lobby.tap(scene("code_read-one"), "page.primary");
  REQUIRE(only<TakeCode>(only_one));
  CHECK(only<TakeCode>(only_one)->number == 0);
  for (const auto* read : {"code_read", "code_read-one"}) {
    const auto again = lobby.tap(scene(read), "page.secondary");
    REQUIRE(only<ScanCode>(again));
    CHECK(only<ScanCode>(again)->field == "foto.code");
  }
  const auto scan = lobby.tap(scene("question-foto.code"), "code.scan");
  REQUIRE(only<ScanCode>(scan));
  CHECK(only<ScanCode>(scan)->field == "foto.code");
}

} // namespace foyer::screens_test
