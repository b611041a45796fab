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
  all.emplace_back(visit::SetAnswer{"adresse.ort", std::string("Fürth")});
  all.emplace_back(visit::SkipAnswer{"person.groesse"});
  all.emplace_back(visit::ClearAnswer{"adresse.ort"});
  all.emplace_back(visit::ChangeAnswer{{0}});
  all.emplace_back(visit::ChangeDocument{0});
  all.emplace_back(visit::ScanPage{});
  all.emplace_back(visit::StopScan{});
  all.emplace_back(visit::KeepPage{});
  all.emplace_back(visit::RemovePage{0});
  all.emplace_back(visit::HandInLater{});
  all.emplace_back(visit::FileNow{});
  all.emplace_back(visit::TryAgain{});
  all.emplace_back(visit::PrintAgain{});
  all.emplace_back(visit::GiveFeedback{2});
  all.emplace_back(visit::SkipFeedback{});
  all.emplace_back(visit::Leave{});
  all.emplace_back(visit::LeaveConfirmed{});
  all.emplace_back(visit::Stay{});
  all.emplace_back(visit::SetTextSize{visit::TextSize::large});
  all.emplace_back(visit::SetContrast{visit::Contrast::dark});
  all.emplace_back(visit::Tick{});
  all.emplace_back(visit::CardChanged{api::CardPresence::present});
  all.emplace_back(visit::CardProgressed{2});
  all.emplace_back(visit::CardWasRead{a_reading()});
  all.emplace_back(visit::CardFailed{fail(FailureCode::can_wrong)});
  all.emplace_back(visit::ScanProgressed{0.5});
  all.emplace_back(visit::PageArrived{a_page()});
  all.emplace_back(visit::ScanFailed{fail(FailureCode::scanner_no_paper)});
  all.emplace_back(visit::Filed{{.number = "N01-26-000002-Y", .qr_payload = "y"}});
  all.emplace_back(visit::FilingFailed{fail(FailureCode::store_failed)});
  all.emplace_back(visit::Printed{});
  all.emplace_back(visit::PrintFailed{fail(FailureCode::printer_out_of_paper)});
  all.emplace_back(visit::LineChanged{true});
  all.emplace_back(visit::ServiceChanged{fail(FailureCode::disk_full)});
  return all;
}

std::string table() {
  std::ostringstream out;
  const auto last = static_cast<int>(visit::Place::goodbye);
  for (int number = 0; number <= last; ++number) {
    const auto place = static_cast<visit::Place>(number);
    Walk start;
    start.until(place);
    out << visit::name(place) << '\n';
    auto events = one_of_each();
    for (auto& event : events) {
      Walk walk(start.state());
      const auto what = std::string(visit::name(event));
      const auto stop = walk.state().stop;
      walk.then(std::move(event));
      if (walk.place() == place && walk.effects().empty() && walk.state().stop == stop)
        continue;
      out << "  " << what << " -> " << visit::name(walk.place());
      if (walk.place() == place && walk.state().stop != stop)
        out << " (another page)";
      if (!walk.effects().empty())
        out << " : " << walk.effects();
      out << '\n';
    }
  }
  return out.str();
}

} // namespace

TEST_CASE("the table of every place with every event is as approved") {
  REQUIRE(one_of_each().size() == std::variant_size_v<visit::Event>);
  const std::string file = FOYER_SOURCE_DIR "/tests/visit/table.approved.txt";
  const auto now = table();
  if (std::getenv("FOYER_APPROVE") != nullptr)
    std::ofstream(file) << now;
  std::stringstream approved;
  approved << std::ifstream(file).rdbuf();
  CHECK(now == approved.str());
}
