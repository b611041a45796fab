// SPDX-License-Identifier: EUPL-1.2
// What the page worker does: one task, out of a message and the shared memory, and its answer.
// Whoever asks is believed to mean well, and yet nothing is read beyond what is there.
#pragma once

#include <pages/page_protocol.hpp>

namespace foyer::page_worker {

// Where tasks come from. A task may ask back.
struct Line {
  int socket, memory;
};

// Blocks while it computes. Fails with what the task fails with; io_failed, malformed: nobody is
// there any more, or speaks another language.
Result<pages::PageMessage> carry_out(const pages::PageMessage& task, const Line& line);

} // namespace foyer::page_worker
