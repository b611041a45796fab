// SPDX-License-Identifier: EUPL-1.2
#include <printer_cups/ipp_printer.hpp>

#include "worker_answer.hpp"

#include <base/stop_signal.hpp>
#include <base/worker_process.hpp>

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

namespace foyer::printer_cups {

namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

// Something can be read from the worker, also its end. False: the time is over, or `stop_fd`
// (negative: none) can be read.
bool await(int socket, int stop_fd, milliseconds limit) {
  const auto deadline = SteadyClock::now() + limit;
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

} // namespace

IppPrinter::IppPrinter(IppConfig config) : config_(std::move(config)) {}

Status IppPrinter::order(std::string_view what, ByteView pdf, std::string_view title,
                         const std::stop_token& stop) const {
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  const auto text = [](milliseconds limit) { return std::to_string(limit.count()); };
  FOYER_TRY(auto memory, WorkerProcess::memory_of(pdf));
  FOYER_TRY(auto worker,
            WorkerProcess::start(FailureCode::printer_missing,
                                 WorkerProcess::program(config_.worker, "foyer-print-worker"),
                                 {std::string(what), config_.uri, config_.user,
                                  text(config_.job_limit), text(config_.answer_limit),
                                  text(config_.poll_every), std::string(title)},
                                 {}, std::move(memory)));
  // It keeps to the limits itself, and is given the time to take back what the printer has of it.
  const auto grace = 2 * config_.answer_limit;
  const StopSignal stopping(stop);
  const bool heard = await(worker.socket(), stopping.fd(), config_.job_limit + grace);
  if (!heard) {
    ::shutdown(worker.socket(), SHUT_WR);
    if (!await(worker.socket(), -1, grace))
      return fail(stop.stop_requested() ? FailureCode::cancelled : FailureCode::timed_out,
                  "print worker");
  }
  Bytes answer(longest_answer);
  const ssize_t size = ::recv(worker.socket(), answer.data(), answer.size(), 0);
  if (size <= 0)
    return fail(FailureCode::printer_stopped, "print worker: " + worker.end());
  return decode_answer(ByteView(answer).first(static_cast<std::size_t>(size)));
}

Status IppPrinter::probe(const std::stop_token& stop) const {
  return order("probe", {}, "", stop);
}

Status IppPrinter::print(ByteView pdf, std::string_view title, const std::stop_token& stop) {
  return order("print", pdf, title, stop);
}

} // namespace foyer::printer_cups
