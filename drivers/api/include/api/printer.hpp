// SPDX-License-Identifier: EUPL-1.2
// The contract of printers: a PDF in, paper out, or the reason why not.
#pragma once

#include <base/bytes.hpp>

#include <stop_token>

namespace foyer::api {

// Called from one thread at a time, not the UI's.
class Printer {
 public:
  virtual ~Printer() = default;

  // Prints one PDF document and waits until the printer says it is done (at most 80 s).
  // `title` names the job in the spooler: never personal data.
  // Fails with: printer_missing, printer_out_of_paper, printer_stopped, timed_out, cancelled,
  // io_failed (this machine's own). After a failure nothing of the job is left in the printer.
  virtual Status print(ByteView pdf, std::string_view title, const std::stop_token& stop) = 0;
};

} // namespace foyer::api
