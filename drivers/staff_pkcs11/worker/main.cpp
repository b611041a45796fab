// SPDX-License-Identifier: EUPL-1.2
// foyer-staff-worker: the software of the card that lies in the staff's reader, as a process of its
// own; lives as long as the card lies there. Started by Pkcs11StaffReader only:
//   foyer-staff-worker <parent pid> <module> <part of the slot's description>
// Tells what is on the card, then answers requests to sign, until its socket closes.
#include "card_module.hpp"

#include <base/worker_process.hpp>
#include <worker/duties.hpp>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace foyer;
using namespace foyer::staff_pkcs11;

constexpr int socket_fd = WorkerProcess::socket_fd;

bool tell(const Bytes& message) {
  return send(socket_fd, message.data(), message.size(), MSG_NOSIGNAL) >= 0;
}

} // namespace

#if defined(__SANITIZE_ADDRESS__)
// Card modules leak when they are unloaded; that is neither ours nor of any effect here.
extern "C" const char* __lsan_default_options() {
  return "detect_leaks=0";
}
#endif

int main(int argc, char** argv) {
  pid_t parent = 0;
  if (argc != 4 || !worker::parse_number(argv[1], parent))
    return 2;
  if (!worker::confine(parent))
    return 1;
  CardModule module(argv[2], argv[3]);
  if (!tell(encode(module.look())))
    return 1;
  Bytes buffer(longest_message);
  for (;;) {
    const ssize_t size = recv(socket_fd, buffer.data(), buffer.size(), 0);
    if (size <= 0)
      return 0;
    const auto request = parse_request(ByteView(buffer).first(static_cast<std::size_t>(size)));
    wipe(buffer);
    if (!request.ok() || !tell(encode(module.sign(*request))))
      return 1;
  }
}
