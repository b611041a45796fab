// SPDX-License-Identifier: EUPL-1.2
// Scanned pages as what is handed in.
#pragma once

#include <base/bytes.hpp>
#include <forms/submission.hpp>
#include <visit/effect.hpp>
#include <xfall/container.hpp>

#include <vector>

namespace foyer::app {

struct Papers {
  std::vector<xfall::Attachment> described;
  std::vector<Bytes> plain; // PDF
};

// One PDF for each document handed in, in the order of the submission. page_too_large,
// image_malformed, internal.
Result<Papers> make_papers(const visit::FilingRequest& request,
                           const forms::Submission& submission);

// One more, of these pages. `about`: what is known of it before it is made.
Status add_paper(Papers& papers, const std::vector<visit::ScannedPage>& scanned,
                 xfall::Attachment about);

} // namespace foyer::app
