// SPDX-License-Identifier: EUPL-1.2
#include "case_desk.hpp"

#include "page_fault.hpp"

#include <app/case_lookup.hpp>
#include <base/log.hpp>
#include <pages/page_worker.hpp>
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
  case CaseNotOpened::Why::no_code: return "no_code";
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

// The first code on the page that is a receipt's.
std::optional<receipt::CaseTicket> ticket_on(const api::Page& page,
                                             const pages::PageWorkerConfig& config,
                                             const std::stop_token& stop) {
  const auto codes = pages::PageWorker(config).read_codes(page, pages::CodesWanted::qr, stop);
  if (!codes) {
    note_page_fault(codes.failure());
    return std::nullopt;
  }
  for (const auto& code : *codes)
    if (auto ticket = receipt::read_case_ticket(as_text(code.content.reveal())))
      return std::move(*ticket);
  return std::nullopt;
}

} // namespace

CaseDesk::CaseDesk(const Config& config, OfficeDesk& office)
    : office_(office), agent_(config.agent.socket), pages_{.worker = config.pages.worker} {}

visit::CaseReply CaseDesk::look_up(const std::string& number, const Secret& code,
                                   const std::stop_token& stop) const {
  return look_up_case(agent_, asked_at(office_), number, code, stop);
}

void CaseDesk::tell(visit::CaseReply reply, const std::stop_token& stop,
                    const Opened& report) const {
  if (stop.stop_requested())
    return;
  log(events::CaseAsked{.answer = told(reply)});
  report(std::move(reply));
}

void CaseDesk::open(const std::string& number, const Secret& code, Opened report) {
  if (!store::ReceiptNumber::parse(number) || !seal::PaperCode::parse(as_text(code.reveal())))
    return report(CaseNotOpened{CaseNotOpened::Why::mistyped});
  auto secret = std::make_shared<const Secret>(code.clone());
  asking_.give([this, number, secret, report = std::move(report)](const std::stop_token& stop) {
    tell(look_up(number, *secret, stop), stop, report);
  });
}

void CaseDesk::open(std::shared_ptr<const api::Page> page, Opened report) {
  asking_.give(
      [this, page = std::move(page), report = std::move(report)](const std::stop_token& stop) {
        const auto ticket = ticket_on(*page, pages_, stop);
        tell(ticket ? look_up(ticket->number, ticket->code, stop)
                    : visit::CaseReply(CaseNotOpened{CaseNotOpened::Why::no_code}),
             stop, report);
      });
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

CaseDesk::Opened replies_to(int asked, Report report) {
  return [asked, report = std::move(report)](visit::CaseReply reply) {
    report(visit::CaseReplied{asked, std::move(reply)});
  };
}

CaseDesk::Answered files_for(Report report) {
  return [report = std::move(report)](Result<visit::Receipt> filed) {
    if (filed)
      report(visit::Filed{std::move(*filed)});
    else
      report(visit::FilingFailed{filed.failure()});
  };
}

} // namespace foyer::app
