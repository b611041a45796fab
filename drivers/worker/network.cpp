// SPDX-License-Identifier: EUPL-1.2
// Calls are refused by name; all others stay. A list of what is allowed would be shorter for
// today's libraries and break with tomorrow's.
#include <worker/network.hpp>

#include <base/file_descriptor.hpp>

#include <cerrno>
#include <memory>
#include <seccomp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::worker {

namespace {

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

// Adds rules until one fails; what libseccomp says is a negative errno.
class Rules {
 public:
  explicit Rules(scmp_filter_ctx filter) : filter_(filter) {}

  void refuse(int call, int error) {
    note(seccomp_rule_add_array(filter_, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), call, 0,
                                nullptr));
  }
  void refuse_family(int call, scmp_arg_cmp family) {
    note(seccomp_rule_add_array(filter_, SCMP_ACT_ERRNO(EAFNOSUPPORT), call, 1, &family));
  }
  [[nodiscard]] int problem() const { return problem_; }

 private:
  void note(int result) {
    if (problem_ == 0 && result < 0)
      problem_ = -result;
  }
  scmp_filter_ctx filter_;
  int problem_ = 0;
};

// A family's number is compared in all its 64 bits: what does not fit is not in the list either.
void refuse_families(Rules& rules, int call) {
  rules.refuse_family(call, SCMP_A0(SCMP_CMP_LT, AF_UNIX));
  for (scmp_datum_t family = AF_UNIX + 1; family < AF_NETLINK; ++family)
    rules.refuse_family(call, SCMP_A0(SCMP_CMP_EQ, family));
  rules.refuse_family(call, SCMP_A0(SCMP_CMP_GT, AF_NETLINK));
}

Failure refused(int error) {
  errno = error;
  return fail(FailureCode::io_failed, "seccomp: " + errno_text());
}

} // namespace

Status forbid_network(Sockets kept) {
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
  if (!filter)
    return refused(ENOMEM);
  Rules rules(filter.get());
  if (kept == Sockets::none) {
    for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair)})
      rules.refuse(call, EAFNOSUPPORT);
    for (const int call : {SCMP_SYS(execve), SCMP_SYS(execveat)})
      rules.refuse(call, EPERM);
  } else {
    refuse_families(rules, SCMP_SYS(socket));
  }
  for (const int call : {SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
                         SCMP_SYS(io_uring_register), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                         SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd)})
    rules.refuse(call, EPERM);
  if (rules.problem() != 0)
    return refused(rules.problem());
  // No rights are gained, and what is refused stays so in what is started; both are the default.
  if (const int result = seccomp_load(filter.get()); result < 0)
    return refused(-result);
  return success();
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
