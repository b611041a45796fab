// SPDX-License-Identifier: EUPL-1.2
#include <worker/duties.hpp>

#include <base/private_memory.hpp>

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace foyer::worker {

bool confine(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent)
    return false; // it ended before the line above
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  keep_memory_private();
  return true;
}

void limit_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
  constexpr rlim_t two_gib = rlim_t{2} << 30U; // sanitizers map terabytes and cannot live with it
  const rlimit both{two_gib, two_gib};
  ::setrlimit(RLIMIT_AS, &both);
#endif
}

} // namespace foyer::worker
