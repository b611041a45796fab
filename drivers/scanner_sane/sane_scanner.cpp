// SPDX-License-Identifier: EUPL-1.2
#include <scanner_sane/sane_scanner.hpp>

#include "worker_protocol.hpp"

#include <base/stop_signal.hpp>
#include <base/worker_process.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::scanner_sane {

namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// A page that still moves after this long is stuck in some way of its own.
constexpr auto page_limit = 180s;

Failure failure_of(const Message& message) {
  const std::string status = "SANE status " + std::to_string(message.sane_status);
  switch (message.verdict) {
  case Verdict::missing: return fail(FailureCode::scanner_missing, status);
  case Verdict::gone: return fail(FailureCode::scanner_gone, status);
  case Verdict::busy: return fail(FailureCode::scanner_busy, status);
  case Verdict::no_paper: return fail(FailureCode::scanner_no_paper, status);
  case Verdict::jam: return fail(FailureCode::scanner_jam, status);
  case Verdict::cover_open: return fail(FailureCode::scanner_cover_open, status);
  case Verdict::denied: return fail(FailureCode::scanner_denied, status);
  case Verdict::truncated:
    return fail(FailureCode::scanner_truncated, "ended after row " + std::to_string(message.rows));
  case Verdict::too_large: return fail(FailureCode::page_too_large);
  case Verdict::no_memory: return fail(FailureCode::scanner_crashed, "backend is out of memory");
  case Verdict::unsupported:
    return fail(FailureCode::scanner_denied, "an option or picture format is not supported");
  case Verdict::none:
  case Verdict::page:
  case Verdict::found: break;
  }
  return fail(FailureCode::internal, "worker verdict");
}

// The worker is alive but its messages are not: what it has written is not to be trusted.
Failure garbled(const Failure& failure) {
  return fail(FailureCode::scanner_crashed, "worker message: " + failure.detail);
}

// Reads the page out of the worker's memory by pread: mapped memory that a worker shrinks kills.
Result<std::shared_ptr<const api::Page>> copy_page(const Message& message, int memory) {
  auto page = std::make_shared<api::Page>();
  page->width = message.width;
  page->height = message.height;
  page->channels = message.channels;
  page->dpi = message.dpi;
  const auto size = static_cast<std::size_t>(message.width) *
                    static_cast<std::size_t>(message.height) *
                    static_cast<std::size_t>(message.channels);
  struct stat info{};
  if (::fstat(memory, &info) != 0 || info.st_size != static_cast<off_t>(size))
    return fail(FailureCode::scanner_truncated, "byte count");
  page->pixels.resize(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n =
        ::pread(memory, page->pixels.data() + done, size - done, static_cast<off_t>(done));
    if (n <= 0)
      return fail(FailureCode::scanner_truncated, "page memory");
    done += static_cast<std::size_t>(n);
  }
  return std::shared_ptr<const api::Page>(std::move(page));
}

} // namespace

struct SaneScanner::State {
  SaneConfig config;
  // The worker of the last page, while it closes the device.
  std::optional<WorkerProcess> closing;

  void finish_last(const std::stop_token& stop) {
    if (!closing)
      return;
    const StopSignal stopping(stop);
    closing->wait(config.stall_limit, stopping.fd());
    closing.reset();
  }

  Result<WorkerProcess> start(std::string_view what, int dpi, const std::stop_token& stop) {
    finish_last(stop);
    const auto program = WorkerProcess::program(config.worker, "foyer-scan-worker");
    std::vector<std::string> arguments{std::string(what), std::to_string(dpi),
                                       std::to_string(config.max_page_bytes), config.device};
    for (const auto& [name, value] : config.options)
      arguments.push_back(name + '=' + value);
    FOYER_TRY(auto memory, WorkerProcess::memory_of({}));
    return WorkerProcess::start(FailureCode::scanner_missing, program, arguments,
                                config.environment, std::move(memory));
  }

  // Follows the worker to its last message.
  Result<Message> follow(WorkerProcess& worker, const std::stop_token& stop,
                         const std::function<void(double)>& progress) const {
    const StopSignal stopping(stop);
    const auto page_deadline = SteadyClock::now() + page_limit;
    auto silence_limit = config.open_limit;
    auto deadline = SteadyClock::now() + silence_limit;
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(
          std::min(deadline, page_deadline) - SteadyClock::now());
      std::array<pollfd, 2> waiting{pollfd{worker.socket(), POLLIN, 0},
                                    pollfd{stopping.fd(), POLLIN, 0}};
      const int ready = ::poll(waiting.data(), waiting.size(),
                               static_cast<int>(std::max<std::int64_t>(0, left.count())));
      if (ready < 0 && errno == EINTR)
        continue;
      if (waiting[1].revents != 0 || stop.stop_requested()) {
        (void)worker.end();
        return fail(FailureCode::cancelled);
      }
      if (ready <= 0) {
        (void)worker.end();
        return fail(FailureCode::scanner_stalled);
      }
      std::array<std::uint8_t, sizeof(Message) + 1> buffer{};
      const ssize_t size = ::recv(worker.socket(), buffer.data(), buffer.size(), 0);
      if (size <= 0)
        return fail(FailureCode::scanner_crashed, worker.end());
      const auto message = parse_message(ByteView(buffer).first(static_cast<std::size_t>(size)));
      if (!message)
        return garbled(message.failure());
      if (message->step == Step::done)
        return *message;
      if (message->step == Step::opened)
        silence_limit = config.start_limit;
      else
        silence_limit = config.stall_limit;
      deadline = SteadyClock::now() + silence_limit;
      if (message->step == Step::rows && message->height > 0 && progress)
        progress(std::min(1.0, static_cast<double>(message->rows) / message->height));
    }
  }
};

SaneScanner::SaneScanner(SaneConfig config) : state_(std::make_unique<State>()) {
  state_->config = std::move(config);
}

SaneScanner::~SaneScanner() {
  state_->finish_last({});
}

Status SaneScanner::probe() {
  FOYER_TRY(auto worker, state_->start("probe", 0, {}));
  FOYER_TRY(const auto message, state_->follow(worker, {}, {}));
  state_->closing.emplace(std::move(worker));
  if (message.verdict != Verdict::found)
    return failure_of(message);
  return success();
}

Result<std::shared_ptr<const api::Page>>
SaneScanner::scan(const api::ScanRequest& request, const std::stop_token& stop,
                  const std::function<void(double)>& progress) {
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  FOYER_TRY(auto worker, state_->start(request.mode == api::ScanMode::colour ? "colour" : "grey",
                                       request.dpi, stop));
  FOYER_TRY(const auto message, state_->follow(worker, stop, progress));
  if (message.verdict != Verdict::page) {
    state_->closing.emplace(std::move(worker));
    return failure_of(message);
  }
  auto page = copy_page(message, worker.memory());
  state_->closing.emplace(std::move(worker));
  if (page && progress)
    progress(1.0);
  return page;
}

} // namespace foyer::scanner_sane
