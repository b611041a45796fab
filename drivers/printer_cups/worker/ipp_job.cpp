// SPDX-License-Identifier: EUPL-1.2
#include "ipp_job.hpp"

#include "ipp_connection.hpp"

#include <base/pause.hpp>

namespace foyer::printer_cups {

namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// A printer may report trouble for a moment while it looks for the right tray.
constexpr auto trouble_patience = 2s;

// RFC 8011 5.4.11 and 5.3.7.
constexpr int processing = 4;
constexpr int job_canceled = 7;
constexpr int job_aborted = 8;
constexpr int job_completed = 9;

// Cancels the job when printing ends in any other way than well.
class JobGuard {
 public:
  JobGuard(const IppConfig& config, IppConnection& connection, int job)
      : config_(config), connection_(connection), job_(job) {}
  ~JobGuard() {
    if (done_)
      return;
    // The old connection may hang in mid-document, and a printer that still receives would take
    // what came after it was told to forget the job.
    {
      const IppConnection closed = std::move(connection_);
    }
    (void)cancel(config_, job_);
  }
  JobGuard(const JobGuard&) = delete;
  JobGuard& operator=(const JobGuard&) = delete;
  void done() { done_ = true; }

 private:
  const IppConfig& config_;
  IppConnection& connection_;
  int job_;
  bool done_ = false;
};

Status ready(const PrinterState& printer) {
  if (const auto reason = trouble(printer))
    return *reason;
  if (!printer.accepting_jobs)
    return fail(FailureCode::printer_stopped, "accepts no jobs");
  if (!printer.takes_pdf)
    return fail(FailureCode::printer_stopped, "no application/pdf");
  return success();
}

class Job {
 public:
  Job(const IppConfig& config, IppConnection& connection, const std::stop_token& stop)
      : config_(config), connection_(connection), stop_(stop),
        deadline_(SteadyClock::now() + config.job_limit) {}

  Status run(ByteView pdf, std::string_view title, const std::function<void(int)>& begun) {
    FOYER_TRY(const PrinterState printer, wait_until_ready());
    FOYER_TRY(const int id, create(title, printer.has_a4));
    JobGuard guard(config_, connection_, id);
    begun(id);
    FOYER_CHECK(connection_.send_document(id, pdf));
    FOYER_CHECK(follow(id));
    guard.done();
    return success();
  }

 private:
  Status wait() {
    if (SteadyClock::now() >= deadline_)
      return fail(FailureCode::timed_out, "print job");
    if (!pause(config_.poll_every, stop_))
      return fail(FailureCode::cancelled);
    return success();
  }

  // A printer that still puts an earlier job away is given a moment, an idle one is not asked
  // twice.
  Result<PrinterState> wait_until_ready() {
    const auto patience_ends = SteadyClock::now() + trouble_patience;
    for (;;) {
      FOYER_TRY(PrinterState printer, connection_.printer_state());
      const Status status = ready(printer);
      if (status.ok())
        return printer;
      if (printer.state != processing || SteadyClock::now() >= patience_ends)
        return status.failure();
      FOYER_CHECK(wait());
    }
  }

  Result<int> create(std::string_view title, bool a4) {
    for (;;) {
      FOYER_TRY(const auto id, connection_.create_job(title, a4));
      if (id)
        return *id;
      FOYER_CHECK(wait()); // it is busy with another job
    }
  }

  Status follow(int id) {
    auto troubled_since = SteadyClock::time_point::max();
    for (;;) {
      FOYER_TRY(const JobState job, connection_.job_state(id));
      if (job.state == job_completed)
        return success();
      FOYER_TRY(const PrinterState printer, connection_.printer_state());
      const auto reason = trouble(printer);
      if (job.state == job_aborted || job.state == job_canceled)
        return reason ? *reason : fail(FailureCode::printer_stopped, "the printer gave the job up");
      if (!reason)
        troubled_since = SteadyClock::time_point::max();
      else if (troubled_since == SteadyClock::time_point::max())
        troubled_since = SteadyClock::now();
      else if (SteadyClock::now() - troubled_since >= trouble_patience)
        return *reason;
      FOYER_CHECK(wait());
    }
  }

  const IppConfig& config_;
  IppConnection& connection_;
  const std::stop_token& stop_;
  SteadyClock::time_point deadline_;
};

} // namespace

Status probe(const IppConfig& config, const std::stop_token& stop) {
  FOYER_TRY(auto connection, IppConnection::open(config, stop));
  FOYER_TRY(const auto printer, connection.printer_state());
  return ready(printer);
}

Status cancel(const IppConfig& config, int job) {
  FOYER_TRY(auto connection, IppConnection::open(config, {}));
  const auto deadline = SteadyClock::now() + config.answer_limit;
  for (;;) {
    const Status cancelled = connection.cancel_job(job); // refused where it has ended by itself
    FOYER_TRY(const JobState now, connection.job_state(job));
    if (now.state >= job_canceled)
      return success();
    if (SteadyClock::now() >= deadline)
      return cancelled.ok() ? fail(FailureCode::timed_out, "job not cancelled") : cancelled;
    (void)pause(config.poll_every, {});
  }
}

Status print(const IppConfig& config, ByteView pdf, std::string_view title,
             const std::stop_token& stop, const std::function<void(int)>& begun) {
  FOYER_TRY(auto connection, IppConnection::open(config, stop));
  return Job(config, connection, stop).run(pdf, title, begun);
}

} // namespace foyer::printer_cups
