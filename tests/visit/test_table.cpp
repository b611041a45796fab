// SPDX-License-Identifier: EUPL-1.2
// Every place with every event: what the visit does, as approved text. A line is left out where
// nothing changes. To approve a change: FOYER_APPROVE=1 build/dev/tests/visit/test_visit
#include "walk.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace foyer;
using namespace foyer::visit_test;

namespace {

// One of each kind, in the order of the variant, with contents that make sense at most places.
std::vector<visit::Event> one_of_each() {
  std::vector<visit::Event> all;
  all.emplace_back(visit::Touched{});
  all.emplace_back(visit::Begin{});
  all.emplace_back(visit::ChooseLanguage{"ar"});
  all.emplace_back(visit::ChooseConcern{"a3"});
  all.emplace_back(visit::GoOn{});
  all.emplace_back(visit::GoBack{});
  all.emplace_back(visit::AsGuest{});
  all.emplace_back(visit::SubmitCan{Secret("500540")});
  all.emplace_back(visit::HasNoCan{});
  all.emplace_back(visit::SubmitZone{{Secret("FA1234567"), Secret("880314"), Secret("330831")}});
  all.emplace_back(visit::ScanZone{});
  all.emplace_back(visit::GoWithoutChip{});
  all.emplace_back(visit::ScanCode{"foto.code"});
  all.emplace_back(visit::TakeCode{0});
  all.emplace_back(visit::SetAnswer{"adresse.ort", std::string("Fürth")});
  all.emplace_back(visit::SkipAnswer{"person.groesse"});
  all.emplace_back(visit::ClearAnswer{"adresse.ort"});
  all.emplace_back(visit::ChangeAnswer{{0}});
  all.emplace_back(visit::AddRow{"tiere"});
  all.emplace_back(visit::EnterRow{"tiere", 0});
  all.emplace_back(visit::RemoveRow{"tiere", 0});
  all.emplace_back(visit::ChangeDocument{0});
  all.emplace_back(visit::ScanPage{});
  all.emplace_back(visit::StopScan{});
  all.emplace_back(visit::KeepPage{});
  all.emplace_back(visit::RemovePage{0});
  all.emplace_back(visit::MovePage{0, 1});
  all.emplace_back(visit::LookAtPage{0});
  all.emplace_back(visit::AskChange{visit::TurnRight{}});
  all.emplace_back(visit::BeginBlacken{});
  all.emplace_back(visit::DrawBar{{.x = 0.2, .y = 0.3, .width = 0.5, .height = 0.02}});
  all.emplace_back(visit::ShapeBar{{.x = 0.3, .y = 0.3, .width = 0.5, .height = 0.02}});
  all.emplace_back(visit::TakeBackBar{});
  all.emplace_back(visit::ScanStack{});
  all.emplace_back(visit::SetBothSides{true});
  all.emplace_back(visit::LeaveOut{0, true});
  all.emplace_back(visit::HandInLater{});
  all.emplace_back(visit::CannotGet{Personal(std::string("Mein Mann hat es."))});
  all.emplace_back(visit::FileNow{});
  all.emplace_back(visit::Hurry{});
  all.emplace_back(visit::AnswerRest{});
  all.emplace_back(visit::TryAgain{});
  all.emplace_back(visit::PrintAgain{});
  all.emplace_back(visit::GiveFeedback{2});
  all.emplace_back(visit::SkipFeedback{});
  all.emplace_back(visit::KeepForLater{});
  all.emplace_back(visit::EnterDraftCode{});
  all.emplace_back(visit::SubmitDraftCode{Secret("7KMQ-2XTP-9D4F-H8WE")});
  all.emplace_back(visit::Leave{});
  all.emplace_back(visit::LeaveConfirmed{});
  all.emplace_back(visit::Stay{});
  all.emplace_back(visit::SetTextSize{visit::TextSize::large});
  all.emplace_back(visit::SetContrast{visit::Contrast::dark});
  all.emplace_back(visit::SetSpeech{true});
  all.emplace_back(visit::ChangeSpeed{1});
  all.emplace_back(visit::ChangeVolume{-1});
  all.emplace_back(visit::SetBlank{true});
  all.emplace_back(visit::SetLowReach{true});
  all.emplace_back(visit::SetMotion{false});
  all.emplace_back(visit::Rest{true});
  all.emplace_back(visit::HeadsetChanged{true});
  all.emplace_back(visit::Tick{});
  all.emplace_back(visit::CardChanged{api::CardPresence::present});
  all.emplace_back(visit::CardProgressed{2});
  all.emplace_back(visit::CardWasRead{a_reading()});
  all.emplace_back(visit::CardFailed{fail(FailureCode::can_wrong)});
  all.emplace_back(visit::ScanProgressed{0.5});
  all.emplace_back(visit::PageArrived{a_page()});
  all.emplace_back(visit::ScanFailed{fail(FailureCode::scanner_no_paper)});
  all.emplace_back(visit::StackEnded{});
  all.emplace_back(visit::ZoneWasRead{1, a_zone()});
  all.emplace_back(visit::CodesWereRead{1, {std::make_shared<const Secret>("FOTO1")}});
  all.emplace_back(visit::ScannerFound{api::ScannerKind{true, true, true}});
  all.emplace_back(visit::PageChanged{1, a_page()});
  all.emplace_back(visit::PageNotChanged{1, fail(FailureCode::image_malformed)});
  all.emplace_back(visit::Filed{{.number = "N01-26-000002-Y", .qr_payload = "y"}});
  all.emplace_back(visit::FilingFailed{fail(FailureCode::store_failed)});
  all.emplace_back(visit::DraftKept{a_kept_draft()});
  all.emplace_back(visit::DraftNotKept{fail(FailureCode::store_failed)});
  all.emplace_back(visit::DraftFound{forms::Draft(a3()), Personal(Bytes(16))});
  all.emplace_back(visit::DraftNotFound{visit::Search::unknown});
  all.emplace_back(visit::Printed{});
  all.emplace_back(visit::PrintFailed{fail(FailureCode::printer_out_of_paper)});
  all.emplace_back(visit::LineChanged{true});
  all.emplace_back(visit::ServiceChanged{fail(FailureCode::disk_full)});
  all.emplace_back(visit::EnterEid{});
  all.emplace_back(visit::ChooseEid{visit::EidWish::change});
  all.emplace_back(visit::SetPinDigits{false});
  all.emplace_back(visit::SubmitEidNumber{Secret("12345")});
  all.emplace_back(visit::ProveIdentity{});
  all.emplace_back(visit::EidChecked{fail(FailureCode::eid_missing)});
  all.emplace_back(visit::EidTold{api::EidQuestion{.what = api::EidNumber::can}});
  all.emplace_back(visit::EidEnded{api::EidEnd::done});
  all.emplace_back(visit::EidFailed{fail(FailureCode::card_removed)});
  all.emplace_back(visit::EnterCase{});
  all.emplace_back(visit::SubmitCase{"N01-26-000017-Z", Secret("7KMQ-2XTP-9D4F-H8WE")});
  all.emplace_back(visit::ScanTicket{});
  all.emplace_back(visit::ReadMessage{"q1"});
  all.emplace_back(visit::BeginAnswer{"q1"});
  all.emplace_back(visit::SetAnswerText{Personal(std::string("In Fürth."))});
  all.emplace_back(visit::CaseReplied{1, a_case()});
  return all;
}

std::string_view where(const visit::State& before, const visit::State& after) {
  if (after.stop == before.stop || after.place != before.place)
    return "";
  if (after.stop.is_overview())
    return " (overview)";
  return after.stop.in_row() ? " (a row's page)" : " (another page)";
}

void every_event(std::ostringstream& out, std::string_view title, const visit::State& start) {
  out << title << '\n';
  auto events = one_of_each();
  for (auto& event : events) {
    Walk walk(start);
    const auto what = std::string(visit::name(event));
    const auto rows = rows_of(start);
    walk.then(std::move(event));
    const auto rows_now = rows_of(walk.state());
    if (walk.place() == start.place && walk.effects().empty() && walk.state().stop == start.stop &&
        rows_now == rows)
      continue;
    out << "  " << what << " -> " << visit::name(walk.place()) << where(start, walk.state());
    if (rows_now != rows && walk.state().draft.assistant())
      out << (rows_now > rows ? " + row" : " - row");
    if (!walk.effects().empty())
      out << " : " << walk.effects();
    out << '\n';
  }
}

std::string table() {
  std::ostringstream out;
  const auto last = static_cast<int>(visit::Place::case_sent);
  for (int number = 0; number <= last; ++number) {
    const auto place = static_cast<visit::Place>(number);
    Walk start;
    start.until(place);
    every_event(out, visit::name(place), start.state());
  }
  Walk asked;
  asked.until(visit::Place::check_answers).then(visit::Leave{});
  every_event(out, "check_answers, asked whether to end", asked.state());
  Walk provable;
  provable.until(visit::Place::check_answers).then(visit::LineChanged{true});
  every_event(out, "check_answers, where one may prove who one is", provable.state());
  Walk at_work;
  at_work.until(visit::Place::eid_consent).then(visit::GoOn{});
  every_event(out, "eid_working, to prove who one is", at_work.state());
  at_work.then(visit::EidFailed{fail(FailureCode::card_removed)});
  every_event(out, "eid_problem, to prove who one is", at_work.state());
  Walk proven;
  proven.until(visit::Place::eid_consent);
  proven.then(visit::EidEnded{api::EidEnd::done, visit::Proof{"q4cUcPXwY1Zq0sWm2b7f3A", {}}});
  every_event(out, "eid_done, to prove who one is", proven.state());
  Walk searching;
  searching.until(visit::Place::enter_draft_code);
  searching.then(visit::SubmitDraftCode{Secret("7KMQ-2XTP-9D4F-H8WE")});
  every_event(out, "enter_draft_code, looking for it", searching.state());
  for (const auto event : {0, 1}) { // pages for an answer
    Walk scan;
    scan.until(visit::Place::case_answer).then(visit::ScanPage{});
    if (event == 1)
      scan.then(visit::PageArrived{a_page()});
    every_event(out, std::string(visit::name(scan.place())) + " for an answer", scan.state());
  }
  Walk failed;
  failed.until(visit::Place::case_answer).then(visit::ScanPage{});
  failed.then(visit::ScanFailed{fail(FailureCode::scanner_jam)});
  every_event(out, "scan_problem for an answer", failed.state());
  Walk overview = at_overview();
  every_event(out, "question, overview without rows", overview.state());
  overview.then(visit::AddRow{"tiere"});
  every_event(out, "question, a new row's page", overview.state());
  overview.answer_page();
  every_event(out, "question, a row's page with answers", overview.state());
  overview.row_to_its_end();
  every_event(out, "question, overview with a row", overview.state());
  return out.str();
}

} // namespace

TEST_CASE("the table of every place with every event is as approved") {
  REQUIRE(one_of_each().size() == std::variant_size_v<visit::AnyEvent>);
  const std::string file = FOYER_SOURCE_DIR "/tests/visit/table.approved.txt";
  const auto now = table();
  if (std::getenv("FOYER_APPROVE") != nullptr)
    std::ofstream(file) << now;
  std::stringstream approved;
  approved << std::ifstream(file).rdbuf();
  CHECK(now == approved.str());
}
