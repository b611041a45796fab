// SPDX-License-Identifier: EUPL-1.2
#include <printer_cups/ipp_printer.hpp>

#include "worker_answer.hpp"

#include <base/stop_signal.hpp>
#include <base/worker_process.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

namespace foyer::printer_cups {

namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

// Something can be read from the worker, also its end. False: the time is over, or `stop_fd`
// (negative: none) can be read.
bool await(int socket, int stop_fd, SteadyClock::time_point deadline) {
  for (;;) {
    std::array<pollfd, 2> waiting{pollfd{socket, POLLIN, 0}, pollfd{stop_fd, POLLIN, 0}};
    const auto left = std::chrono::ceil<milliseconds>(deadline - SteadyClock::now());
    const int ready = ::poll(waiting.data(), waiting.size(),
                             static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready < 0 && errno == EINTR)
      continue;
    return ready > 0 && waiting[1].revents == 0;
  }
}

Result<WorkerProcess> start(const IppConfig& config, std::string what, std::string about,
                            ByteView pdf) {
  const auto text = [](milliseconds limit) { return std::to_string(limit.count()); };
  FOYER_TRY(auto memory, WorkerProcess::memory_of(pdf));
  return WorkerProcess::start(
      FailureCode::printer_missing, WorkerProcess::program(config.worker, "foyer-print-worker"),
      {std::move(what), config.uri, config.user, text(config.job_limit), text(config.answer_limit),
       text(config.poll_every), std::move(about)},
      {}, std::move(memory));
}

// How long a worker may take beyond its limits, and to take back what the printer has of a job.
milliseconds grace(const IppConfig& config) {
  return 2 * config.answer_limit;
}

// What a worker that died has left at the printer.
void take_back(const IppConfig& config, int job) {
  if (const auto worker = start(config, "cancel", std::to_string(job), {}))
    (void)await(worker->socket(), -1, SteadyClock::now() + grace(config));
}

} // namespace

IppPrinter::IppPrinter(IppConfig config) : config_(std::move(config)) {}

Status IppPrinter::order(std::string_view what, ByteView pdf, std::string_view title,
                         const std::stop_token& stop) const {
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  FOYER_TRY(auto worker, start(config_, std::string(what), std::string(title), pdf));
  const StopSignal stopping(stop);
  auto deadline = SteadyClock::now() + config_.job_limit + grace(config_); // it knows its limits
  bool asked_to_stop = false;
  const auto given_up = [&] {
    return fail(stop.stop_requested() ? FailureCode::cancelled : FailureCode::timed_out,
                "print worker");
  };
  std::optional<int> job;
  std::optional<Failure> died;
  while (!died) {
    if (!await(worker.socket(), asked_to_stop ? -1 : stopping.fd(), deadline)) {
      if (std::exchange(asked_to_stop, true)) {
        (void)worker.end();
        died = given_up();
      } else {
        ::shutdown(worker.socket(), SHUT_WR);
        deadline = SteadyClock::now() + grace(config_);
      }
      continue;
    }
    Bytes message(longest_answer);
    const ssize_t size = ::recv(worker.socket(), message.data(), message.size(), 0);
    if (size <= 0) {
      died = fail(FailureCode::printer_stopped, "print worker: " + worker.end());
      continue;
    }
    message.resize(static_cast<std::size_t>(size));
    if (const auto begun = decode_begun(message)) {
      job = begun;
      continue;
    }
    Status outcome = decode_answer(message);
    const bool cancelled = !outcome.ok() && outcome.failure().code == FailureCode::cancelled;
    return cancelled ? Status(given_up()) : outcome; // it cancels because of us, or of the time
  }
  if (job)
    take_back(config_, *job);
  return *died;
}

Status IppPrinter::probe(const std::stop_token& stop) const {
  return order("probe", {}, "", stop);
}

Status IppPrinter::print(ByteView pdf, std::string_view title, const std::stop_token& stop) {
  return order("print", pdf, title, stop);
}

} // namespace foyer::printer_cups
