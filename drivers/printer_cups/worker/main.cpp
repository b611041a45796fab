// SPDX-License-Identifier: EUPL-1.2
// foyer-print-worker: brings one document to the printer, says how it went and ends. Started by
// IppPrinter only, with the document in its memory:
//   foyer-print-worker <parent pid> probe|print|cancel <uri> <user> <job limit> <answer limit>
//                      <poll every> <title of the document, or number of the job to cancel>
// Limits are milliseconds.
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
  std::string_view what;
  IppConfig config;
  std::string_view about; // a title, or a job's number
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
  order.what = argv[2];
  order.config.uri = argv[3];
  order.config.user = argv[4];
  order.about = argv[8];
  return worker::parse_number(argv[1], order.parent) &&
         parse_limit(argv[5], order.config.job_limit) &&
         parse_limit(argv[6], order.config.answer_limit) &&
         parse_limit(argv[7], order.config.poll_every);
}

void tell(const Bytes& message) {
  (void)::send(socket_fd, message.data(), message.size(), MSG_NOSIGNAL);
}

Status carry_out(const Order& order, const std::stop_token& stop) {
  if (order.what == "probe")
    return probe(order.config, stop);
  if (order.what == "cancel") {
    int job = 0;
    return worker::parse_number(order.about, job) ? cancel(order.config, job)
                                                  : fail(FailureCode::printer_stopped, "no job");
  }
  FOYER_TRY(Bytes pdf,
            read_whole_file("/proc/self/fd/" + std::to_string(WorkerProcess::memory_fd)));
  const Status printed =
      print(order.config, pdf, order.about, stop, [](int job) { tell(encode_begun(job)); });
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
  tell(encode_answer(carry_out(order, stop.get_token())));
  ::_exit(0); // not past the thread that still listens
}
