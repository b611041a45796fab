// SPDX-License-Identifier: EUPL-1.2
// The agent as a service of systemd (image/etc/systemd/system). Started otherwise, none of it does
// anything.
#pragma once

#include <base/file_descriptor.hpp>
#include <base/result.hpp>

#include <optional>

namespace foyer::agent {

// The listening socket that systemd holds over our restarts, so that who asks meanwhile waits
// instead of being refused. config_broken: it gave others, or more.
Result<std::optional<FileDescriptor>> socket_of_systemd();

// sd_notify(3): the service is ready, or about to end.
void tell_systemd_ready();
void tell_systemd_stopping();

} // namespace foyer::agent
