// SPDX-License-Identifier: EUPL-1.2
// foyer-print-worker: brings one document to the printer, says how it went and ends. Started by
// IppPrinter only, with the document in its memory:
//   foyer-print-worker <parent pid> probe|print <uri> <user> <job limit> <answer limit> <poll
//   every>
//                      <title>                                                (milliseconds)
// When the terminal's end of the socket says no more, the job is cancelled.
#include "../worker_answer.hpp"
#include "ipp_job.hpp"

#include <base/whole_file.hpp>
#include <base/worker_process.hpp>
#include <worker/duties.hpp>

#include <string>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace foyer;
using namespace foyer::printer_cups;

constexpr int socket_fd = WorkerProcess::socket_fd;

struct Order {
  pid_t parent = 0;
  bool probe_only = false;
  IppConfig config;
  std::string_view title;
};

bool parse_limit(std::string_view text, std::chrono::milliseconds& limit) {
  std::int64_t count = 0;
  if (!worker::parse_number(text, count) || count < 0)
    return false;
  limit = std::chrono::milliseconds(count);
  return true;
}

bool parse(int argc, char** argv, Order& order) {
  if (argc != 9)
    return false;
  const std::string_view what = argv[2];
  order.probe_only = what == "probe";
  order.config.uri = argv[3];
  order.config.user = argv[4];
  order.title = argv[8];
  return (order.probe_only || what == "print") && worker::parse_number(argv[1], order.parent) &&
         parse_limit(argv[5], order.config.job_limit) &&
         parse_limit(argv[6], order.config.answer_limit) &&
         parse_limit(argv[7], order.config.poll_every);
}

Status carry_out(const Order& order, const std::stop_token& stop) {
  if (order.probe_only)
    return probe(order.config, stop);
  FOYER_TRY(Bytes pdf,
            read_whole_file("/proc/self/fd/" + std::to_string(WorkerProcess::memory_fd)));
  const Status printed = print(order.config, pdf, order.title, stop);
  wipe(pdf);
  return printed;
}

} // namespace

int main(int argc, char** argv) {
  Order order;
  if (!parse(argc, argv, order))
    return 2;
  if (!worker::confine(order.parent))
    return 1;
  worker::limit_memory();
  std::stop_source stop;
  std::thread([&stop] {
    char nothing = 0;
    while (::recv(socket_fd, &nothing, sizeof nothing, 0) > 0) {
    }
    stop.request_stop();
  }).detach();
  const Bytes answer = encode_answer(carry_out(order, stop.get_token()));
  (void)::send(socket_fd, answer.data(), answer.size(), MSG_NOSIGNAL);
  ::_exit(0); // not past the thread that still listens
}
