// SPDX-License-Identifier: EUPL-1.2
// A worker without a network: the kernel (seccomp) refuses it the calls that lead out of the
// machine, for as long as it and whatever it starts live. Nothing undoes it.
#pragma once

#include <base/result.hpp>

namespace foyer::worker {

enum class Sockets : std::uint8_t {
  none, // of no kind: it has what it was started with
  local // of this machine: to its services (AF_UNIX) and about its devices (AF_NETLINK)
};

// From here on a socket of another kind is EAFNOSUPPORT, as on a machine without a network, and the
// ways around it (io_uring, tracing other processes) are EPERM. With Sockets::none no program can
// be started either. Called before there are threads. Does not block. Fails with: io_failed (the
// kernel has no such filter, or forbids it); then nothing was taken.
[[nodiscard]] Status forbid_network(Sockets kept);

// Whether that works on this machine, tried in a process of its own that ends at once. Not for
// programs with threads. Blocks for milliseconds. Fails with: io_failed.
[[nodiscard]] Status network_can_be_forbidden();

} // namespace foyer::worker
