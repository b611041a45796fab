// SPDX-License-Identifier: EUPL-1.2
// One SANE session of the worker: open the device, set it up, read a page or a stack. This file,
// options and setup alone know sane.h. Everything here may crash or hang: that is why it is a
// process of its own.
#pragma once

#include "../worker_protocol.hpp"
#include "source_names.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace foyer::scanner_sane {

struct Job {
  bool probe_only = false;
  std::string device; // empty: the first local one
  bool colour = true;
  Source source = Source::glass;
  int dpi = 300;
  std::size_t most_pages = 1;
  std::uint64_t max_bytes = 0; // of a page
  std::vector<std::pair<std::string, std::string>> options;
};

// The other end of the socket.
struct Terminal {
  std::function<void(const Message&)> tell;
  // Blocks until the page told last has been copied out of the memory.
  std::function<void()> await_copy;
};

// Runs the job and tells each step; the last message told has the step `done`. The device is closed
// after that message, so that nobody needs to wait for the carriage to return.
// Returns false when the page's memory could not be written.
bool run_job(const Job& job, int memory, const Terminal& terminal);

} // namespace foyer::scanner_sane
