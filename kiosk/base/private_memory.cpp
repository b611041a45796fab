// SPDX-License-Identifier: EUPL-1.2
#include <base/private_memory.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace foyer {

void keep_memory_private() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
}

} // namespace foyer
