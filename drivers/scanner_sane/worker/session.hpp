// SPDX-License-Identifier: EUPL-1.2
// One SANE session of the worker: open the device, set it up, read one page. The only file pair
// that knows sane.h. Everything here may crash or hang: that is why it is a process of its own.
#pragma once

#include "../worker_protocol.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace foyer::scanner_sane {

struct Job {
  bool probe_only = false;
  std::string device; // empty: the first local one
  bool colour = true;
  int dpi = 300;
  std::uint64_t max_bytes = 0;
  std::vector<std::pair<std::string, std::string>> options;
};

// Runs the job and tells each step; the last message told has the step `done`. The device is closed
// after that message, so that the page need not wait for the carriage to return.
// Returns false when the page's memory could not be written.
bool run_job(const Job& job, int memory, const std::function<void(const Message&)>& tell);

} // namespace foyer::scanner_sane
