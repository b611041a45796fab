// SPDX-License-Identifier: EUPL-1.2
// A case as a visitor opens, reads and answers it: a late reply meets nobody else's question, what
// was written survives going back, and nothing of it survives the visit.
#include "walk.hpp"

#include <visit/timeouts.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::visit_test;
using visit::CaseNotOpened;
using visit::Place;

namespace {

Walk at_key() {
  Walk walk;
  walk.until(Place::concern).then(visit::EnterCase{});
  REQUIRE(walk.place() == Place::case_key);
  return walk;
}

Walk& type(Walk& walk) {
  return walk.then(visit::SubmitCase{"N01-26-000017-Z", Secret("7KMQ-2XTP-9D4F-H8WE")});
}

Walk with_case(visit::Case opened = a_case()) {
  auto walk = at_key();
  type(walk).then(visit::CaseReplied{walk.state().inquiry.asked, std::move(opened)});
  REQUIRE(walk.place() == Place::case_shown);
  return walk;
}

Walk answering(const std::string& message = "q1") {
  auto walk = with_case();
  if (!message.empty())
    walk.then(visit::ReadMessage{message});
  walk.then(visit::BeginAnswer{message});
  REQUIRE(walk.place() == Place::case_answer);
  return walk;
}

visit::SetAnswerText words(const char* text) {
  return {Personal(std::string(text))};
}

template <class Effect> const Effect* only(const Walk& walk) {
  return walk.done().size() == 1 ? std::get_if<Effect>(&walk.done().front()) : nullptr;
}

visit::Receipt a_receipt() {
  return {.number = "N01-26-000018-9", .qr_payload = "z"};
}

} // namespace

TEST_CASE("number and code are looked up, and what is found is shown") {
  auto walk = at_key();
  type(walk);
  const auto* asked = only<visit::OpenCase>(walk);
  REQUIRE(asked != nullptr);
  CHECK(asked->number == "N01-26-000017-Z");
  CHECK(asked->code == Secret("7KMQ-2XTP-9D4F-H8WE"));
  CHECK(asked->asked == walk.state().inquiry.asked);
  CHECK(walk.place() == Place::case_opening);
  walk.then(visit::CaseReplied{asked->asked, a_case()});
  CHECK(walk.place() == Place::case_shown);
  CHECK(walk.state().inquiry.opened->number == "N01-26-000017-Z");
}

TEST_CASE("why a case was not opened is told where it can be put right") {
  const auto why = GENERATE(CaseNotOpened::Why::mistyped, CaseNotOpened::Why::unknown,
                            CaseNotOpened::Why::locked, CaseNotOpened::Why::line_down,
                            CaseNotOpened::Why::no_code, CaseNotOpened::Why::failed);
  auto walk = at_key();
  type(walk).then(visit::CaseReplied{1, CaseNotOpened{why, std::chrono::minutes(15)}});
  CHECK(walk.place() == Place::case_key);
  REQUIRE(walk.state().inquiry.refused);
  CHECK(walk.state().inquiry.refused->why == why);
  CHECK_FALSE(walk.state().inquiry.opened);
  const auto again = walk.state().inquiry.again_at;
  CHECK(again.time_since_epoch() > std::chrono::seconds(1'795'600'800) + std::chrono::minutes(14));
  // The next try does not carry the last one's words.
  CHECK_FALSE(type(walk).state().inquiry.refused);
}

TEST_CASE("a reply to an earlier question meets neither the next one nor the page before") {
  auto walk = at_key();
  type(walk);
  const int first = walk.state().inquiry.asked;
  walk.then(visit::GoBack{});
  CHECK(walk.did("StopCase"));
  CHECK(walk.then(visit::CaseReplied{first, a_case()}).place() == Place::case_key);
  type(walk);
  CHECK(walk.then(visit::CaseReplied{first, a_case()}).place() == Place::case_opening);
  CHECK_FALSE(walk.state().inquiry.opened);
  // Nor after the branch was left and entered anew.
  walk.then(visit::GoBack{}).then(visit::GoBack{}).then(visit::EnterCase{});
  type(walk);
  CHECK(walk.then(visit::CaseReplied{first, a_case()}).place() == Place::case_opening);
  walk.then(visit::CaseReplied{walk.state().inquiry.asked, a_case()});
  CHECK(walk.place() == Place::case_shown);
  // Nor one that comes twice.
  CHECK(walk.then(visit::CaseReplied{walk.state().inquiry.asked, CaseNotOpened{}}).place() ==
        Place::case_shown);
}

TEST_CASE("the receipt's code is scanned instead of typed") {
  auto walk = at_key();
  walk.then(visit::ScanTicket{});
  CHECK(only<visit::StartScan>(walk)->mode == forms::ScanMode::grey);
  CHECK(walk.place() == Place::case_scanning);
  walk.then(visit::ScanProgressed{0.5});
  CHECK(walk.state().scan_progress == 0.5);
  walk.then(visit::PageArrived{a_page()});
  const auto* asked = only<visit::OpenScannedCase>(walk);
  REQUIRE(asked != nullptr);
  CHECK(asked->page.page);
  walk.then(visit::CaseReplied{asked->asked, a_case()});
  CHECK(walk.place() == Place::case_shown);
  CHECK(walk.state().inquiry.pages.empty()); // it was no answer
}

TEST_CASE("a scan of the receipt is stopped, and one that failed is told beside the fields") {
  auto walk = at_key();
  walk.then(visit::ScanTicket{}).then(visit::StopScan{});
  CHECK(walk.did("EndScan"));
  CHECK(walk.place() == Place::case_key);
  CHECK(walk.then(visit::PageArrived{a_page()}).effects().empty());
  walk.then(visit::ScanTicket{}).then(visit::ScanFailed{fail(FailureCode::scanner_jam)});
  CHECK(walk.place() == Place::case_key);
  CHECK(walk.state().problem->code == FailureCode::scanner_jam);
  CHECK_FALSE(type(walk).state().problem);
}

TEST_CASE("only a message of the case is read, and only one of the office answered") {
  auto opened = a_case();
  opened.messages.push_back({.id = "N01-26-000016-B",
                             .kind = visit::CaseMessage::Kind::answer,
                             .at = {},
                             .text = {},
                             .answers = {}});
  auto walk = with_case(opened);
  CHECK(walk.then(visit::ReadMessage{"nobody's"}).place() == Place::case_shown);
  walk.then(visit::ReadMessage{"N01-26-000016-B"});
  CHECK(walk.place() == Place::case_message);
  CHECK(walk.then(visit::BeginAnswer{"N01-26-000016-B"}).place() == Place::case_message);
  CHECK(walk.then(visit::BeginAnswer{"q1"}).place() == Place::case_message); // not the one shown
  CHECK(walk.then(visit::BeginAnswer{""}).place() == Place::case_message);
  walk.then(visit::GoBack{}).then(visit::ReadMessage{"m1"}).then(visit::BeginAnswer{"m1"});
  CHECK(walk.place() == Place::case_answer);
}

TEST_CASE("what the office could not take in is not answered here") {
  auto opened = a_case();
  opened.steps.push_back({visit::CaseState::rejected, {}});
  auto walk = with_case(opened);
  CHECK(walk.then(visit::BeginAnswer{""}).place() == Place::case_shown);
  walk.then(visit::ReadMessage{"q1"});
  CHECK(walk.then(visit::BeginAnswer{"q1"}).place() == Place::case_message);
}

TEST_CASE("an empty answer is not filed, and neither is one that is too long") {
  auto walk = answering();
  walk.then(visit::GoOn{});
  CHECK(walk.place() == Place::case_answer);
  CHECK(walk.state().tried_to_go_on);
  walk.then(words(std::string(visit::longest_answer + 1, 'a').c_str())).then(visit::GoOn{});
  CHECK(walk.place() == Place::case_answer);
  CHECK(walk.then(words("Fürth")).then(visit::GoOn{}).place() == Place::case_check);
  CHECK(walk.then(words("Nürnberg")).state().inquiry.text.reveal() == "Fürth"); // as looked at
}

TEST_CASE("an answer of pages alone is scanned with the pages of any document") {
  auto walk = answering();
  walk.then(visit::ScanPage{});
  CHECK(walk.place() == Place::scanning);
  CHECK(walk.then(visit::StopScan{}).place() == Place::case_answer);
  walk.then(visit::ScanPage{}).then(visit::ScanFailed{fail(FailureCode::scanner_jam)});
  CHECK(walk.place() == Place::scan_problem);
  CHECK(walk.then(visit::HandInLater{}).place() == Place::scan_problem);
  CHECK(walk.then(visit::GoBack{}).place() == Place::case_answer);
  for (int page = 0; page < 2; ++page) {
    walk.then(visit::ScanPage{}).then(visit::PageArrived{a_page()});
    CHECK(walk.place() == Place::scan_review);
    CHECK(walk.then(visit::KeepPage{}).place() == Place::case_answer);
  }
  CHECK(walk.state().inquiry.pages.size() == 2);
  CHECK(walk.state().papers.empty());
  walk.then(visit::RemovePage{5}).then(visit::RemovePage{0});
  CHECK(walk.state().inquiry.pages.size() == 1);
  CHECK(walk.then(visit::GoOn{}).place() == Place::case_check);
  CHECK(walk.then(visit::RemovePage{0}).state().inquiry.pages.size() == 1);
}

TEST_CASE("no more pages are scanned for an answer than fit") {
  auto state = answering().state();
  state.inquiry.pages.assign(visit::most_answer_pages, a_page());
  Walk walk(std::move(state));
  CHECK(walk.then(visit::ScanPage{}).effects().empty());
}

TEST_CASE("what was begun is there again after going back, but not for another message") {
  auto walk = answering();
  walk.then(words("In Fürth.")).then(visit::GoBack{});
  CHECK(walk.place() == Place::case_message);
  walk.then(visit::BeginAnswer{"q1"});
  CHECK(walk.state().inquiry.text.reveal() == "In Fürth.");
  walk.then(visit::GoBack{}).then(visit::GoBack{}).then(visit::ReadMessage{"m1"});
  walk.then(visit::BeginAnswer{"m1"});
  CHECK(walk.state().inquiry.text.reveal().empty());
}

TEST_CASE("the answer is filed with the case's proof, and told as on its way") {
  auto walk = answering();
  walk.then(visit::LineChanged{true}).then(words("In Fürth.")).then(visit::GoOn{});
  walk.then(visit::FileNow{});
  const auto* filing = only<visit::FileAnswer>(walk);
  REQUIRE(filing != nullptr);
  CHECK(filing->answer->number == "N01-26-000017-Z");
  CHECK(filing->answer->message == "q1");
  CHECK(filing->answer->text.reveal() == "In Fürth.");
  CHECK(*filing->answer->access == *a_case().access);
  CHECK(filing->answer->language == "uk");
  CHECK(filing->answer->line_up);
  // Nobody leaves now: the receipt would find nobody.
  walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  CHECK(walk.place() == Place::case_filing);
  walk.then(visit::Filed{a_receipt()});
  CHECK(walk.place() == Place::case_sent);
  CHECK(only<visit::PrintAnswer>(walk)->receipt.number == "N01-26-000018-9");
  CHECK(walk.then(visit::GoBack{}).place() == Place::case_sent); // the paper comes first
  walk.then(visit::Printed{}).then(visit::GoBack{});
  CHECK(walk.place() == Place::case_shown);
  CHECK_FALSE(walk.state().receipt);
  const auto& opened = *walk.state().inquiry.opened;
  CHECK(find_message(opened, "q1")->answered);
  CHECK(open_question(opened) == nullptr);
  const auto* said = find_message(opened, "N01-26-000018-9");
  REQUIRE(said != nullptr);
  CHECK(said->on_its_way);
  CHECK(said->answers == "q1");
  CHECK_FALSE(walk.state().inquiry.says_something());
}

TEST_CASE("something is said unasked, and says so") {
  auto walk = answering("");
  walk.then(words("Ich bin umgezogen.")).then(visit::GoOn{}).then(visit::FileNow{});
  CHECK(only<visit::FileAnswer>(walk)->answer->message.empty());
  walk.then(visit::Filed{a_receipt()});
  // A question stays open: it was not answered.
  CHECK(open_question(*walk.state().inquiry.opened) != nullptr);
}

TEST_CASE("with the line down an answer is filed all the same, and knows it") {
  auto walk = answering();
  walk.then(words("In Fürth.")).then(visit::GoOn{}).then(visit::FileNow{});
  CHECK_FALSE(only<visit::FileAnswer>(walk)->answer->line_up);
}

TEST_CASE("an answer that could not be filed is still there, and filed by another try") {
  auto walk = answering();
  walk.then(words("In Fürth.")).then(visit::GoOn{}).then(visit::FileNow{});
  walk.then(visit::FilingFailed{fail(FailureCode::store_failed)});
  CHECK(walk.place() == Place::case_problem);
  CHECK_FALSE(walk.state().receipt);
  CHECK(walk.then(visit::GoBack{}).place() == Place::case_check);
  CHECK(walk.state().inquiry.text.reveal() == "In Fürth.");
  walk.then(visit::FileNow{}).then(visit::FilingFailed{fail(FailureCode::store_failed)});
  CHECK(walk.then(visit::TryAgain{}).did("FileAnswer"));
  CHECK(walk.then(visit::Filed{a_receipt()}).place() == Place::case_sent);
}

TEST_CASE("the paper of an answer is printed again in the language of the moment") {
  auto walk = answering();
  walk.then(words("In Fürth.")).then(visit::GoOn{}).then(visit::FileNow{});
  walk.then(visit::Filed{a_receipt()});
  CHECK(walk.then(visit::PrintAgain{}).effects().empty());
  walk.then(visit::PrintFailed{fail(FailureCode::printer_out_of_paper)});
  walk.then(visit::ChooseLanguage{"ar"}).then(visit::PrintAgain{});
  CHECK(only<visit::PrintAnswer>(walk)->language == "ar");
}

TEST_CASE("an answer that was stored and is not proven is not filed again") {
  auto walk = answering();
  walk.then(words("In Fürth.")).then(visit::GoOn{}).then(visit::FileNow{});
  walk.then(visit::FilingFailed{fail(FailureCode::store_mismatch)});
  REQUIRE(walk.place() == Place::filing_unproven);
  CHECK(walk.then(visit::TryAgain{}).effects().empty());
  CHECK(walk.then(visit::GoBack{}).place() == Place::filing_unproven);
}

TEST_CASE("who has only looked may leave at once; a begun answer is asked about") {
  auto walk = with_case();
  CHECK(walk.then(visit::Leave{}).place() == Place::attract);
  auto typing = at_key();
  CHECK(typing.then(visit::Leave{}).place() == Place::attract);
  auto writing = answering();
  writing.then(words("In Fürth.")).then(visit::Leave{});
  CHECK(writing.state().leaving);
  CHECK_FALSE(may_keep(writing.state()));
  CHECK(writing.then(visit::Stay{}).state().inquiry.says_something());
  writing.then(visit::Leave{}).then(visit::LeaveConfirmed{});
  CHECK(writing.place() == Place::attract);
}

TEST_CASE("who has scanned the receipt is asked to take it along") {
  auto walk = at_key();
  walk.then(visit::ScanTicket{}).then(visit::PageArrived{a_page()});
  CHECK(walk.state().scanned == visit::Scanned::laid_on_glass);
  walk.then(visit::CaseReplied{walk.state().inquiry.asked, a_case()});
  REQUIRE(walk.place() == Place::case_shown);
  const auto leave = GENERATE(false, true);
  walk.then(leave ? visit::Event{visit::Leave{}} : visit::Event{visit::GoOn{}});
  CHECK(walk.place() == Place::goodbye);
  CHECK_FALSE(walk.did("EndVisit"));
  walk.wait(visit::goodbye_lasts);
  CHECK(walk.place() == Place::attract);
  CHECK(walk.state().scanned == visit::Scanned::nothing);
}

TEST_CASE("nothing of a case is left after the visit, however it ends") {
  auto walk = answering();
  walk.then(words("In Fürth.")).then(visit::ScanPage{}).then(visit::PageArrived{a_page()});
  walk.then(visit::KeepPage{});
  const std::weak_ptr<const Secret> proof = walk.state().inquiry.opened->access;
  const std::weak_ptr<const api::Page> page = walk.state().inquiry.pages.front().page;
  SECTION("walked away") {
    walk.wait(visit::idle_warning_after);
    CHECK(walk.state().idle_warning);
    walk.wait(visit::idle_response);
    CHECK(walk.effects() == "EndVisit");
  }
  SECTION("ended") {
    walk.then(visit::Leave{}).then(visit::LeaveConfirmed{});
    CHECK(walk.place() == Place::goodbye); // a paper lies on the glass
    CHECK_FALSE(walk.state().inquiry.opened);
    walk.then(visit::GoOn{});
  }
  SECTION("filed") {
    walk.then(visit::GoOn{}).then(visit::FileNow{}).then(visit::Filed{a_receipt()});
    walk.then(visit::Printed{}).then(visit::GoOn{});
    CHECK(walk.place() == Place::goodbye); // what lies in the scanner and the printer
    walk.then(visit::GoOn{});
  }
  CHECK(walk.place() == Place::attract);
  CHECK_FALSE(walk.state().inquiry.opened);
  CHECK(walk.state().inquiry.text.reveal().empty());
  walk.then(visit::Touched{}); // the effects of the end held a paper's contents
  CHECK(proof.expired());
  CHECK(page.expired());
}

TEST_CASE("back to the concerns closes the case") {
  auto walk = with_case();
  CHECK(walk.then(visit::GoBack{}).place() == Place::concern);
  CHECK_FALSE(walk.state().inquiry.opened);
  // The assistants' papers are their own again.
  walk.then(visit::ChooseConcern{"a3"});
  CHECK(walk.place() == Place::information);
}

TEST_CASE("who leaves while the office is asked waits for nothing") {
  auto walk = at_key();
  type(walk).then(visit::Leave{});
  CHECK(walk.place() == Place::attract);
  CHECK(walk.effects() == "StopCase, EndVisit");
}

TEST_CASE("an answer to what was begun before is asked about when there is a draft, too") {
  Walk walk;
  walk.until(Place::question).answer_page();
  for (int pages = 0; walk.place() != Place::concern; ++pages) {
    REQUIRE(pages < 10);
    walk.then(visit::GoBack{});
  }
  walk.then(visit::EnterCase{}).then(visit::Leave{});
  CHECK(walk.state().leaving); // the draft would be lost
}
