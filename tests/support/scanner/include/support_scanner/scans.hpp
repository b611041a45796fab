// SPDX-License-Identifier: EUPL-1.2
// What a scan gave, for tests that look at it afterwards.
#pragma once

#include <api/document_scanner.hpp>

#include <vector>

namespace foyer::support_scanner {

struct Stack {
  std::vector<std::shared_ptr<const api::Page>> pages;
  Status status;
};

inline Stack scan_stack(api::DocumentScanner& scanner, const api::ScanRequest& request,
                        const std::stop_token& stop = {},
                        const api::OnScanProgress& progress = {}) {
  Stack stack;
  stack.status = scanner.scan(request, stop, progress, [&](std::shared_ptr<const api::Page> page) {
    stack.pages.push_back(std::move(page));
  });
  return stack;
}

// The one page of the glass.
inline Result<std::shared_ptr<const api::Page>>
scan_page(api::DocumentScanner& scanner, const api::ScanRequest& request = {},
          const std::stop_token& stop = {}, const api::OnScanProgress& progress = {}) {
  Stack stack = scan_stack(scanner, request, stop, progress);
  FOYER_CHECK(std::move(stack.status));
  if (stack.pages.size() != 1)
    return fail(FailureCode::internal, std::to_string(stack.pages.size()) + " pages of the glass");
  return std::move(stack.pages.front());
}

} // namespace foyer::support_scanner
