// SPDX-License-Identifier: EUPL-1.2
#include <worker/files.hpp>

#include "filter.hpp"

#include <unistd.h>

namespace foyer::worker {

Status forbid_files() {
  Filter filter;
  for (const int call :
       {SCMP_SYS(open),     SCMP_SYS(openat),    SCMP_SYS(openat2),    SCMP_SYS(creat),
        SCMP_SYS(truncate), SCMP_SYS(unlink),    SCMP_SYS(unlinkat),   SCMP_SYS(rename),
        SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link),       SCMP_SYS(linkat),
        SCMP_SYS(symlink),  SCMP_SYS(symlinkat), SCMP_SYS(mkdir),      SCMP_SYS(mkdirat),
        SCMP_SYS(rmdir),    SCMP_SYS(mknod),     SCMP_SYS(mknodat),    SCMP_SYS(chmod),
        SCMP_SYS(fchmodat), SCMP_SYS(chown),     SCMP_SYS(lchown),     SCMP_SYS(fchownat),
        SCMP_SYS(mount),    SCMP_SYS(open_tree), SCMP_SYS(move_mount), SCMP_SYS(open_by_handle_at)})
    filter.refuse(call, EACCES);
  for (const int call : {SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(rt_sigqueueinfo),
                         SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(pidfd_send_signal)})
    filter.refuse(call, EPERM);
  // abort() says so to its own process.
  filter.refuse_where(SCMP_SYS(tgkill), EPERM,
                      SCMP_A0(SCMP_CMP_NE, static_cast<scmp_datum_t>(::getpid())));
  return filter.take_effect();
}

} // namespace foyer::worker
