// SPDX-License-Identifier: EUPL-1.2
#include "papers.hpp"

#include <seal/digest.hpp>

namespace foyer::app {

Status add_paper(Papers& papers, const std::vector<visit::ScannedPage>& scanned,
                 xfall::Attachment about, const TextOf& text_of, pages::PageWorker& worker) {
  std::vector<pages::Sheet> sheets;
  for (const auto& page : scanned)
    sheets.push_back({.page = page.page, .text = text_of ? text_of(page.page) : nullptr});
  FOYER_TRY(Bytes pdf, worker.to_pdf(sheets, {}));
  FOYER_TRY(const Bytes sha256, seal::sha256(pdf));
  FOYER_TRY(const Bytes sha512, seal::sha512(pdf));
  about.id = "a" + std::to_string(papers.plain.size() + 1);
  about.media_type = "application/pdf";
  about.length = pdf.size();
  about.pages = static_cast<std::uint32_t>(sheets.size());
  about.sha256 = to_hex(sha256);
  about.sha512 = to_hex(sha512);
  papers.described.push_back(std::move(about));
  papers.plain.push_back(std::move(pdf));
  return success();
}

Result<Papers> make_papers(const visit::FilingRequest& request, const forms::Submission& submission,
                           const TextOf& text_of, pages::PageWorker& worker) {
  Papers papers;
  for (const auto& paper : submission.papers) {
    const auto scanned = request.papers.find(paper.id);
    if (scanned == request.papers.end())
      return fail(FailureCode::internal, "a document without its pages");
    FOYER_CHECK(
        add_paper(papers, scanned->second,
                  {.document_id = paper.id, .title = paper.title, .sensitive = paper.sensitive},
                  text_of, worker));
  }
  return papers;
}

} // namespace foyer::app
