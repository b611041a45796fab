// SPDX-License-Identifier: EUPL-1.2
// CaseDesk: opens cases and files answers to them, off the UI thread. Asking the office has a
// thread of its own, because a server may be slow; the store's part is done by the office's desk.
#pragma once

#include "office_desk.hpp"
#include "worker.hpp"

#include <app/config.hpp>

#include <agent/client.hpp>
#include <api/document_scanner.hpp>
#include <base/secret.hpp>
#include <pages/page_worker.hpp>
#include <visit/case.hpp>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace foyer::app {

class CaseDesk {
 public:
  using Opened = std::function<void(visit::CaseReply)>;         // called on a desk's thread
  using Answered = std::function<void(Result<visit::Receipt>)>; // called on a desk's thread

  // `office` must outlive this desk.
  CaseDesk(const Config& config, OfficeDesk& office);

  // As typed. What cannot be a number or a code is told at once, on the calling thread.
  void open(const std::string& number, const Secret& code, Opened report);
  // The receipt on the scanner, by its own code (FOYER2); where there is none: `no_code`.
  void open(std::shared_ptr<const api::Page> page, Opened report);
  // Files it: a number of its own, sealed, stored and delivered as an application is. A failure
  // means that nothing was filed.
  void answer(std::shared_ptr<const visit::CaseAnswer> answer, Answered report);
  // The visitor has gone: a question on its way is given up. What is being filed is not.
  void stop() { asking_.stop_all(); }

 private:
  // On the thread that asks.
  [[nodiscard]] visit::CaseReply look_up(const std::string& number, const Secret& code,
                                         const std::stop_token& stop) const;
  void tell(visit::CaseReply reply, const std::stop_token& stop, const Opened& report) const;

  OfficeDesk& office_;
  agent::Client agent_;
  pages::PageWorkerConfig pages_;
  Worker asking_;
};

// How the visit is told.
CaseDesk::Opened replies_to(int asked, Report report);
CaseDesk::Answered files_for(Report report);

} // namespace foyer::app
