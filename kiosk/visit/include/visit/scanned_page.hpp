// SPDX-License-Identifier: EUPL-1.2
// A page as the scanner gave it, and what measuring it found.
#pragma once

#include <api/document_scanner.hpp>

#include <memory>

namespace foyer::visit {

// What measuring a page found; advice, never a refusal.
struct PageAdvice {
  bool looks_empty = false;
  bool very_dark = false;
};

struct ScannedPage {
  std::shared_ptr<const api::Page> page;
  PageAdvice advice;
};

} // namespace foyer::visit
