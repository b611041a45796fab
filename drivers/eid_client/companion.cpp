// SPDX-License-Identifier: EUPL-1.2
#include "companion.hpp"

#include <base/file_descriptor.hpp>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <memory>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::eid_client {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "foyer-eid-";

// Directories of terminals that were killed before they could clean up.
void remove_leftovers(const fs::path& directory) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix))
      continue;
    pid_t owner = 0;
    const char* begin = name.data() + prefix.size();
    std::from_chars(begin, name.data() + name.size(), owner);
    if (owner > 0 && ::kill(owner, 0) != 0 && errno == ESRCH)
      fs::remove_all(entry.path(), error);
  }
}

// Its name holds our process id, so that leftovers can be told from directories in use.
Result<fs::path> make_directory(fs::path parent) {
  std::error_code error;
  if (parent.empty())
    parent = fs::temp_directory_path(error);
  remove_leftovers(parent);
  std::string path =
      (parent / (std::string(prefix) + std::to_string(::getpid()) + "-XXXXXX")).string();
  if (::mkdtemp(path.data()) == nullptr)
    return fail(FailureCode::io_failed, "directory of the companion: " + errno_text());
  return fs::path(path);
}

fs::path program_of(const AusweisAppConfig& config) {
  if (!config.program.empty())
    return config.program;
  // Since version 2 it is called AusweisApp; Debian 12 has 1.26.
  const fs::path younger = "/usr/bin/AusweisApp";
  return ::access(younger.c_str(), X_OK) == 0 ? younger : fs::path("/usr/bin/AusweisApp2");
}

std::vector<std::string> environment_of(const AusweisAppConfig& config, const fs::path& home) {
  std::vector<std::string> all{
      "PATH=/usr/bin:/bin",
      "LANG=C.UTF-8",
      "HOME=" + home.string(),
      "TMPDIR=" + home.string(), // the port file
      "XDG_CONFIG_HOME=" + home.string(),
      "XDG_CACHE_HOME=" + home.string(),
      "XDG_DATA_HOME=" + home.string(),
      "XDG_RUNTIME_DIR=" + home.string(),
      "QT_QPA_PLATFORM=offscreen", // no window, no display
      "QT_LOGGING_RULES=*=false",  // its log knows APDUs
  };
  // Where the PC/SC service is, is said to us by the environment, too.
  if (const char* service = std::getenv("PCSCLITE_CSOCK_NAME"))
    all.push_back(std::string("PCSCLITE_CSOCK_NAME=") + service);
  for (const auto& [name, value] : config.environment)
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

// After fork() and before exec: only what POSIX allows there (no memory, no locks).
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment,
                         pid_t parent) {
  ::setpgid(0, 0); // its own group, so that what it starts ends with it
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent)
    ::_exit(126); // the terminal has died in between
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int number = 1; number < 32; ++number)
    if (number != SIGKILL && number != SIGSTOP)
      ::signal(number, SIG_DFL);
  const int null = ::open("/dev/null", O_RDWR);
  ::dup2(null, STDIN_FILENO);
  ::dup2(null, STDOUT_FILENO);
  ::dup2(null, STDERR_FILENO);
  ::syscall(SYS_close_range, 3U, ~0U, 0U);
  ::execve(program, arguments, environment);
  ::_exit(127);
}

} // namespace

Result<Companion> Companion::start(const AusweisAppConfig& config) {
  const std::string program = program_of(config).string();
  if (::access(program.c_str(), X_OK) != 0)
    return fail(FailureCode::eid_missing, program + ": " + errno_text());
  FOYER_TRY(fs::path directory, make_directory(config.directory));
  std::vector<std::string> arguments{
      program,     "--ui",      "websocket",    "--port",         "0",
      "--address", "127.0.0.1", "--no-logfile", "--no-loghandler"};
  std::vector<std::string> environment = environment_of(config, directory);
  const std::vector<char*> argument_pointers = pointers(arguments);
  const std::vector<char*> environment_pointers = pointers(environment);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0)
    become(program.c_str(), argument_pointers.data(), environment_pointers.data(), parent);
  Companion companion(pid, std::move(directory));
  if (pid < 0)
    return fail(FailureCode::io_failed, "fork: " + errno_text());
  return companion;
}

Companion::Companion(Companion&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), directory_(std::exchange(other.directory_, {})),
      last_port_(other.last_port_) {}

Companion::~Companion() {
  if (pid_ > 0) {
    // The number cannot have been given to another process: it is ours until waitpid. The group may
    // not be there yet, so the process itself is meant, too.
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  if (!directory_.empty()) {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
  }
}

Result<std::optional<int>> Companion::port() {
  siginfo_t ended{};
  // Looks without reaping, so that the number stays ours.
  if (::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
      ended.si_pid == pid_)
    return fail(FailureCode::eid_crashed, "ended at its start: " + std::to_string(ended.si_status));
  // "AusweisApp2.4711.port" with 4711 its process id; nothing else is looked at.
  const std::string ending = "." + std::to_string(pid_) + ".port";
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory_, error)) {
    if (!entry.path().filename().string().ends_with(ending))
      continue;
    std::array<char, 16> text{};
    std::ifstream file(entry.path(), std::ios::binary);
    file.read(text.data(), text.size());
    const char* end = text.data() + file.gcount();
    int number = 0;
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc() || number < 1 || number > 65'535)
      continue; // still being written
    // Taken once it reads the same twice: half a number is another port.
    if (std::exchange(last_port_, number) == number)
      return std::optional(number);
  }
  return std::optional<int>();
}

} // namespace foyer::eid_client
