// SPDX-License-Identifier: EUPL-1.2
#include "case_desk.hpp"

#include <app/case_lookup.hpp>
#include <base/log.hpp>
#include <receipt/qr.hpp>

#include <future>

namespace foyer::app {

namespace {

using visit::CaseNotOpened;

Token told(const visit::CaseReply& reply) {
  if (std::holds_alternative<visit::Case>(reply))
    return "opened";
  switch (std::get<CaseNotOpened>(reply).why) {
  case CaseNotOpened::Why::mistyped: return "mistyped";
  case CaseNotOpened::Why::unknown: return "unknown";
  case CaseNotOpened::Why::locked: return "locked";
  case CaseNotOpened::Why::line_down: return "line_down";
  case CaseNotOpened::Why::failed: return "failed";
  }
  return "failed";
}

// The store belongs to the office's filing thread: ask there and wait.
KnownHere asked_at(OfficeDesk& office) {
  return [&office](const store::ReceiptNumber& number, ByteView verifier) {
    auto answer = std::make_shared<std::promise<Result<store::FoundCase>>>();
    auto known = answer->get_future();
    office.with_desk([answer, number, verifier = to_bytes(verifier)](FilingDesk* desk) {
      answer->set_value(desk ? desk->known_case(number, verifier)
                             : Result<store::FoundCase>(fail(FailureCode::store_failed)));
    });
    return known.get();
  };
}

} // namespace

CaseDesk::CaseDesk(const Config& config, OfficeDesk& office)
    : office_(office), agent_(config.agent.socket) {}

void CaseDesk::open(const std::string& number, const Secret& code, Opened report) {
  if (!store::ReceiptNumber::parse(number) || !seal::PaperCode::parse(as_text(code.reveal())))
    return report(CaseNotOpened{CaseNotOpened::Why::mistyped});
  auto secret = std::make_shared<const Secret>(code.clone());
  asking_.give([this, number, secret, report = std::move(report)](const std::stop_token& stop) {
    auto reply = look_up_case(agent_, asked_at(office_), number, *secret, stop);
    if (stop.stop_requested())
      return;
    log(events::CaseAsked{.answer = told(reply)});
    report(std::move(reply));
  });
}

void CaseDesk::open(const Secret& scanned, Opened report) {
  const auto ticket = receipt::read_case_ticket(as_text(scanned.reveal()));
  if (!ticket)
    return report(CaseNotOpened{CaseNotOpened::Why::mistyped});
  open(ticket->number, ticket->code, std::move(report));
}

// The office's desk outlives this one: the job brings its own way to the agent.
void CaseDesk::answer(std::shared_ptr<const visit::CaseAnswer> answer, Answered report) {
  office_.with_desk(
      [agent = agent_, answer = std::move(answer), report = std::move(report)](FilingDesk* desk) {
        auto filed = desk ? desk->file(*answer) : fail(FailureCode::store_failed);
        if (!filed)
          log(events::FilingFailed{.failure = filed.failure().code});
        const bool done = filed.ok();
        report(std::move(filed));
        if (done)
          (void)agent.nudge(); // a lost nudge costs time only
      });
}

} // namespace foyer::app
