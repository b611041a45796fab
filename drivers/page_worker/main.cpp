// SPDX-License-Identifier: EUPL-1.2
// foyer-page-worker: looks at scanned pages and makes files of them, one task after the other,
// until nobody asks any more. Started by PageWorker only: foyer-page-worker <parent pid>
#include "tasks.hpp"

#include <base/worker_process.hpp>
#include <mrz_reader/opencv_memory.hpp>
#include <worker/duties.hpp>
#include <worker/files.hpp>
#include <worker/network.hpp>

namespace {

using namespace foyer;
using namespace foyer::pages;

PageMessage answer_to(const PageMessage& task) {
  auto answer = page_worker::carry_out(task, {WorkerProcess::socket_fd, WorkerProcess::memory_fd});
  if (answer)
    return std::move(*answer);
  PageMessage failed{Said::failed, {}};
  append_failure(failed.fields, answer.failure().code);
  return failed;
}

} // namespace

int main(int argc, char** argv) {
  pid_t parent = 0;
  if (argc != 2 || !worker::parse_number(argv[1], parent) || parent <= 0)
    return 2;
  if (!worker::confine(parent))
    return 1;
  worker::limit_memory();
  mrz_reader::prepare_opencv();
  // No page at all is better than a stranger's page looked at by what has a network or files.
  const bool alone =
      worker::forbid_network(worker::Sockets::none).ok() && worker::forbid_files().ok();
  constexpr int line = WorkerProcess::socket_fd;
  if (!send(line, {alone ? Said::ready : Said::not_confined, {}}) || !alone)
    return 1;
  for (;;) {
    const auto task = receive(line);
    if (!task)
      return task.failure().code == FailureCode::malformed ? 2 : 0;
    if (!send(line, answer_to(*task)))
      return 0;
  }
}
