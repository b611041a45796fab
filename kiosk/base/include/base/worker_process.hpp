// SPDX-License-Identifier: EUPL-1.2
// A worker: a process of ours that runs other people's driver code (a scanner's, a card module's),
// which may hang or crash. Started with its memory and socket, ended without asking it.
#pragma once

#include <base/bytes.hpp>
#include <base/file_descriptor.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace foyer {

// Used by one thread at a time.
class WorkerProcess {
 public:
  // What the worker finds open besides the standard ones, which lead to /dev/null (its errors
  // stay).
  static constexpr int memory_fd = 3; // a memfd that both may read and write
  static constexpr int socket_fd = 4; // its end of a SOCK_SEQPACKET pair

  using Environment = std::vector<std::pair<std::string, std::string>>;

  // What the configuration names; else the program of that name in the folder of the running one.
  static std::filesystem::path program(const std::filesystem::path& configured,
                                       std::string_view name);

  // A memfd that holds these bytes. Fails with: io_failed.
  static Result<FileDescriptor> memory_of(ByteView bytes);

  // Its first argument is our process id, so that it can see whether we still live. Fails with:
  // `missing` (the program cannot be started), io_failed.
  static Result<WorkerProcess> start(FailureCode missing, const std::filesystem::path& program,
                                     const std::vector<std::string>& arguments,
                                     const Environment& environment, FileDescriptor memory);

  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) = delete;
  WorkerProcess(const WorkerProcess&) = delete;
  ~WorkerProcess(); // ends it and everything it has started

  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] int memory() const { return memory_.get(); }

  // Waits until it has ended, the time is over, or `or_readable` can be read.
  void wait(std::chrono::milliseconds limit, int or_readable) const;
  // Ends it now (SIGKILL to its process group) and returns how it ended: "signal 11", "exit 1";
  // "ended" where that was done before.
  std::string end();

 private:
  WorkerProcess(pid_t pid, FileDescriptor handle, FileDescriptor socket, FileDescriptor memory);

  pid_t pid_;
  FileDescriptor handle_; // pidfd
  FileDescriptor socket_;
  FileDescriptor memory_;
};

} // namespace foyer
