// SPDX-License-Identifier: EUPL-1.2
#include "staff_worker.hpp"

#include <staff_pkcs11/opensc_configuration.hpp>

#include <base/stop_signal.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::staff_pkcs11 {
namespace {

using SteadyClock = std::chrono::steady_clock;

Failure broken(std::string detail) {
  return fail(FailureCode::staff_module_broken, "staff worker: " + std::move(detail));
}

} // namespace

Result<StaffWorker> StaffWorker::start(const Pkcs11Config& config) {
  // OpenSC opens its configuration by name; the worker's memory has one, and no file is left.
  WorkerProcess::Environment environment = config.environment;
  environment.emplace_back("OPENSC_CONF",
                           "/proc/self/fd/" + std::to_string(WorkerProcess::memory_fd));
  const std::string text = opensc_configuration(config.other_readers ? config.other_readers()
                                                                     : std::vector<std::string>{});
  FOYER_TRY(auto memory, WorkerProcess::memory_of(as_bytes(text)));
  FOYER_TRY(auto process,
            WorkerProcess::start(FailureCode::staff_module_broken,
                                 WorkerProcess::program(config.worker, "foyer-staff-worker"),
                                 {config.module.string(), config.reader}, environment,
                                 std::move(memory)));
  return StaffWorker(std::move(process));
}

Result<Bytes> StaffWorker::receive(std::chrono::milliseconds limit, const std::stop_token& stop,
                                   const std::stop_token& other_stop) {
  const StopSignal first(stop);
  const StopSignal second(other_stop);
  const auto deadline = SteadyClock::now() + limit;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now());
    std::array<pollfd, 3> waiting{pollfd{process_.socket(), POLLIN, 0},
                                  pollfd{first.fd(), POLLIN, 0}, pollfd{second.fd(), POLLIN, 0}};
    const int ready = ::poll(waiting.data(), waiting.size(),
                             static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready < 0 && errno == EINTR)
      continue;
    if (stop.stop_requested() || other_stop.stop_requested())
      return fail(FailureCode::cancelled);
    if (ready <= 0)
      return broken("no answer in time");
    Bytes buffer(longest_message);
    const ssize_t size = ::recv(process_.socket(), buffer.data(), buffer.size(), 0);
    if (size <= 0)
      return broken(process_.end());
    buffer.resize(static_cast<std::size_t>(size));
    return buffer;
  }
}

Result<CardContent> StaffWorker::look(std::chrono::milliseconds limit, const std::stop_token& stop,
                                      const std::stop_token& other_stop) {
  FOYER_TRY(const Bytes message, receive(limit, stop, other_stop));
  auto content = parse_content(message);
  if (!content.ok())
    return broken(content.failure().detail);
  if (!content->module)
    return broken("the module cannot be loaded");
  return content;
}

Result<SignAnswer> StaffWorker::sign(const SignRequest& request, std::chrono::milliseconds limit,
                                     const std::stop_token& stop,
                                     const std::stop_token& other_stop) {
  Bytes message = encode(request);
  const ssize_t sent = ::send(process_.socket(), message.data(), message.size(), MSG_NOSIGNAL);
  wipe(message);
  if (sent < 0)
    return broken(process_.end());
  FOYER_TRY(const Bytes reply, receive(limit, stop, other_stop));
  auto answer = parse_answer(reply);
  if (!answer.ok())
    return broken(answer.failure().detail);
  return answer;
}

} // namespace foyer::staff_pkcs11
