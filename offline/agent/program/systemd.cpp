// SPDX-License-Identifier: EUPL-1.2
#include "systemd.hpp"

#include <sys/socket.h>
#include <systemd/sd-daemon.h>

namespace foyer::agent {

Result<std::optional<FileDescriptor>> socket_of_systemd() {
  const int given = sd_listen_fds(/*unset_environment=*/1);
  if (given == 0)
    return std::optional<FileDescriptor>{};
  if (given != 1 || sd_is_socket(SD_LISTEN_FDS_START, AF_UNIX, SOCK_STREAM, /*listening=*/1) <= 0)
    return fail(FailureCode::config_broken, "systemd gave no or no single listening Unix socket");
  return std::optional(FileDescriptor(SD_LISTEN_FDS_START));
}

void tell_systemd_ready() {
  (void)sd_notify(0, "READY=1");
}

void tell_systemd_stopping() {
  (void)sd_notify(0, "STOPPING=1");
}

} // namespace foyer::agent
