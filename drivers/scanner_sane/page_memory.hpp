// SPDX-License-Identifier: EUPL-1.2
// A page out of the worker's memory.
#pragma once

#include "worker_protocol.hpp"

#include <api/document_scanner.hpp>

#include <memory>

namespace foyer::scanner_sane {

// Copies the page that `message` (of the step `page`) tells of.
// Fails with: page_too_large (more than `max_bytes`), scanner_truncated (the memory holds another
// number of bytes).
Result<std::shared_ptr<const api::Page>> copy_page(const Message& message, int memory,
                                                   std::size_t max_bytes);

} // namespace foyer::scanner_sane
