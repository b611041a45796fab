// SPDX-License-Identifier: EUPL-1.2
// Stacks in the feeder, and what is read from paper instead of being typed.
#include "walk.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::visit_test;
using visit::Place;

namespace {

const std::vector<visit::ScannedPage>& pages(const Walk& walk) {
  const auto& state = walk.state();
  return state.papers.at(state.draft.assistant()->documents[state.document].id);
}

// At a paper of this kind for up to `most` pages.
Walk at_paper(forms::PaperKind kind, int most) {
  Walk walk;
  walk.until(Place::document);
  auto state = walk.state();
  auto assistant = std::make_shared<forms::Assistant>(*a3());
  assistant->documents[state.document].kind = kind;
  assistant->documents[state.document].max_pages = most;
  state.draft = forms::Draft(assistant);
  return Walk(std::move(state));
}

const visit::StartScan& scan_of(const Walk& walk) {
  REQUIRE(walk.done().size() == 1);
  return std::get<visit::StartScan>(walk.done().front());
}

} // namespace

TEST_CASE("the scanner is looked for where papers are asked for, and stays known to the next") {
  Walk walk;
  walk.then(visit::ScannerFound{api::ScannerKind{.glass = true}});
  walk.until(Place::document);
  CHECK(walk.did("LookForScanner"));
  CHECK(walk.then(visit::ScanStack{}).place() == Place::document); // it has no feeder
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  CHECK(walk.state().scanner == api::ScannerKind{.glass = true});
  walk.then(visit::ScannerFound{std::nullopt});
  CHECK_FALSE(walk.state().scanner);
}

TEST_CASE("passports and cards are never drawn in by a feeder") {
  using enum forms::PaperKind;
  for (const auto kind : {passport, card, identity})
    CHECK(at_paper(kind, 4).then(visit::ScanStack{}).place() == Place::document);
  for (const auto kind : {any, finances})
    CHECK(at_paper(kind, 4).then(visit::ScanStack{}).place() == Place::stack_scanning);
}

namespace {

constexpr api::ScannerKind only_feeder{.feeder = true, .both_sides = true};

const std::string& paper_of(const visit::State& state) {
  return state.draft.assistant()->documents[state.document].id;
}

} // namespace

TEST_CASE("a terminal with nothing but a feeder scans no passport and no card") {
  using enum forms::PaperKind;
  const auto kind = GENERATE(passport, card, identity);
  auto walk = at_paper(kind, 4);
  walk.then(visit::ScannerFound{only_feeder});
  CHECK_FALSE(visit::may_scan(walk.state()));
  CHECK(walk.then(visit::ScanPage{}).effects().empty());
  CHECK(walk.then(visit::ScanStack{}).effects().empty());
  CHECK(walk.place() == Place::document);
  const auto paper = paper_of(walk.state());
  walk.then(visit::HandInLater{}); // all there is to say goes on at once
  CHECK(walk.state().draft.later(paper));
  CHECK((walk.place() != Place::document || paper_of(walk.state()) != paper));
}

TEST_CASE("a terminal with nothing but a feeder draws in one sheet where one is asked for") {
  using enum forms::PaperKind;
  auto walk = at_paper(GENERATE(any, finances), 4);
  walk.then(visit::ScannerFound{only_feeder}).then(visit::ScanPage{});
  CHECK(scan_of(walk).source == api::ScanSource::feeder);
  CHECK(scan_of(walk).most == 1);
  CHECK(walk.state().scanned == visit::Scanned::drawn_in);
}

TEST_CASE("a passport is not scanned again when the glass has gone meanwhile") {
  auto walk = at_paper(forms::PaperKind::passport, 4);
  walk.then(visit::ScanPage{}).then(visit::PageArrived{a_page()});
  walk.then(visit::ScannerFound{only_feeder});
  CHECK(walk.then(visit::ScanPage{}).effects().empty());
  CHECK(walk.place() == Place::scan_review); // what was scanned is not lost
  walk.then(visit::KeepPage{}).then(visit::ScannerFound{api::ScannerKind{.glass = true}});
  walk.then(visit::ScanPage{}).then(visit::ScanFailed{fail(FailureCode::scanner_gone)});
  walk.then(visit::ScannerFound{only_feeder});
  CHECK(walk.then(visit::TryAgain{}).effects().empty());
  CHECK(walk.place() == Place::document); // which says why
}

TEST_CASE("nothing but a feeder reads no passport's lines") {
  Walk walk;
  walk.until(Place::enter_zone).then(visit::ScannerFound{only_feeder});
  CHECK(walk.then(visit::ScanZone{}).effects().empty());
  CHECK(walk.place() == Place::enter_zone);
}

TEST_CASE("a stack asks for as many pages as there is room for, and tells when it is full") {
  auto walk = at_paper(forms::PaperKind::any, 3);
  walk.then(visit::ScanPage{}).then(visit::PageArrived{a_page()}).then(visit::KeepPage{});
  walk.then(visit::SetBothSides{true}).then(visit::ScanStack{});
  CHECK(scan_of(walk).most == 2);
  CHECK(scan_of(walk).source == api::ScanSource::feeder_both_sides);
  for (int n = 0; n < 4; ++n)
    walk.then(visit::PageArrived{a_page()});
  walk.then(visit::StackEnded{});
  REQUIRE(walk.place() == Place::stack_review);
  CHECK(walk.state().stack.pages.size() == 2);
  CHECK(walk.state().stack.full);
  walk.then(visit::KeepPage{});
  CHECK(walk.place() == Place::document);
  CHECK(pages(walk).size() == 3);
}

TEST_CASE("nothing of a stack is dropped but what the visitor leaves out") {
  auto walk = at_paper(forms::PaperKind::any, 9);
  walk.then(visit::ScanStack{});
  auto empty = a_page();
  empty.advice.add(visit::PageFault::empty);
  walk.then(visit::PageArrived{a_page()}).then(visit::PageArrived{empty});
  walk.then(visit::PageArrived{a_page()}).then(visit::StackEnded{});
  REQUIRE(walk.state().stack.pages.size() == 3);
  CHECK_FALSE(walk.state().stack.pages[1].left_out);
  walk.then(visit::LeaveOut{0, true}).then(visit::LeaveOut{7, true}).then(visit::KeepPage{});
  REQUIRE(pages(walk).size() == 2);
  CHECK(pages(walk).front().advice.has(visit::PageFault::empty));
}

TEST_CASE("pages before a jam are good, and the stack goes on with the rest") {
  auto walk = at_paper(forms::PaperKind::any, 5);
  walk.then(visit::ScanStack{}).then(visit::PageArrived{a_page()});
  walk.then(visit::PageArrived{a_page()});
  walk.then(visit::ScanFailed{fail(FailureCode::scanner_jam)});
  REQUIRE(walk.place() == Place::stack_problem);
  walk.then(visit::TryAgain{});
  REQUIRE(walk.place() == Place::stack_scanning);
  CHECK(scan_of(walk).most == 3);
  CHECK(scan_of(walk).known.size() == 2); // none of them is scanned twice
  walk.then(visit::ScanFailed{fail(FailureCode::scanner_jam)}).then(visit::GoOn{});
  REQUIRE(walk.place() == Place::stack_review);
  walk.then(visit::KeepPage{});
  CHECK(pages(walk).size() == 2);
}

TEST_CASE("a stack that is stopped is looked at as far as it came") {
  auto walk = at_paper(forms::PaperKind::any, 5);
  walk.then(visit::ScanStack{}).then(visit::StopScan{});
  CHECK(walk.did("EndStack"));
  CHECK(walk.then(visit::StopScan{}).effects().empty());
  CHECK(walk.then(visit::StackEnded{}).place() == Place::document);
  walk.then(visit::ScanStack{}).then(visit::PageArrived{a_page()}).then(visit::StopScan{});
  CHECK(walk.place() == Place::stack_scanning);
  walk.then(visit::PageArrived{a_page()}); // the scanner had given it before
  walk.then(visit::StackEnded{});
  CHECK(walk.place() == Place::stack_review);
  CHECK(walk.state().stack.pages.size() == 2);
}

TEST_CASE("a stack goes on although the scanner was lost: its driver tells, not a dead button") {
  auto walk = at_paper(forms::PaperKind::any, 5);
  walk.then(visit::ScanStack{}).then(visit::ScanFailed{fail(FailureCode::scanner_gone)});
  walk.then(visit::ScannerFound{std::nullopt}).then(visit::TryAgain{});
  CHECK(walk.place() == Place::stack_scanning);
}

TEST_CASE("what was read from a passport is confirmed before it opens the chip") {
  Walk walk;
  walk.until(Place::zone_read);
  CHECK(walk.state().draft.answer(*a3()->find_field("person.familienname")).source ==
        forms::Source::none);
  REQUIRE(walk.state().card == api::CardPresence::present);
  walk.then(visit::GoOn{});
  REQUIRE(walk.place() == Place::reading_card);
  const auto& read = std::get<visit::ReadCard>(walk.done().front());
  CHECK(as_text(std::get<visit::DocumentZone>(read.key).number.reveal()) == "FA1234567");
}

TEST_CASE("without a chip what was read fills the form as read optically, never as proven") {
  Walk walk;
  walk.until(Place::zone_read).then(visit::CardChanged{api::CardPresence::absent});
  CHECK(walk.then(visit::GoOn{}).place() == Place::zone_read); // there is nothing to read
  walk.then(visit::GoWithoutChip{});
  REQUIRE(walk.place() == Place::question);
  const auto& name = walk.state().draft.answer(*a3()->find_field("person.familienname"));
  CHECK(name.source == forms::Source::mrz);
  CHECK_FALSE(name.verified);
  CHECK(walk.state().optical.taken);
}

TEST_CASE("what was typed instead of what was read is not put in later as read") {
  Walk walk;
  walk.until(Place::zone_read).then(visit::GoBack{});
  walk.then(visit::SubmitZone{{Secret("FA1234561"), Secret("880314"), Secret("300101")}});
  REQUIRE(walk.place() == Place::reading_card);
  walk.then(visit::CardFailed{fail(FailureCode::card_refused)});
  CHECK(walk.then(visit::GoWithoutChip{}).place() == Place::card_problem);
  CHECK_FALSE(walk.state().optical.zone);
}

TEST_CASE("what was read optically fills the form of another concern, too") {
  Walk walk;
  walk.until(Place::zone_read).then(visit::GoWithoutChip{});
  auto state = walk.state();
  state.place = Place::concern;
  state.draft = {};
  walk = Walk(std::move(state));
  walk.then(visit::ChooseConcern{"a3"});
  CHECK(walk.state().draft.answer(*a3()->find_field("person.familienname")).source ==
        forms::Source::mrz);
}

TEST_CASE("where there is only a feeder, a code is drawn in and a passport never") {
  Walk walk;
  walk.until(Place::zone_read).then(visit::ScannerFound{api::ScannerKind{.feeder = true}});
  CHECK(walk.then(visit::ScanZone{}).place() == Place::zone_read);
  Walk code;
  code.until(Place::question).then(visit::ScannerFound{api::ScannerKind{.feeder = true}});
  code.then(visit::SetAnswer{"foto.quelle", std::string("cloud")});
  code.then(visit::ScanCode{"foto.code"});
  CHECK(scan_of(code).source == api::ScanSource::feeder);
}

TEST_CASE("a passport that cannot be read leads back to typing, and says so") {
  Walk walk;
  walk.until(Place::zone_scanning).then(visit::PageArrived{a_page()});
  REQUIRE(walk.did("ReadScannedZone"));
  walk.then(visit::ZoneWasRead{walk.state().changes, nullptr});
  CHECK(walk.place() == Place::enter_zone);
  CHECK(walk.state().optical.nothing);
  walk.then(visit::ScanZone{}).then(visit::ScanFailed{fail(FailureCode::scanner_gone)});
  CHECK(walk.place() == Place::enter_zone);
  CHECK(walk.state().optical.problem->code == FailureCode::scanner_gone);
  walk.then(visit::ScanZone{}).then(visit::PageArrived{a_page()});
  const int asked = walk.state().changes;
  walk.then(visit::StopScan{}).then(visit::ScanZone{}).then(visit::PageArrived{a_page()});
  CHECK(walk.then(visit::ZoneWasRead{asked, a_zone()}).place() == Place::zone_scanning); // too late
}

TEST_CASE("a code that was scanned becomes the answer only when it is taken") {
  Walk walk;
  walk.until(Place::code_read);
  const auto field = *a3()->find_field("foto.code");
  CHECK(walk.state().draft.answer(field).source == forms::Source::none);
  CHECK(walk.then(visit::TakeCode{3}).place() == Place::code_read);
  CHECK(walk.then(visit::ScanCode{"foto.code"}).place() == Place::code_scanning); // again
  CHECK(walk.state().optical.codes.empty());
  walk.until(Place::code_read);
  walk.then(visit::TakeCode{0});
  CHECK(walk.place() == Place::question);
  CHECK(walk.state().draft.answer(field).value.reveal() == forms::Value{std::string("FOTO1")});
  CHECK(walk.then(visit::ScanCode{"person.familienname"}).place() == Place::question);
}
