// SPDX-License-Identifier: EUPL-1.2
// One connection to a printer and the five operations a receipt needs. cups.h stays behind it.
#pragma once

#include "printer_state.hpp"

#include <base/bytes.hpp>
#include <printer_cups/ipp_printer.hpp>

#include <memory>
#include <stop_token>

namespace foyer::printer_cups {

struct JobState {
  // job-state: 3 pending .. 6 processing-stopped, 7 canceled, 8 aborted, 9 completed.
  int state = 0;
};

// Every operation ends within config.answer_limit, or with `cancelled` soon after a stop.
// All fail with: printer_missing (no answer), cancelled, printer_stopped (it refuses).
class IppConnection {
 public:
  // Fails also with printer_missing for a URI that is not on this machine.
  static Result<IppConnection> open(const IppConfig& config, std::stop_token stop);
  IppConnection(IppConnection&&) noexcept;
  ~IppConnection();

  Result<PrinterState> printer_state();
  // Nothing while the printer is busy with another job.
  Result<std::optional<int>> create_job(std::string_view title, bool a4);
  Status send_document(int job, ByteView pdf);
  Result<JobState> job_state(int job);
  Status cancel_job(int job);

 private:
  struct State;
  explicit IppConnection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace foyer::printer_cups
