// SPDX-License-Identifier: EUPL-1.2
// Scanned pages as what is handed in.
#pragma once

#include <app/filing_desk.hpp>
#include <base/bytes.hpp>
#include <forms/submission.hpp>
#include <pages/page_worker.hpp>
#include <visit/effect.hpp>
#include <xfall/container.hpp>

#include <vector>

namespace foyer::app {

struct Papers {
  std::vector<xfall::Attachment> described;
  std::vector<Bytes> plain; // PDF/A
};

// One PDF for each document handed in, in the order of the submission; to be searched where
// `text_of`, which may be empty, knows what its pages say. What PageWorker::to_pdf fails with, and
// internal.
Result<Papers> make_papers(const visit::FilingRequest& request, const forms::Submission& submission,
                           const TextOf& text_of, pages::PageWorker& worker);

// One more, of these pages. `about`: what is known of it before it is made.
Status add_paper(Papers& papers, const std::vector<visit::ScannedPage>& scanned,
                 xfall::Attachment about, const TextOf& text_of, pages::PageWorker& worker);

} // namespace foyer::app
