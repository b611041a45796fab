// SPDX-License-Identifier: EUPL-1.2
// foyer-scan-worker: scans a page or a stack for the terminal and ends. Started by SaneScanner
// only:
//   foyer-scan-worker <parent pid> probe|grey|colour glass|feeder|both-sides <dpi> <most pages>
//                     <max bytes of a page> <device> [name=value]...
#include "device_names.hpp"
#include "session.hpp"

#include <base/worker_process.hpp>
#include <worker/duties.hpp>
#include <worker/network.hpp>

#include <csignal>
#include <cstdlib>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace foyer::scanner_sane;

bool parse_job(int argc, char** argv, pid_t& parent, Job& job) {
  if (argc < 8)
    return false;
  const std::string_view what = argv[2];
  job.probe_only = what == "probe";
  job.colour = what == "colour";
  if (!job.probe_only && !job.colour && what != "grey")
    return false;
  const std::string_view source = argv[3];
  if (source == "feeder")
    job.source = Source::feeder;
  else if (source == "both-sides")
    job.source = Source::both_sides;
  else if (source != "glass")
    return false;
  using foyer::worker::parse_number;
  if (!parse_number(argv[1], parent) || !parse_number(argv[4], job.dpi) ||
      !parse_number(argv[5], job.most_pages) || !parse_number(argv[6], job.max_bytes))
    return false;
  job.device = argv[7];
  for (int i = 8; i < argc; ++i) {
    const std::string_view option = argv[i];
    const auto equals = option.find('=');
    if (equals == std::string_view::npos)
      return false;
    job.options.emplace_back(option.substr(0, equals), option.substr(equals + 1));
  }
  return true;
}

} // namespace

#if defined(__SANITIZE_ADDRESS__)
// Backends leak when they are unloaded; that is neither ours nor of any effect here.
extern "C" const char* __lsan_default_options() {
  return "detect_leaks=0";
}
#endif

int main(int argc, char** argv) {
  pid_t parent = 0;
  Job job;
  if (!parse_job(argc, argv, parent, job))
    return 2;
  if (!foyer::worker::confine(parent))
    return 1;
  foyer::worker::limit_memory();
  // Where the kernel cannot, a scanner is more than nothing; `foyerctl check` says so.
  if (is_local(job.device))
    (void)foyer::worker::forbid_network(foyer::worker::Sockets::local);
  // Nobody listens any more: the terminal has cancelled and is about to end this process.
  const Terminal terminal{
      .tell =
          [](const Message& message) {
            if (send(foyer::WorkerProcess::socket_fd, &message, sizeof message, MSG_NOSIGNAL) < 0)
              _exit(1);
          },
      .await_copy =
          [] {
            char copied = 0;
            if (recv(foyer::WorkerProcess::socket_fd, &copied, sizeof copied, 0) <= 0)
              _exit(1);
          },
  };
  return run_job(job, foyer::WorkerProcess::memory_fd, terminal) ? 0 : 1;
}
