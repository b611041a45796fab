// SPDX-License-Identifier: EUPL-1.2
// tests/support/services/printer.sh as an object: an IPP printer of its own for one test.
#pragma once

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer {

class PrinterService {
 public:
  explicit PrinterService(const std::string& mode) {
    std::string name = (std::filesystem::temp_directory_path() / "foyer-printer-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("no temporary folder");
    folder_ = name;
    int ends[2];
    if (::pipe(ends) != 0)
      throw std::runtime_error("pipe");
    const std::string script = FOYER_SOURCE_DIR "/tests/support/services/printer.sh";
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(script.c_str(), script.c_str(), folder_.c_str(), "0", mode.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string line;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';)
      line += c;
    ::close(ends[0]);
    if (!line.starts_with("ready "))
      throw std::runtime_error("printer.sh: " + line);
    uri_ = line.substr(6);
  }
  ~PrinterService() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  PrinterService(const PrinterService&) = delete;
  PrinterService& operator=(const PrinterService&) = delete;

  void stop() {
    if (pid_ <= 0)
      return;
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  void set_mode(const std::string& mode) const {
    std::ofstream(folder_ / "mode.new") << mode << '\n';
    std::filesystem::rename(folder_ / "mode.new", folder_ / "mode");
  }
  [[nodiscard]] const std::string& uri() const { return uri_; }
  // A document has begun to arrive.
  [[nodiscard]] bool has_a_job() const { return !std::filesystem::is_empty(folder_ / "spool"); }
  [[nodiscard]] int printed() const {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "printed"))
      if (entry.path().extension() == ".pdf")
        ++count;
    return count;
  }
  [[nodiscard]] std::string printed_file(const std::string& name) const {
    std::ifstream file(folder_ / "printed" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::filesystem::path folder_;
  std::string uri_;
  pid_t pid_ = 0;
};

} // namespace foyer
