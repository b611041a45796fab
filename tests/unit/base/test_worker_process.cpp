// SPDX-License-Identifier: EUPL-1.2
#include <base/worker_process.hpp>

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

using namespace foyer;

namespace {

Result<WorkerProcess> sleeper() {
  FOYER_TRY(auto memory, WorkerProcess::memory_of({}));
  // Its first argument is our process id: sleeps that many seconds, longer than any test.
  return WorkerProcess::start(FailureCode::internal, "/bin/sleep", {"1000"}, {}, std::move(memory));
}

} // namespace

TEST_CASE("a worker is ended once, and ending it again hits nobody else") {
  // In a process group of its own, because whoever gets this wrong kills the group.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::setpgid(0, 0);
    auto worker = sleeper();
    const bool good = worker.ok() && worker->end() == "signal 9" && worker->end() == "ended";
    ::_exit(good ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a worker that cannot be started is told by its name") {
  auto memory = WorkerProcess::memory_of({});
  REQUIRE(memory.ok());
  const auto worker = WorkerProcess::start(FailureCode::staff_module_broken, "/nowhere/worker", {},
                                           {}, std::move(*memory));
  REQUIRE_FALSE(worker.ok());
  CHECK(worker.failure().code == FailureCode::staff_module_broken);
  CHECK(worker.failure().detail.find("worker: ") != std::string::npos);
}
