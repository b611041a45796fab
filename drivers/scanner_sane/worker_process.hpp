// SPDX-License-Identifier: EUPL-1.2
// One running foyer-scan-worker: started with its memory and socket, ended without asking it.
#pragma once

#include "worker_protocol.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace foyer::scanner_sane {

// Closes when it goes.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();
  [[nodiscard]] int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

class WorkerProcess {
 public:
  using Environment = std::vector<std::pair<std::string, std::string>>;

  // Fails with: scanner_missing (the program cannot be started), io_failed.
  static Result<WorkerProcess> start(const std::filesystem::path& program,
                                     const std::vector<std::string>& arguments,
                                     const Environment& environment);

  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) = delete;
  WorkerProcess(const WorkerProcess&) = delete;
  ~WorkerProcess(); // ends it and everything it has started

  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] int memory() const { return memory_.get(); }

  // Waits until it has ended, the time is over, or `or_readable` can be read.
  void wait(std::chrono::milliseconds limit, int or_readable) const;
  // Ends it now (SIGKILL to its process group) and returns how it ended: "signal 11", "exit 1".
  std::string end();

 private:
  WorkerProcess(pid_t pid, FileDescriptor handle, FileDescriptor socket, FileDescriptor memory);

  pid_t pid_;
  FileDescriptor handle_; // pidfd
  FileDescriptor socket_;
  FileDescriptor memory_;
};

} // namespace foyer::scanner_sane
