// SPDX-License-Identifier: EUPL-1.2
// CaseDesk: opens cases and files answers to them, off the UI thread. Asking the office has a
// thread of its own, because a server may be slow; the store's part is done by the office's desk.
#pragma once

#include "office_desk.hpp"
#include "worker.hpp"

#include <app/config.hpp>

#include <agent/client.hpp>
#include <base/secret.hpp>
#include <visit/case.hpp>

#include <functional>
#include <memory>
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
  // The text of a receipt's QR (FOYER2); anything else is `mistyped`.
  void open(const Secret& scanned, Opened report);
  // Files it: a number of its own, sealed, stored and delivered as an application is. A failure
  // means that nothing was filed.
  void answer(std::shared_ptr<const visit::CaseAnswer> answer, Answered report);
  // The visitor has gone: a question on its way is given up. What is being filed is not.
  void stop() { asking_.stop_all(); }

 private:
  OfficeDesk& office_;
  agent::Client agent_;
  Worker asking_;
};

} // namespace foyer::app
