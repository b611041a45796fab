// SPDX-License-Identifier: EUPL-1.2
#include "virus_scan.hpp"

#include <base/file_descriptor.hpp>
#include <base/worker_process.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::middletier {

namespace {

constexpr std::size_t longest_finding = 200;

// In a process group of its own, with the signals that this program blocks or ignores.
pid_t start(const std::string& command, int in, int out) {
  posix_spawn_file_actions_t files{};
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_t how{};
  posix_spawnattr_init(&how);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setsigdefault(&how, &all);
  posix_spawnattr_setpgroup(&how, 0);
  posix_spawnattr_setflags(&how,
                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::string shell = "sh", option = "-c", words = command;
  const std::array<char*, 4> arguments{shell.data(), option.data(), words.data(), nullptr};
  pid_t pid = 0;
  const int error = posix_spawn(&pid, "/bin/sh", &files, &how, arguments.data(), environ);
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0)
    throw std::runtime_error("the virus scanner cannot be started");
  return pid;
}

// Its exit code; -1 when it was killed, also by us when the time was over.
int outcome_of(pid_t pid, std::chrono::milliseconds patience) {
  // By number: glibc 2.36 declares pidfd_open() without C linkage.
  const FileDescriptor handle(static_cast<int>(syscall(SYS_pidfd_open, pid, 0U)));
  pollfd ended{handle.get(), POLLIN, 0};
  (void)poll(&ended, 1, static_cast<int>(patience.count()));
  kill(-pid, SIGKILL); // if the time is over, and whatever it has left running
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string first_line(int file) {
  std::string said(longest_finding, '\0');
  const ssize_t size = pread(file, said.data(), said.size(), 0);
  said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  said.resize(std::min(said.find('\n'), said.size()));
  for (char& c : said) // it goes onto a page and into a table
    if (c < ' ' || c > '~')
      c = '?';
  return said.empty() ? "?" : said;
}

} // namespace

std::string VirusScan::examine(ByteView document) const {
  if (command_.empty())
    return {};
  const auto in = WorkerProcess::memory_of(document);
  const auto out = WorkerProcess::memory_of({});
  if (!in || !out)
    throw std::runtime_error("no memory for the virus scanner");
  const int code = outcome_of(start(command_, in->get(), out->get()), patience_);
  if (code == 0)
    return {};
  if (code != 1)
    throw std::runtime_error("the virus scanner cannot tell");
  return first_line(out->get());
}

} // namespace foyer::middletier
