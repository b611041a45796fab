// SPDX-License-Identifier: EUPL-1.2
#include <worker/network.hpp>

#include "filter.hpp"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::worker {

namespace {

// A family's number is compared in all its 64 bits: what does not fit is not in the list either.
void refuse_families(Filter& filter, int call) {
  filter.refuse_where(call, EAFNOSUPPORT, SCMP_A0(SCMP_CMP_LT, AF_UNIX));
  for (scmp_datum_t family = AF_UNIX + 1; family < AF_NETLINK; ++family)
    filter.refuse_where(call, EAFNOSUPPORT, SCMP_A0(SCMP_CMP_EQ, family));
  filter.refuse_where(call, EAFNOSUPPORT, SCMP_A0(SCMP_CMP_GT, AF_NETLINK));
}

} // namespace

Status forbid_network(Sockets kept) {
  Filter filter;
  if (kept == Sockets::none) {
    for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair)})
      filter.refuse(call, EAFNOSUPPORT);
    for (const int call : {SCMP_SYS(execve), SCMP_SYS(execveat)})
      filter.refuse(call, EPERM);
  } else {
    refuse_families(filter, SCMP_SYS(socket));
  }
  for (const int call : {SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
                         SCMP_SYS(io_uring_register), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                         SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd)})
    filter.refuse(call, EPERM);
  return filter.take_effect();
}

Status network_can_be_forbidden() {
  const pid_t child = ::fork();
  if (child < 0)
    return fail(FailureCode::io_failed, "fork: " + errno_text());
  if (child == 0) {
    const bool taken =
        forbid_network(Sockets::local).ok() && ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) < 0;
    ::_exit(taken ? 0 : 1);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return fail(FailureCode::io_failed, "seccomp: a worker keeps the network");
  return success();
}

} // namespace foyer::worker
