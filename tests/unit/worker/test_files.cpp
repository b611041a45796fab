// SPDX-License-Identifier: EUPL-1.2
// In a child of its own each: what is taken never comes back.
#include <worker/files.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace foyer;

namespace {

constexpr int could_not_forbid = 199;

// What the child's status is once files were forbidden and it has run this; beyond 256: its signal.
int once_forbidden(const std::function<int()>& act) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0)
    ::_exit(worker::forbid_files() ? act() : could_not_forbid);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

int error_of(long result) {
  return result < 0 ? errno : 0;
}

// A file of somebody's, gone with its owner.
struct SomeFile {
  std::array<char, 32> name{"/tmp/foyer-files-XXXXXX"};
  int fd = ::mkstemp(name.data());
  SomeFile() { REQUIRE(::write(fd, "x", 1) == 1); }
  SomeFile(const SomeFile&) = delete;
  SomeFile& operator=(const SomeFile&) = delete;
  ~SomeFile() {
    ::close(fd);
    ::unlink(name.data());
  }
  [[nodiscard]] const char* path() const { return name.data(); }
};

} // namespace

TEST_CASE("no file is opened, made, renamed or deleted any more") {
  const SomeFile file;
  const std::string other = std::string(file.path()) + ".other";
  const std::function<long()> ways[] = {
      [&] { return ::open(file.path(), O_RDONLY | O_CLOEXEC); },
      [&] { return ::open(other.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600); },
      [&] { return ::syscall(SYS_open, file.path(), O_RDONLY); },
      [&] { return ::syscall(SYS_openat2, AT_FDCWD, file.path(), nullptr, 0); },
      [&] { return ::creat(other.c_str(), 0600); },
      [&] { return ::truncate(file.path(), 0); },
      [&] { return ::unlink(file.path()); },
      [&] { return ::unlinkat(AT_FDCWD, file.path(), 0); },
      [&] { return ::rename(file.path(), other.c_str()); },
      [&] { return ::link(file.path(), other.c_str()); },
      [&] { return ::symlink(file.path(), other.c_str()); },
      [&] { return ::mkdir(other.c_str(), 0700); },
      [&] { return ::chmod(file.path(), 0); },
      [] { return ::open("/proc/self/mem", O_RDWR | O_CLOEXEC); },
  };
  int number = 0;
  for (const auto& way : ways) {
    INFO(number++);
    CHECK(once_forbidden([&] { return error_of(way()); }) == EACCES);
  }
  CHECK(::access(file.path(), R_OK) == 0);
  CHECK(::access(other.c_str(), F_OK) != 0);
}

TEST_CASE("what is open stays, and memory can be shared on") {
  const SomeFile file;
  CHECK(once_forbidden([&] {
          char read = 0;
          return ::pread(file.fd, &read, 1, 0) == 1 && read == 'x' ? 0 : 1;
        }) == 0);
  const int memory = ::memfd_create("test", MFD_CLOEXEC);
  CHECK(once_forbidden([&] {
          return ::pwrite(memory, "y", 1, 0) == 1 && ::ftruncate(memory, 0) == 0 ? 0 : 1;
        }) == 0);
  ::close(memory);
}

TEST_CASE("no other process gets a signal, and it can still give up itself") {
  CHECK(once_forbidden([] { return error_of(::kill(::getppid(), 0)); }) == EPERM);
  CHECK(once_forbidden(
            [] { return error_of(::syscall(SYS_tgkill, ::getppid(), ::getppid(), 0)); }) == EPERM);
  CHECK(once_forbidden([]() -> int {
          std::signal(SIGABRT, SIG_DFL); // not the test's own
          std::abort();
        }) == 256 + SIGABRT);
}
