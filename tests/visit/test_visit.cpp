// SPDX-License-Identifier: EUPL-1.2
#include "walk.hpp"

#include <visit/timeouts.hpp>

#include <catch2/catch.hpp>

#include <random>
#include <set>

using namespace foyer;
using namespace foyer::visit_test;
using visit::Place;

TEST_CASE("a visit leads from attract to a receipt and back, and leaves nothing behind") {
  Walk walk;
  walk.until(Place::receipt);
  CHECK(walk.did("PrintReceipt"));
  walk.until(Place::goodbye);
  CHECK(walk.did("KeepFeedback"));
  walk.then(visit::GoOn{});
  CHECK(walk.place() == Place::attract);
  CHECK(walk.did("EndVisit"));
  CHECK_FALSE(walk.state().draft.assistant());
  CHECK(walk.state().papers.empty());
  CHECK_FALSE(walk.state().reading);
  CHECK_FALSE(walk.state().receipt);
  CHECK(walk.state().presentation.language == "de");
  CHECK(walk.state().card == api::CardPresence::present);
}

TEST_CASE("a card pulled while it is read gives a clear page and keeps the answers") {
  Walk walk;
  walk.until(Place::question).answer_page().then(visit::GoOn{});
  const auto answers = walk.state().draft;
  while (walk.place() == Place::question)
    walk.then(visit::GoBack{});
  walk.then(visit::GoBack{}).then(visit::SubmitCan{Secret("500540")});
  REQUIRE(walk.place() == Place::reading_card);
  walk.then(visit::CardChanged{api::CardPresence::absent});
  walk.then(visit::CardFailed{fail(FailureCode::card_removed)});
  CHECK(walk.place() == Place::card_problem);
  CHECK(walk.state().problem->code == FailureCode::card_removed);
  CHECK(walk.state().draft == answers);
  walk.then(visit::TryAgain{});
  CHECK(walk.place() == Place::identify);
}

TEST_CASE("a Change link leads back to the check page, by way of questions it opened") {
  Walk walk;
  walk.until(Place::check_answers);
  const auto page = visit::evaluate(walk.state(), {}).stop_of("karte.grund");
  REQUIRE(page);
  walk.then(visit::ChangeAnswer{*page});
  REQUIRE(walk.place() == Place::question);
  walk.then(visit::SetAnswer{"karte.grund", std::string("verlust")}).then(visit::GoOn{});
  CHECK(walk.place() == Place::question);
  CHECK(walk.state().stop != *page);
  for (int steps = 0; walk.place() == Place::question && steps < 20; ++steps)
    walk.answer_page().then(visit::GoOn{});
  CHECK(walk.place() == Place::check_answers);
}

TEST_CASE("a page cannot be left while something required is missing, and then says what") {
  Walk walk;
  walk.until(Place::question);
  const auto page = walk.state().stop;
  walk.then(visit::GoOn{});
  CHECK(walk.state().stop == page);
  CHECK(walk.state().tried_to_go_on);
}

TEST_CASE("after two quiet minutes the visitor is asked, and 45 seconds later all is wiped") {
  Walk walk;
  walk.until(Place::question);
  walk.wait(visit::idle_warning_after - std::chrono::milliseconds(1));
  CHECK_FALSE(walk.state().idle_warning);
  walk.wait(std::chrono::milliseconds(1));
  REQUIRE(walk.state().idle_warning);
  walk.wait(visit::idle_response - std::chrono::milliseconds(1));
  CHECK(walk.place() == Place::question);
  walk.wait(std::chrono::milliseconds(1));
  CHECK(walk.place() == Place::attract);
  CHECK(walk.did("EndVisit"));
}

TEST_CASE("one touch extends the time, as often as it is needed, and does nothing else") {
  Walk walk;
  walk.until(Place::question).answer_page();
  const auto page = walk.state().stop;
  for (int times = 0; times < 12; ++times) {
    walk.wait(visit::idle_warning_after);
    REQUIRE(walk.state().idle_warning);
    walk.then(visit::GoOn{});
    CHECK_FALSE(walk.state().idle_warning);
    CHECK(walk.state().stop == page);
  }
}

TEST_CASE("a changed answer takes back the declarations that covered the old one") {
  Walk walk;
  walk.until(Place::ready);
  REQUIRE(forms::answered(walk.state().draft.answer("erkl.richtig").value.reveal()));
  while (walk.place() != Place::check_answers)
    walk.then(visit::GoBack{});
  walk.then(visit::ChangeAnswer{*visit::evaluate(walk.state(), {}).stop_of("adresse.ort")});
  walk.then(visit::SetAnswer{"adresse.ort", std::string("Fürth")});
  CHECK_FALSE(forms::answered(walk.state().draft.answer("erkl.richtig").value.reveal()));
  CHECK_FALSE(forms::answered(walk.state().draft.answer("erkl.belehrung").value.reveal()));
}

TEST_CASE("laying a card down answers the question whether somebody is there") {
  Walk walk;
  walk.until(Place::identify).wait(visit::idle_warning_after);
  REQUIRE(walk.state().idle_warning);
  walk.then(visit::CardChanged{api::CardPresence::present});
  CHECK_FALSE(walk.state().idle_warning);
  CHECK(walk.place() == Place::enter_can);
}

TEST_CASE("A passport is opened by what it prints, which is typed with the passport in the hand") {
  Walk walk;
  while (walk.place() != Place::enter_can)
    walk.then(walk.usual());
  walk.then(visit::HasNoCan{});
  CHECK(walk.place() == Place::enter_zone);
  walk.then(visit::CardChanged{api::CardPresence::absent});
  CHECK(walk.place() == Place::enter_zone);
  walk.then(walk.usual()); // nothing lies there
  CHECK(walk.place() == Place::enter_zone);
  walk.then(visit::CardChanged{api::CardPresence::present});
  CHECK(walk.place() == Place::enter_zone);
  walk.then(walk.usual());
  CHECK(walk.place() == Place::reading_card);
  walk.then(visit::CardFailed{fail(FailureCode::can_wrong)});
  walk.then(visit::TryAgain{});
  CHECK(walk.place() == Place::enter_zone);
  walk.then(visit::GoBack{});
  CHECK(walk.place() == Place::enter_can);
}

TEST_CASE("back from the first question leads to where the card is that still lies there") {
  Walk walk;
  walk.until(Place::enter_can).then(visit::AsGuest{});
  REQUIRE(walk.place() == Place::question);
  walk.then(visit::GoBack{});
  CHECK(walk.place() == Place::enter_can);
  walk.then(visit::AsGuest{});
  walk.then(visit::CardChanged{api::CardPresence::absent}).then(visit::GoBack{});
  CHECK(walk.place() == Place::identify);
}

TEST_CASE("who goes on without a card has nothing to do with a passport's data any more") {
  Walk walk;
  walk.until(Place::enter_zone).then(visit::AsGuest{});
  REQUIRE(walk.place() == Place::question);
  walk.then(visit::GoBack{});
  CHECK(walk.place() == Place::enter_can);
}

TEST_CASE("while a machine works nobody is told to hurry") {
  for (const auto place : {Place::reading_card, Place::scanning, Place::filing}) {
    Walk walk;
    walk.until(place).wait(std::chrono::minutes(10));
    CHECK(walk.place() == place);
    CHECK_FALSE(walk.state().idle_warning);
  }
}

TEST_CASE("a filing that fails gives no receipt and can be tried again") {
  Walk walk;
  walk.until(Place::filing_problem);
  CHECK_FALSE(walk.state().receipt);
  CHECK_FALSE(walk.did("PrintReceipt"));
  walk.then(visit::TryAgain{});
  CHECK(walk.place() == Place::filing);
  CHECK(walk.did("FileApplication"));
}

TEST_CASE("printing that fails leaves the receipt on the screen") {
  Walk walk;
  walk.until(Place::receipt).then(visit::PrintFailed{fail(FailureCode::printer_out_of_paper)});
  CHECK(walk.place() == Place::receipt);
  CHECK(walk.state().receipt);
  CHECK(walk.state().paper == visit::Paper::failed);
  walk.then(visit::PrintAgain{});
  CHECK(walk.did("PrintReceipt"));
}

TEST_CASE("a visit under way is filed although the terminal went out of service meanwhile") {
  Walk walk;
  walk.until(Place::ready).then(visit::ServiceChanged{fail(FailureCode::disk_full)});
  walk.then(visit::FileNow{});
  CHECK(walk.did("FileApplication"));
  Walk next;
  next.then(visit::ServiceChanged{fail(FailureCode::disk_full)}).then(visit::Begin{});
  CHECK(next.place() == Place::attract);
}

TEST_CASE("a language changed in the middle keeps the answers") {
  Walk walk;
  walk.until(Place::check_answers);
  const auto before = walk.state().draft.answer("person.familienname");
  walk.then(visit::ChooseLanguage{"ar"});
  CHECK(walk.place() == Place::check_answers);
  CHECK(walk.state().draft.answer("person.familienname") == before);
  CHECK(std::get<std::string>(walk.state().draft.answer("antrag.sprache").value.reveal()) == "ar");
}

namespace {

// Everything the person has said and done, but for the language itself.
void check_same_visit(const visit::State& before, const visit::State& after) {
  CHECK(after.place == before.place);
  CHECK(after.stop == before.stop);
  CHECK(after.papers.size() == before.papers.size());
  auto answers = before.draft;
  (void)answers.set("antrag.sprache", std::string("ar"),
                    WallTime(std::chrono::seconds(1'795'600'800)));
  CHECK(after.draft == answers);
}

} // namespace

TEST_CASE("the language can be changed at every place of a visit; the place and the answers stay") {
  std::set<Place> seen;
  const auto change = [&](const Walk& walk) {
    INFO(visit::name(walk.place()));
    Walk changed(walk.state());
    changed.then(visit::ChooseLanguage{"ar"});
    CHECK(changed.state().presentation.language == "ar");
    check_same_visit(walk.state(), changed.state());
    seen.insert(walk.place());
  };
  Walk walk;
  walk.then(visit::Begin{}).then(visit::ChooseLanguage{"uk"});
  for (int steps = 0; walk.place() != Place::goodbye && steps < 200; ++steps) {
    change(walk);
    if (walk.place() == Place::question || walk.place() == Place::declaration)
      walk.answer_page();
    walk.then(walk.usual());
  }
  CHECK(walk.place() == Place::goodbye);
  for (const auto place :
       {Place::concern, Place::information, Place::enter_can, Place::reading_card, Place::card_read,
        Place::question, Place::document, Place::scanning, Place::scan_review, Place::check_answers,
        Place::declaration, Place::ready, Place::filing, Place::receipt, Place::feedback}) {
    INFO(visit::name(place));
    CHECK(seen.contains(place));
  }
  change(at_overview().then(visit::AddRow{"tiere"}));
}

TEST_CASE("pages of a document that is no longer asked for are not filed") {
  Walk walk;
  walk.until(Place::check_answers);
  REQUIRE(walk.state().papers.size() == 1);
  walk.then(visit::ChangeAnswer{*visit::evaluate(walk.state(), {}).stop_of("karte.grund")});
  walk.then(visit::SetAnswer{"karte.grund", std::string("verlust")}).then(visit::GoOn{});
  for (int steps = 0; walk.place() == Place::question && steps < 20; ++steps)
    walk.answer_page().then(visit::GoOn{});
  walk.until(Place::ready);
  auto step = visit::step(
      walk.state(), visit::FileNow{},
      {.assistants = {}, .now = {}, .wall = WallTime(std::chrono::seconds(1'795'600'800))});
  REQUIRE(step.effects.size() == 1);
  const auto& request = *std::get<visit::FileApplication>(step.effects[0]).request;
  for (const auto& [document, pages] : request.papers)
    CHECK(document != "dok.a3_pass_neu");
}

TEST_CASE("adding a row enters it at once, and its last page leads back to the overview") {
  auto walk = at_overview();
  const auto overview = walk.state().stop;
  walk.then(visit::AddRow{"tiere"});
  REQUIRE(walk.state().stop.in_row());
  CHECK(walk.state().stop.row == 0);
  walk.row_to_its_end();
  CHECK(walk.state().stop == overview);
  walk.then(visit::AddRow{"tiere"});
  CHECK(walk.state().stop.row == 1);
  walk.row_to_its_end().then(visit::GoOn{});
  CHECK(walk.place() == Place::question);
  CHECK(walk.state().stop != overview);
  CHECK(walk.state().draft.rows("tiere") == 2);
}

TEST_CASE("an overview is not left below the least number of rows, nor above the most added to") {
  auto walk = at_overview();
  const auto overview = walk.state().stop;
  walk.then(visit::GoOn{});
  CHECK(walk.state().stop == overview);
  CHECK(walk.state().tried_to_go_on);
  for (int row = 0; row < 5; ++row)
    walk.then(visit::AddRow{"tiere"}).row_to_its_end();
  CHECK(walk.state().draft.rows("tiere") == 3);
  CHECK(walk.state().stop == overview);
}

TEST_CASE("a row left half filled stays, and its overview cannot be left before it is complete") {
  auto walk = at_overview();
  const auto overview = walk.state().stop;
  walk.then(visit::AddRow{"tiere"}).then(visit::SetAnswer{"tiere[].name", std::string("Bello"), 0});
  walk.then(visit::GoBack{});
  REQUIRE(walk.state().stop == overview);
  CHECK(walk.state().draft.rows("tiere") == 1);
  walk.then(visit::GoOn{});
  CHECK(walk.state().stop == overview);
  CHECK(walk.state().tried_to_go_on);
  walk.then(visit::EnterRow{"tiere", 0});
  CHECK(walk.state().stop.in_row());
  walk.row_to_its_end().then(visit::GoOn{});
  CHECK(walk.state().stop != overview);
}

TEST_CASE("who adds a row and turns back at once has not added it") {
  auto walk = at_overview();
  walk.then(visit::AddRow{"tiere"}).then(visit::GoBack{});
  CHECK(walk.state().stop.is_overview());
  CHECK(walk.state().draft.rows("tiere") == 0);
}

TEST_CASE("a removed row is gone and the later ones move up") {
  auto walk = at_overview();
  for (const char* name : {"Bello", "Mimi"}) {
    walk.then(visit::AddRow{"tiere"});
    walk.then(visit::SetAnswer{"tiere[].name", std::string(name), walk.state().stop.row});
    walk.row_to_its_end();
  }
  walk.then(visit::RemoveRow{"tiere", 0});
  REQUIRE(walk.state().draft.rows("tiere") == 1);
  CHECK(walk.state().draft.answer("tiere[].name", 0).value.reveal() ==
        forms::Value{std::string("Mimi")});
  walk.then(visit::RemoveRow{"gaeste", 0}).then(visit::RemoveRow{"tiere", 7});
  CHECK(walk.state().draft.rows("tiere") == 1);
}

TEST_CASE("a Change link into a row leads back to the check page; by the overview it shows all") {
  auto walk = at_overview();
  walk.then(visit::AddRow{"tiere"}).row_to_its_end().until(Place::check_answers);
  const auto page = *visit::evaluate(walk.state(), {}).stop_of("tiere[].gruppe", 0);
  walk.then(visit::ChangeAnswer{page});
  CHECK(walk.state().stop == page);
  walk.then(visit::GoOn{});
  CHECK(walk.place() == Place::check_answers);
  walk.then(visit::ChangeAnswer{page}).then(visit::GoBack{});
  CHECK(walk.place() == Place::check_answers);
  walk.then(visit::ChangeAnswer{
      forms::Stop::overview(*walk.state().draft.assistant()->find_repeat("tiere"))});
  REQUIRE(walk.state().stop.is_overview());
  walk.then(visit::EnterRow{"tiere", 0}).then(visit::GoOn{});
  CHECK(walk.place() == Place::question);
  CHECK(walk.state().stop.in_row());
  walk.row_to_its_end();
  CHECK(walk.state().stop.is_overview());
  walk.then(visit::AddRow{"tiere"}).row_to_its_end();
  CHECK(walk.state().stop.is_overview());
  walk.then(visit::GoOn{});
  CHECK(walk.place() == Place::check_answers);
}

TEST_CASE("a row added, changed or removed takes back the declarations") {
  const auto declared = [](const visit::State& state) {
    return forms::answered(state.draft.answer("probe.richtig").value.reveal());
  };
  auto begin = at_overview();
  begin.then(visit::AddRow{"tiere"}).row_to_its_end().until(Place::ready);
  REQUIRE(declared(begin.state()));
  while (begin.place() != Place::check_answers)
    begin.then(visit::GoBack{});
  begin.then(visit::ChangeAnswer{forms::Stop::overview(0)});
  REQUIRE(declared(begin.state()));
  CHECK_FALSE(declared(Walk(begin.state()).then(visit::AddRow{"tiere"}).state()));
  CHECK_FALSE(declared(Walk(begin.state()).then(visit::RemoveRow{"tiere", 0}).state()));
  begin.then(visit::EnterRow{"tiere", 0});
  REQUIRE(declared(begin.state()));
  begin.then(visit::SetAnswer{"tiere[].name", std::string("Mimi"), 0});
  CHECK_FALSE(declared(begin.state()));
}

// Robustness: whatever comes in whatever order, the visit stays in one piece and can be ended.
void ten_thousand_events(Walk walk) {
  std::mt19937 random(20261125);
  for (int step = 0; step < 10'000; ++step) {
    switch (random() % 20) {
    case 16: walk.then(visit::ScanStack{}); break;
    case 17: walk.then(visit::StackEnded{}); break;
    case 18: walk.then(visit::LookAtPage{random() % 3}); break;
    case 19: walk.then(visit::ScanFailed{fail(FailureCode::scanner_jam)}); break;
    case 0: walk.then(visit::GoBack{}); break;
    case 1: walk.then(visit::GoOn{}); break;
    case 2:
      walk.then(visit::CardChanged{random() % 2 ? api::CardPresence::present
                                                : api::CardPresence::absent});
      break;
    case 3: walk.then(visit::CardFailed{fail(FailureCode::card_removed)}); break;
    case 4: walk.then(visit::TryAgain{}); break;
    case 5: walk.then(visit::ScanPage{}); break;
    case 6: walk.then(visit::PageArrived{a_page()}); break;
    case 7: walk.then(visit::RemovePage{random() % 3}); break;
    case 8: walk.then(visit::ChangeAnswer{{random() % 80}}); break;
    case 11: walk.then(visit::AddRow{random() % 2 ? "tiere" : "gaeste"}); break;
    case 12: walk.then(visit::EnterRow{"tiere", random() % 4}); break;
    case 13: walk.then(visit::RemoveRow{random() % 2 ? "tiere" : "gaeste", random() % 4}); break;
    case 14:
      walk.then(visit::ChangeAnswer{random() % 2
                                        ? forms::Stop::overview(random() % 3)
                                        : forms::Stop{random() % 12, random() % 3, random() % 4}});
      break;
    case 9: walk.then(visit::Filed{{.number = "N01-26-000003-Z", .qr_payload = "z"}}); break;
    case 10:
      if (walk.state().draft.assistant() && walk.place() == Place::question)
        walk.answer_page();
      break;
    default: walk.then(walk.usual()); break;
    }
    if (walk.state().receipt)
      CHECK(walk.state().paper != visit::Paper::not_asked);
    if (walk.place() == Place::question)
      CHECK(visit::evaluate(walk.state(), WallTime(std::chrono::seconds(1'795'600'800)))
                .visible(walk.state().stop));
  }
  walk.then(visit::Leave{});
  walk.then(visit::LeaveConfirmed{});
  walk.wait(std::chrono::minutes(30)).wait(std::chrono::minutes(30));
  CHECK((walk.place() == Place::attract || !visit::waits_for_person(walk.place())));
}

TEST_CASE("ten thousand events in random order break nothing") {
  Walk walk;
  walk.until(Place::question);
  ten_thousand_events(std::move(walk));
}

TEST_CASE("ten thousand events in random order break nothing where there are rows, either") {
  ten_thousand_events(at_overview());
}

TEST_CASE("a paper that comes later is said so at its page, taken back there, and excludes never") {
  Walk walk;
  walk.until(Place::document);
  const auto id = walk.state().draft.assistant()->documents[walk.state().document].id;
  walk.then(visit::HandInLater{});
  CHECK(walk.place() == Place::document);
  CHECK(walk.state().draft.later(id));
  walk.then(visit::HandInLater{false});
  CHECK(walk.place() == Place::document);
  CHECK_FALSE(walk.state().draft.later(id));
  walk.then(visit::CannotGet{Personal(std::string())}).then(visit::HandInLater{});
  CHECK(walk.state().draft.later(id));
  CHECK_FALSE(walk.state().draft.cannot(id));
  walk.then(visit::CannotGet{Personal(std::string())});
  CHECK_FALSE(walk.state().draft.later(id));
  walk.then(visit::HandInLater{}).then(visit::GoOn{});
  CHECK(walk.state().draft.later(id));
  CHECK((walk.place() != Place::document ||
         walk.state().draft.assistant()->documents[walk.state().document].id != id));
}

TEST_CASE("a paper that was scanned is not brought later") {
  Walk walk;
  walk.until(Place::document);
  const auto id = walk.state().draft.assistant()->documents[walk.state().document].id;
  walk.then(visit::ScanPage{}).then(visit::PageArrived{a_page()}).then(visit::KeepPage{});
  REQUIRE(walk.place() == Place::document);
  walk.then(visit::HandInLater{});
  CHECK_FALSE(walk.state().draft.later(id));
}

TEST_CASE("after a failed scan \"later\" goes on at once") {
  Walk walk;
  walk.until(Place::document);
  const auto id = walk.state().draft.assistant()->documents[walk.state().document].id;
  walk.then(visit::ScanPage{}).then(visit::ScanFailed{fail(FailureCode::scanner_gone)});
  REQUIRE(walk.place() == Place::scan_problem);
  walk.then(visit::HandInLater{});
  CHECK(walk.state().draft.later(id));
  CHECK((walk.place() != Place::document ||
         walk.state().draft.assistant()->documents[walk.state().document].id != id));
}

TEST_CASE("after a failed scan of one more page nothing is brought later, and it still goes on") {
  Walk walk;
  walk.until(Place::document);
  const auto id = walk.state().draft.assistant()->documents[walk.state().document].id;
  walk.then(visit::ScanPage{}).then(visit::PageArrived{a_page()}).then(visit::KeepPage{});
  walk.then(visit::ScanPage{}).then(visit::ScanFailed{fail(FailureCode::scanner_gone)});
  REQUIRE(walk.place() == Place::scan_problem);
  walk.then(visit::HandInLater{});
  CHECK_FALSE(walk.state().draft.later(id));
  CHECK(walk.state().draft.pages(id) == 1);
  CHECK((walk.place() != Place::document ||
         walk.state().draft.assistant()->documents[walk.state().document].id != id));
}

TEST_CASE("after a failed scan of a voluntary paper nothing is brought later, and it goes on") {
  auto optional = std::make_shared<forms::Assistant>(*a3());
  optional->documents.front().min_pages = 0;
  visit::State state;
  state.draft = forms::Draft(optional);
  state.place = Place::scan_problem;
  Walk walk(state);
  walk.then(visit::HandInLater{});
  CHECK_FALSE(walk.state().draft.later(optional->documents.front().id));
  CHECK(walk.place() != Place::scan_problem);
}

TEST_CASE("a paper that cannot be had is said so at its page, and taken back there") {
  Walk walk;
  walk.until(Place::document);
  const auto id = walk.state().draft.assistant()->documents[walk.state().document].id;
  walk.then(visit::CannotGet{Personal(std::string("Mein Mann hat es."))});
  CHECK(walk.place() == Place::document);
  CHECK(walk.state().draft.cannot(id)->reveal() == "Mein Mann hat es.");
  walk.then(visit::CannotGet{});
  CHECK_FALSE(walk.state().draft.cannot(id));
  walk.then(visit::CannotGet{Personal(std::string())}).then(visit::GoOn{});
  CHECK(walk.state().draft.cannot(id));
  CHECK((walk.place() != Place::document ||
         walk.state().draft.assistant()->documents[walk.state().document].id != id));
}

TEST_CASE("who files at once is asked only for what must be, and may answer the rest afterwards") {
  Walk walk = at_overview();
  walk.then(visit::AddRow{"tiere"}).answer_page();
  const auto left = walk.state().stop;
  walk.then(visit::Hurry{}); // nothing hurries yet
  CHECK(walk.state().stop == left);
  CHECK_FALSE(walk.state().hurried_from);
  walk.then(visit::SetAnswer{"tiere[].geboren", std::string("2000-01-01"), 0});
  walk.then(visit::Hurry{});
  REQUIRE(walk.place() == Place::question);
  CHECK(walk.state().stop.page == *walk.state().draft.assistant()->find_page("probe.tier_art"));
  walk.then(visit::GoBack{}); // out of the hurry
  CHECK(walk.state().stop == left);
  CHECK_FALSE(walk.state().hurried_from);
  walk.then(visit::Hurry{}).answer_page().then(visit::GoOn{});
  REQUIRE(walk.place() == Place::check_answers);
  walk.then(visit::AnswerRest{});
  CHECK(walk.place() == Place::question);
  CHECK(walk.state().stop == left);
  CHECK_FALSE(walk.state().from_check);
  walk.then(visit::Hurry{});
  REQUIRE(walk.place() == Place::check_answers);
  walk.then(visit::GoOn{});
  CHECK(walk.place() == Place::declaration);
}

TEST_CASE("what was stored and is not proven is not filed again") {
  Walk walk;
  walk.until(Place::filing).then(visit::FilingFailed{fail(FailureCode::store_mismatch)});
  REQUIRE(walk.place() == Place::filing_unproven);
  CHECK(walk.then(visit::TryAgain{}).effects().empty());
  CHECK(walk.then(visit::FileNow{}).effects().empty());
  CHECK(walk.then(visit::GoBack{}).place() == Place::filing_unproven);
  CHECK_FALSE(visit::may_keep(walk.state()));
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  CHECK(walk.place() == Place::goodbye); // card and papers
}

TEST_CASE("goodbye waits for the paper that is being printed") {
  Walk walk;
  walk.until(Place::goodbye).then(visit::CardChanged{api::CardPresence::absent});
  auto state = walk.state();
  state.paper = visit::Paper::printing;
  Walk printing(state);
  printing.wait(visit::goodbye_lasts);
  CHECK(printing.place() == Place::goodbye);
  CHECK(printing.then(visit::Printed{}).wait({}).place() == Place::goodbye); // take it
  CHECK(printing.wait(visit::goodbye_lasts).place() == Place::attract);
  state.paper = visit::Paper::printing;
  Walk jammed(state);
  jammed.wait(visit::idle_warning_after);
  CHECK(jammed.place() == Place::attract);
  CHECK(jammed.did("StopPrinting")); // nobody is there any more
  Walk hasty(state);
  CHECK_FALSE(hasty.then(visit::GoOn{}).did("StopPrinting")); // it comes in a moment
}

TEST_CASE("a paper that is being printed is waited for, with nothing else to take along") {
  Walk walk;
  walk.until(Place::receipt);
  auto state = walk.state();
  state.card = api::CardPresence::absent;
  state.scanned = visit::Scanned::nothing;
  state.paper = visit::Paper::printing;
  Walk printing(state);
  CHECK(printing.then(visit::Leave{}).place() == Place::goodbye);
  CHECK(printing.state().paper == visit::Paper::printing);
  state.paper = visit::Paper::printed;
  Walk printed(state);
  CHECK(printed.then(visit::Leave{}).place() == Place::attract);
}

TEST_CASE("who leaves an unproven filing is not told that nothing is filed") {
  Walk walk;
  walk.until(Place::receipt);
  auto state = walk.state();
  state.place = Place::filing_unproven;
  state.receipt.reset();
  Walk unproven(state);
  CHECK_FALSE(unproven.then(visit::Leave{}).state().leaving);
  CHECK(unproven.place() != Place::filing_unproven);
}

TEST_CASE("who stops takes papers and card along; what was said is deleted before") {
  Walk walk;
  walk.until(Place::document).then(visit::CardChanged{api::CardPresence::absent});
  const bool scans = GENERATE(true, false);
  const bool card = GENERATE(true, false);
  if (card)
    walk.then(visit::CardChanged{api::CardPresence::present});
  if (scans)
    walk.then(visit::ScanPage{});
  const auto language = walk.state().presentation.language;
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  if (!scans && !card) {
    CHECK(walk.place() == Place::attract);
    return;
  }
  REQUIRE(walk.place() == Place::goodbye);
  CHECK(walk.did("EndScan") == scans);
  CHECK_FALSE(walk.state().draft.assistant());
  CHECK_FALSE(walk.state().reading);
  CHECK(walk.state().presentation.language == language);
  CHECK((walk.state().scanned != visit::Scanned::nothing) == scans);
  CHECK(walk.then(visit::PageArrived{a_page()}).effects().empty()); // it came too late
  walk.then(visit::GoOn{});
  CHECK(walk.place() == Place::attract);
  REQUIRE(walk.done().size() == 1);
  CHECK(std::get<visit::EndVisit>(walk.done().front()).reason == visit::EndReason::left);
}
