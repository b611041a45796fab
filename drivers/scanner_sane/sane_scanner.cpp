// SPDX-License-Identifier: EUPL-1.2
#include <scanner_sane/sane_scanner.hpp>

#include "page_memory.hpp"
#include "usb_watch.hpp"
#include "worker_protocol.hpp"

#include <base/stop_signal.hpp>
#include <base/worker_process.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
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
  case Verdict::not_starting: return fail(FailureCode::scanner_not_starting, status);
  case Verdict::gone: return fail(FailureCode::scanner_gone, status);
  case Verdict::busy: return fail(FailureCode::scanner_busy, status);
  case Verdict::no_paper: return fail(FailureCode::scanner_no_paper, status);
  case Verdict::jam: return fail(FailureCode::scanner_jam, status);
  case Verdict::double_feed: return fail(FailureCode::scanner_double_feed, status);
  case Verdict::cover_open: return fail(FailureCode::scanner_cover_open, status);
  case Verdict::denied: return fail(FailureCode::scanner_denied, status);
  case Verdict::truncated:
    return fail(FailureCode::scanner_truncated, "ended after row " + std::to_string(message.rows));
  case Verdict::too_large: return fail(FailureCode::page_too_large);
  case Verdict::no_memory: return fail(FailureCode::scanner_crashed, "backend is out of memory");
  case Verdict::unsuitable:
    return fail(FailureCode::scanner_unsuitable, "source, option or picture format, " + status);
  case Verdict::none:
  case Verdict::finished:
  case Verdict::found: break;
  }
  return fail(FailureCode::internal, "worker verdict");
}

// The worker is alive but its messages are not: what it has written is not to be trusted.
Failure garbled(const std::string& what) {
  return fail(FailureCode::scanner_crashed, "worker message: " + what);
}

std::string name_of(api::ScanSource source) {
  switch (source) {
  case api::ScanSource::glass: return "glass";
  case api::ScanSource::feeder: return "feeder";
  case api::ScanSource::feeder_both_sides: return "both-sides";
  }
  return "";
}

// What a scan hears of its worker.
struct Hearer {
  const api::OnScanProgress& progress;
  const api::OnPage& page;
  std::size_t most_pages;
};

} // namespace

struct SaneScanner::State {
  SaneConfig config;
  // The worker of the last scan, while it closes the device.
  std::optional<WorkerProcess> closing;

  void finish_last(const std::stop_token& stop) {
    if (!closing)
      return;
    const StopSignal stopping(stop);
    closing->wait(config.stall_limit, stopping.fd());
    closing.reset();
  }

  Result<WorkerProcess> start(std::vector<std::string> what, const std::stop_token& stop) {
    finish_last(stop);
    const auto program = WorkerProcess::program(config.worker, "foyer-scan-worker");
    std::vector<std::string> arguments = std::move(what);
    arguments.push_back(std::to_string(config.max_page_bytes));
    arguments.push_back(config.device);
    for (const auto& [name, value] : config.options)
      arguments.push_back(name + '=' + value);
    FOYER_TRY(auto memory, WorkerProcess::memory_of({}));
    return WorkerProcess::start(FailureCode::scanner_missing, program, arguments,
                                config.environment, std::move(memory));
  }

  // The worker's next message, if it comes in time.
  static Result<Message> hear(WorkerProcess& worker, const StopSignal& stopping,
                              const std::stop_token& stop, SteadyClock::time_point deadline,
                              FailureCode late) {
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now());
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
        return fail(late);
      }
      std::array<std::uint8_t, sizeof(Message) + 1> buffer{};
      const ssize_t size = ::recv(worker.socket(), buffer.data(), buffer.size(), 0);
      if (size <= 0)
        return fail(FailureCode::scanner_crashed, worker.end());
      auto message = parse_message(ByteView(buffer).first(static_cast<std::size_t>(size)));
      if (!message)
        return garbled(message.failure().detail);
      return message;
    }
  }

  // Copies the page, lets the worker go on to the next, and hands it over.
  Status take_page(const Message& message, const WorkerProcess& worker,
                   const Hearer& hearer) const {
    FOYER_TRY(auto page, copy_page(message, worker.memory(), config.max_page_bytes));
    // It lives as long as the worker: until the next scan. Where that fails it is but memory.
    [[maybe_unused]] const int freed = ::ftruncate(worker.memory(), 0);
    constexpr char copied = 1;
    (void)::send(worker.socket(), &copied, sizeof copied, MSG_NOSIGNAL); // it may have died: heard
    hearer.page(std::move(page));
    return success();
  }

  // Follows the worker to its last message, which is returned.
  Result<Message> follow(WorkerProcess& worker, const std::stop_token& stop,
                         const Hearer& hearer) const {
    const StopSignal stopping(stop);
    api::ScanProgress moving;
    const auto report = [&](double done) {
      moving.done = done;
      if (hearer.progress)
        hearer.progress(moving);
    };
    auto now = SteadyClock::now();
    auto deadline = now + config.open_limit;
    auto page_deadline = SteadyClock::time_point::max();
    for (;;) {
      FOYER_TRY(const auto message, hear(worker, stopping, stop, std::min(deadline, page_deadline),
                                         moving.warming_up ? FailureCode::scanner_warming_up
                                                           : FailureCode::scanner_stalled));
      now = SteadyClock::now();
      switch (message.step) {
      case Step::done: return message;
      case Step::opened: deadline = now + config.start_limit; break;
      case Step::warming_up: // it goes on saying so: the limit is the first one's
        if (!std::exchange(moving.warming_up, true))
          deadline = now + config.warm_up_limit;
        report(0);
        break;
      case Step::started:
        moving.warming_up = false;
        page_deadline = now + page_limit;
        // Not the stall's: airscan says so at once and has rows when the whole page has come.
        deadline = now + config.start_limit;
        report(0);
        break;
      case Step::rows:
        deadline = now + config.stall_limit;
        report(message.height > 0
                   ? std::min(1.0, static_cast<double>(message.rows) / message.height)
                   : 0);
        break;
      case Step::page:
        if (moving.page >= hearer.most_pages)
          return garbled("more pages than asked for");
        report(1);
        FOYER_CHECK(take_page(message, worker, hearer));
        ++moving.page;
        page_deadline = SteadyClock::time_point::max();
        deadline = SteadyClock::now() + config.start_limit;
        break;
      }
    }
  }
};

SaneScanner::SaneScanner(SaneConfig config) : state_(std::make_unique<State>()) {
  state_->config = std::move(config);
}

SaneScanner::~SaneScanner() {
  state_->finish_last({});
}

Result<api::ScannerKind> SaneScanner::probe() {
  FOYER_TRY(auto worker, state_->start({"probe", "glass", "0", "0"}, {}));
  FOYER_TRY(const auto message, state_->follow(worker, {}, {{}, {}, 0}));
  state_->closing.emplace(std::move(worker));
  if (message.verdict != Verdict::found)
    return failure_of(message);
  return api::ScannerKind{.glass = (message.kind & has_glass) != 0,
                          .feeder = (message.kind & has_feeder) != 0,
                          .both_sides = (message.kind & has_both_sides) != 0};
}

void SaneScanner::await_change(const std::stop_token& stop) {
  await_usb_change(state_->config.usb_folder, state_->config.usb_settled, stop);
}

Status SaneScanner::scan(const api::ScanRequest& request, const std::stop_token& stop,
                         const api::OnScanProgress& progress, const api::OnPage& page) {
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  const std::size_t most_pages =
      request.source == api::ScanSource::glass ? 1 : std::max<std::size_t>(1, request.most_pages);
  FOYER_TRY(auto worker, state_->start({request.mode == api::ScanMode::colour ? "colour" : "grey",
                                        name_of(request.source), std::to_string(request.dpi),
                                        std::to_string(most_pages)},
                                       stop));
  FOYER_TRY(const auto message, state_->follow(worker, stop, {progress, page, most_pages}));
  state_->closing.emplace(std::move(worker));
  if (message.verdict != Verdict::finished)
    return failure_of(message);
  return success();
}

} // namespace foyer::scanner_sane
