// SPDX-License-Identifier: EUPL-1.2
// The filing desk's answers: what a visitor says about a case goes the way of an application.
#include <app/filing_desk.hpp>

#include "container.hpp"
#include "papers.hpp"

namespace foyer::app {

namespace {

constexpr std::size_t access_bytes = 32;

} // namespace

Result<visit::Receipt> FilingDesk::file(const visit::CaseAnswer& answer) {
  const bool nothing = answer.text.reveal().empty() && answer.pages.empty();
  if (nothing || answer.text.reveal().size() > visit::longest_answer || !answer.access ||
      answer.access->size() != access_bytes || !store::ReceiptNumber::parse(answer.number))
    return fail(FailureCode::malformed, "answer");
  FOYER_TRY(const auto clock_facts, trusted_clock());
  const WallTime filed_at = clock_->wall();
  Papers papers;
  pages::PageWorker worker({.worker = config_.pages.worker});
  if (!answer.pages.empty())
    FOYER_CHECK(add_paper(papers, answer.pages,
                          {.document_id = "dok.antwort", .title = "Unterlagen zur Antwort"},
                          text_of_, worker));
  worker.end();
  FOYER_TRY(const auto moment, moment_of(filed_at, clock_facts));
  FOYER_TRY(const auto container, make_container(moment, answer, papers.described));
  FOYER_TRY(const auto filed, put_away(container, papers, {}));
  // No code of its own: the case's code opens what becomes of it.
  return receipt_of(filed, container.record.content_sha256, !answer.line_up, nullptr);
}

} // namespace foyer::app
