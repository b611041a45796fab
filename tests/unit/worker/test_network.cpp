// SPDX-License-Identifier: EUPL-1.2
// In a child of its own each: what is taken never comes back.
#include <worker/duties.hpp>
#include <worker/network.hpp>

#include <catch2/catch.hpp>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace foyer;
using worker::Sockets;

namespace {

// What the child's status is once it has run this; -1: it did not end by itself.
int in_child(const std::function<int()>& act) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0)
    ::_exit(act());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr int could_not_forbid = 199;

// errno of such a socket; 0: it is there.
int socket_once_forbidden(Sockets kept, int family) {
  return in_child([&] {
    if (!worker::forbid_network(kept))
      return could_not_forbid;
    return ::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0) < 0 ? errno : 0;
  });
}

// The same with a number whose upper half the kernel does not look at.
int disguised_socket_once_forbidden(int family) {
  return in_child([&] {
    if (!worker::forbid_network(Sockets::local))
      return could_not_forbid;
    const long disguised = (1L << 32U) | family;
    return ::syscall(SYS_socket, disguised, SOCK_DGRAM, 0) < 0 ? errno : 0;
  });
}

int seccomp_mode() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("Seccomp:"))
      return std::stoi(line.substr(8));
  return -1;
}

// A way around a socket that is forbidden, with arguments that harm nobody. What it answers.
struct WayAround {
  const char* name;
  long (*take)();
};

constexpr WayAround ways_around[] = {
    {"io_uring_setup", [] { return ::syscall(SYS_io_uring_setup, 1, nullptr); }},
    {"io_uring_enter", [] { return ::syscall(SYS_io_uring_enter, -1, 0, 0, 0, nullptr, 0); }},
    {"io_uring_register", [] { return ::syscall(SYS_io_uring_register, -1, 0, nullptr, 0); }},
    {"ptrace", [] { return ::syscall(SYS_ptrace, PTRACE_TRACEME, 0, nullptr, nullptr); }},
    {"process_vm_readv",
     [] { return ::syscall(SYS_process_vm_readv, ::getpid(), nullptr, 0, nullptr, 0, 0); }},
    {"process_vm_writev",
     [] { return ::syscall(SYS_process_vm_writev, ::getpid(), nullptr, 0, nullptr, 0, 0); }},
    {"pidfd_getfd", [] { return ::syscall(SYS_pidfd_getfd, -1, 0, 0); }},
};

} // namespace

TEST_CASE("a worker that needs no socket gets none") {
  for (const int family : {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK}) {
    INFO(family);
    CHECK(socket_once_forbidden(Sockets::none, family) == EAFNOSUPPORT);
  }
}

TEST_CASE("a worker for a device at this machine reaches its services, and no network") {
  for (const int family : {AF_INET, AF_INET6, AF_PACKET, AF_BLUETOOTH, AF_VSOCK, AF_XDP, AF_ALG}) {
    INFO(family);
    CHECK(socket_once_forbidden(Sockets::local, family) == EAFNOSUPPORT);
    CHECK(disguised_socket_once_forbidden(family) == EAFNOSUPPORT);
  }
  CHECK(socket_once_forbidden(Sockets::local, AF_UNIX) == 0);
  CHECK(socket_once_forbidden(Sockets::local, AF_NETLINK) == 0);
}

TEST_CASE("there is no way around it") {
  const auto answer = [](const WayAround& way, std::optional<Sockets> kept) {
    return in_child([&] {
      if (kept && !worker::forbid_network(*kept))
        return could_not_forbid;
      return way.take() < 0 ? errno : 0;
    });
  };
  int ways = 0;
  for (const WayAround& way : ways_around) {
    INFO(way.name);
    if (answer(way, std::nullopt) == EPERM)
      continue; // the machine forbids it to everybody
    ++ways;
    CHECK(answer(way, Sockets::none) == EPERM);
    CHECK(answer(way, Sockets::local) == EPERM);
  }
  CHECK(ways >= 3);
  CHECK(in_child([] {
          if (!worker::forbid_network(Sockets::none))
            return could_not_forbid;
          int pair[2];
          return ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 ? errno : 0;
        }) == EAFNOSUPPORT);
  CHECK(in_child([] {
          if (!worker::forbid_network(Sockets::none))
            return could_not_forbid;
          return ::syscall(SYS_execveat, AT_FDCWD, "/bin/true", nullptr, nullptr, 0) < 0 ? errno
                                                                                         : 0;
        }) == EPERM);
  // Whatever it starts has as little; one that needs nothing starts nothing.
  const auto start_true = [](Sockets kept) {
    return in_child([&] {
      if (!worker::forbid_network(kept))
        return could_not_forbid;
      ::execl("/bin/true", "true", nullptr);
      return errno;
    });
  };
  CHECK(start_true(Sockets::none) == EPERM);
  CHECK(start_true(Sockets::local) == 0);
  CHECK(in_child([] {
          if (!worker::forbid_network(Sockets::local))
            return could_not_forbid;
          ::execl("/usr/bin/python3", "python3", "-c",
                  "import errno, socket, sys\n"
                  "try: socket.socket(socket.AF_INET)\n"
                  "except OSError as e: sys.exit(e.errno)",
                  nullptr);
          return could_not_forbid;
        }) == EAFNOSUPPORT);
}

TEST_CASE("the kernel says of a worker that it is filtered, and that it can be") {
  CHECK(in_child([] {
          constexpr int filtered = 2;
          const bool ok = worker::forbid_network(Sockets::none).ok() && seccomp_mode() == filtered;
          return ok ? 0 : 1;
        }) == 0);
  CHECK(worker::network_can_be_forbidden().ok());
  CHECK(seccomp_mode() == 0); // it was tried by another process
}

TEST_CASE("a worker takes a number only where all of it is one") {
  int number = 0;
  CHECK(worker::parse_number("300", number));
  CHECK(number == 300);
  for (const auto* text : {"", " 300", "300 ", "0x12", "3000000000", "1.5"})
    CHECK_FALSE(worker::parse_number(text, number));
}
