// SPDX-License-Identifier: EUPL-1.2
// Other programs for tests: started on their own, stopped by their own id, never by name.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace foyer::processes {

// A directory below the system's temporary one that goes with its owner.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

// A running program, its standard output and error in a file. Ends with kill -9 if still running.
class Process {
 public:
  Process() = default;
  Process(const std::vector<std::string>& command, const std::filesystem::path& output);
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();

  [[nodiscard]] bool running();
  void kill_hard(); // kill -9 and wait
  int terminate();  // SIGTERM and wait; the exit code, or -signal
  int wait();       // the exit code, or -signal
  [[nodiscard]] std::string output() const;

 private:
  int pid_ = -1;
  int status_ = 0;
  bool reaped_ = false;
  std::filesystem::path output_;
};

// Runs to its end and gives the exit code; output goes to `output` when given.
int run(const std::vector<std::string>& command, std::string* output = nullptr);

// Looks every few milliseconds; false if it did not come true within a minute, which is a defect
// and not a slow machine.
bool eventually(const std::function<bool()>& condition);

// Directory of keys and certificates made once for all tests of this build tree; a second world
// of its own for `world` other than "demo".
std::filesystem::path demo_keys(const std::string& world = "demo");

// Says one line to who listens on that Unix socket and gives the line that is answered, with its
// end; empty where nobody answers.
std::string ask(const std::filesystem::path& socket, const std::string& line);

// How the children of this process by that name (its first 15 characters) are filtered, as the
// kernel says: 0 not, 2 by a list of calls (proc_pid_status(5), Seccomp). One number a child.
std::vector<int> seccomp_of_children(const std::string& program);

// Their process ids.
std::vector<int> children(const std::string& program);

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& text);

} // namespace foyer::processes
