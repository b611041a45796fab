// SPDX-License-Identifier: EUPL-1.2
#include "opened_store.hpp"
#include "verbs.hpp"

#include <app/assistants.hpp>
#include <app/content_keeper.hpp>
#include <app/filing_desk.hpp>
#include <app/office_keyring.hpp>
#include <app/staff_entrance.hpp>

#include <eid/trust_list.hpp>
#include <eid_client/ausweisapp.hpp>
#include <i18n/catalogue.hpp>
#include <pages/page_worker.hpp>
#include <printer_cups/ipp_printer.hpp>
#include <worker/network.hpp>
#include <xfall/xml.hpp>

#include <cstdio>
#include <filesystem>

namespace foyer::ctl {

namespace {

// Prints one line and remembers whether all was well.
class Report {
 public:
  template <class T> void line(const char* what, const Result<T>& result) {
    std::printf(
        "%-22s %s\n", what,
        result
            ? "ok"
            : (std::string(name(result.failure().code)) + ": " + result.failure().detail).c_str());
    if (!result && !first_)
      first_ = result.failure();
  }
  [[nodiscard]] Status result() const { return first_ ? Status(*first_) : success(); }

 private:
  std::optional<Failure> first_;
};

// Each assistant that visitors are not offered is said with its reason.
void check_assistants(const app::Config& config, const i18n::Catalogue& texts, Report& report) {
  const auto found = app::find_assistants(config, texts);
  if (!found)
    report.line("assistants", found);
  else
    for (const auto& [id, assistant] : *found)
      report.line(("assistant " + id).c_str(), assistant);
}

Status check_catalogue(const app::Config& config) {
  FOYER_TRY(const auto shelf, app::open_shelf(config));
  FOYER_CHECK(shelf.current());
  return success();
}

Status judge(const Result<app::OfficeKeyring::Standing>& found) {
  FOYER_TRY(const auto key, found);
  if (key.standing == seal::OfficeKeyStanding::emergency)
    return fail(FailureCode::office_key_untrusted,
                "none of the office's is valid; filings are sealed to the emergency key");
  if (key.standing == seal::OfficeKeyStanding::out_of_date)
    return fail(FailureCode::office_key_untrusted,
                "none of the office's is valid and no emergency key is pinned");
  return success();
}

// The store and its keys are made by the terminal at its first start, not by a look.
void check_before_first_start(const app::Config& config, Report& report) {
  report.line("filing",
              xfall::Schema::load(config.terminal.assets / "schemas" / "xfall-foyer-1.xsd"));
  const auto keyring = app::OfficeKeyring::open(config.seal);
  report.line("office key", keyring ? judge(keyring->standing(system_clock().wall()))
                                    : Status(keyring.failure()));
}

void check_filing(const app::Config& config, const i18n::Catalogue& texts, Report& report) {
  std::error_code unseen; // a folder that may not be searched is told by what opens it
  if (!std::filesystem::exists(config.terminal.data_dir / "foyer.db", unseen) && !unseen)
    return check_before_first_start(config, report);
  auto desk = app::FilingDesk::open(config, texts, system_clock());
  report.line("filing", desk);
  if (!desk)
    return;
  report.line("office key", judge(desk->office_key()));
  report.line("clock", desk->clock_is_trusted());
}

} // namespace

Status check(const app::Config& shipped) {
  Report report;
  const app::Config config = app::content_in_use(shipped);
  if (!shipped.catalogue.own.empty())
    report.line("catalogue", check_catalogue(shipped));
  const auto texts = i18n::Catalogue::load(config.texts_folder());
  report.line("texts", texts);
  if (texts)
    check_assistants(config, *texts, report);
  report.line("trust list", eid::TrustList::load(config.card.trust_list));
  if (app::has_staff_entrance(config))
    report.line("staff", app::make_staff_reader(config, system_clock()));
  if (texts)
    check_filing(config, *texts, report);
  report.line("workers' network", worker::network_can_be_forbidden());
  report.line("page worker", pages::PageWorker({.worker = config.pages.worker}).try_out());
  report.line("printer",
              printer_cups::IppPrinter({.uri = config.printer.uri, .worker = config.printer.worker})
                  .probe({}));
  if (!config.eid.ausweisapp.empty())
    report.line("online ID function", eid_client::AusweisApp({.program = config.eid.ausweisapp,
                                                              .directory = config.eid.directory})
                                          .probe({}));
  return report.result();
}

} // namespace foyer::ctl
