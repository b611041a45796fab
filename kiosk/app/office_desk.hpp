// SPDX-License-Identifier: EUPL-1.2
// OfficeDesk: files, prints and keeps in touch with the agent, off the UI thread. The store has one
// owner thread here; the printer has another, so that a jam does not hold up the next filing.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <app/config.hpp>
#include <app/filing_desk.hpp>

#include <agent/client.hpp>
#include <api/printer.hpp>
#include <i18n/catalogue.hpp>
#include <staff/workplace.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace foyer::app {

class OfficeDesk {
 public:
  // `machine` gets LineChanged and ServiceChanged for as long as the desk lives.
  OfficeDesk(const Config& config, const i18n::Catalogue& texts, const Clock& clock,
             std::unique_ptr<api::Printer> printer, ClockKept clock_kept, Witness witness,
             TextOf text_of, Report machine);

  // Reports Filed or FilingFailed.
  void file(std::shared_ptr<const visit::FilingRequest> request, Report report);
  // Reports Printed or PrintFailed.
  void print(std::shared_ptr<const visit::FilingRequest> request, const visit::Receipt& receipt,
             Report report);
  void print(const visit::PrintAnswer& answer, Report report);
  // Reports DraftKept or DraftNotKept.
  void keep_draft(std::shared_ptr<const visit::FilingRequest> request, Report report);
  // Reports DraftFound or DraftNotFound; a mistyped code at once. `assistants` must outlive the
  // desk.
  void find_draft(const Secret& code, const visit::Assistants& assistants, Report report);
  // Reports Printed or PrintFailed.
  void print_code(const visit::KeptDraft& kept, const std::string& language, Report report);
  // For a technician: of the store, the clock and the disk; told on the filing thread.
  void look(std::function<void(staff::Condition)> told);
  // Reports ClockConfirmed of that number, then ServiceChanged.
  void confirm_clock(std::uint64_t number, std::function<void(staff::WorkEvent)> report);
  // Reports TestPrinted of that number.
  void print_test_page(std::uint64_t number, std::function<void(staff::WorkEvent)> report);
  // On the filing thread, in its turn; null: the store cannot be used.
  void with_desk(std::function<void(FilingDesk*)> job);
  // Between visits: is there room for another one? Reports ServiceChanged, and logs a clock that is
  // not trusted. A store that has failed is opened anew, so that a disk that was mended counts.
  void check_service();
  // Nothing more comes out of the printer; who waits for it is told (cancelled).
  void stop_printing() { printing_.stop_all(); }

 private:
  void open_desk();
  void watch_clock(); // logs it when it changes
  // A receipt, made on the printer's thread; that it came out is noted.
  void print_receipt(const visit::Receipt& receipt, std::function<Result<Bytes>()> make,
                     Report report);

  Config config_;
  i18n::Catalogue texts_;
  const Clock& clock_;
  std::unique_ptr<api::Printer> printer_;
  ClockKept clock_kept_;
  Witness witness_;
  TextOf text_of_;
  Report machine_;
  agent::Client agent_;
  std::unique_ptr<FilingDesk> desk_; // on the filing thread only, as the next two
  bool was_open_ = false;
  std::optional<FailureCode> clock_trouble_;
  Worker filing_;
  Worker printing_;
  std::jthread line_;
};

} // namespace foyer::app
