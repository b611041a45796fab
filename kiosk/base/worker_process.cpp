// SPDX-License-Identifier: EUPL-1.2
#include <base/worker_process.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer {

namespace {

// Moves a descriptor above those the worker gets, so that dup2 in the child cannot hit it.
FileDescriptor out_of_the_way(FileDescriptor fd) {
  return FileDescriptor(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 16));
}

struct SpawnActions {
  posix_spawn_file_actions_t actions{};
  SpawnActions() { posix_spawn_file_actions_init(&actions); }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
};

struct SpawnAttributes {
  posix_spawnattr_t attributes{};
  SpawnAttributes() { posix_spawnattr_init(&attributes); }
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
};

std::vector<std::string> merged_environment(const WorkerProcess::Environment& extra) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    bool replaced = false;
    for (const auto& [name, value] : extra)
      replaced = replaced || (text.starts_with(name) && text.substr(name.size()).starts_with('='));
    if (!replaced)
      all.emplace_back(text);
  }
  for (const auto& [name, value] : extra)
    all.push_back(name + '=' + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts)
    result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

} // namespace

WorkerProcess::WorkerProcess(pid_t pid, FileDescriptor handle, FileDescriptor socket,
                             FileDescriptor memory)
    : pid_(pid), handle_(std::move(handle)), socket_(std::move(socket)),
      memory_(std::move(memory)) {}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), handle_(std::move(other.handle_)),
      socket_(std::move(other.socket_)), memory_(std::move(other.memory_)) {}

WorkerProcess::~WorkerProcess() {
  if (pid_ > 0)
    (void)end();
}

std::filesystem::path WorkerProcess::program(const std::filesystem::path& configured,
                                             std::string_view name) {
  if (!configured.empty())
    return configured;
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / name;
}

Result<FileDescriptor> WorkerProcess::memory_of(ByteView bytes) {
  FileDescriptor memory = out_of_the_way(FileDescriptor(::memfd_create("worker", MFD_CLOEXEC)));
  std::size_t done = 0;
  while (memory && done < bytes.size()) {
    const ssize_t n =
        ::pwrite(memory.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (n <= 0)
      break;
    done += static_cast<std::size_t>(n);
  }
  if (!memory || done < bytes.size())
    return fail(FailureCode::io_failed, "worker memory: " + errno_text());
  return memory;
}

Result<WorkerProcess> WorkerProcess::start(FailureCode missing,
                                           const std::filesystem::path& program,
                                           const std::vector<std::string>& arguments,
                                           const Environment& environment, FileDescriptor memory) {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return fail(FailureCode::io_failed, "socketpair: " + errno_text());
  FileDescriptor ours(ends[0]);
  const FileDescriptor theirs = out_of_the_way(FileDescriptor(ends[1]));
  if (!theirs)
    return fail(FailureCode::io_failed, "worker socket: " + errno_text());

  SpawnActions files;
  posix_spawn_file_actions_addopen(&files.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&files.actions, memory.get(), memory_fd);
  posix_spawn_file_actions_adddup2(&files.actions, theirs.get(), socket_fd);
  posix_spawn_file_actions_addclosefrom_np(&files.actions, socket_fd + 1);

  SpawnAttributes how;
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&how.attributes, &none);
  posix_spawnattr_setsigdefault(&how.attributes, &all);
  posix_spawnattr_setpgroup(&how.attributes, 0); // its own group: it may start helpers
  posix_spawnattr_setflags(&how.attributes,
                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

  std::vector<std::string> argument_texts{program.string(), std::to_string(::getpid())};
  argument_texts.insert(argument_texts.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment_texts = merged_environment(environment);
  pid_t pid = 0;
  const int error =
      ::posix_spawn(&pid, program.c_str(), &files.actions, &how.attributes,
                    pointers(argument_texts).data(), pointers(environment_texts).data());
  if (error != 0) {
    errno = error;
    return fail(missing, program.filename().string() + ": " + errno_text());
  }
  // By number: glibc 2.36 declares pidfd_open() without C linkage.
  FileDescriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U)));
  return WorkerProcess(pid, std::move(handle), std::move(ours), std::move(memory));
}

void WorkerProcess::wait(std::chrono::milliseconds limit, int or_readable) const {
  std::array<pollfd, 2> either{pollfd{handle_.get(), POLLIN, 0}, pollfd{or_readable, POLLIN, 0}};
  (void)::poll(either.data(), either.size(), static_cast<int>(limit.count()));
}

std::string WorkerProcess::end() {
  if (pid_ <= 0)
    return "ended"; // kill(-0) would mean our own group
  // The number cannot have been given to another process: it is ours until waitpid.
  ::kill(-pid_, SIGKILL);
  int status = 0;
  pid_t reaped = 0;
  do {
    reaped = ::waitpid(pid_, &status, 0);
  } while (reaped < 0 && errno == EINTR);
  pid_ = 0;
  if (reaped < 0)
    return "unknown";
  if (WIFSIGNALED(status))
    return "signal " + std::to_string(WTERMSIG(status));
  return "exit " + std::to_string(WEXITSTATUS(status));
}

} // namespace foyer
