// SPDX-License-Identifier: EUPL-1.2
#include <processes/processes.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::processes {

namespace {

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "foyer-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("mkdtemp");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Process::Process(const std::vector<std::string>& command, const std::filesystem::path& output)
    : output_(output) {
  std::vector<char*> arguments;
  for (const auto& word : command)
    arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int to = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (to < 0)
    throw std::runtime_error("cannot write " + output.string());
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL); // a killed test leaves nothing running
    if (getppid() != parent)
      _exit(127);
    const int none = open("/dev/null", O_RDONLY);
    dup2(none, STDIN_FILENO);
    dup2(to, STDOUT_FILENO);
    dup2(to, STDERR_FILENO);
    execvp(arguments.front(), arguments.data());
    _exit(127);
  }
  close(to);
  if (pid_ < 0)
    throw std::runtime_error("fork");
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), status_(other.status_), reaped_(other.reaped_),
      output_(std::move(other.output_)) {}

Process& Process::operator=(Process&& other) noexcept {
  if (this == &other)
    return *this;
  kill_hard();
  pid_ = std::exchange(other.pid_, -1);
  status_ = other.status_;
  reaped_ = other.reaped_;
  output_ = std::move(other.output_);
  return *this;
}

Process::~Process() {
  kill_hard();
}

bool Process::running() {
  if (pid_ < 0 || reaped_)
    return false;
  if (waitpid(pid_, &status_, WNOHANG) == pid_)
    reaped_ = true;
  return !reaped_;
}

int Process::wait() {
  if (pid_ >= 0 && !reaped_ && waitpid(pid_, &status_, 0) == pid_)
    reaped_ = true;
  return exit_code(status_);
}

void Process::kill_hard() {
  if (pid_ < 0 || reaped_)
    return;
  kill(pid_, SIGKILL);
  wait();
}

int Process::terminate() {
  if (pid_ >= 0 && !reaped_)
    kill(pid_, SIGTERM);
  return wait();
}

std::string Process::output() const {
  return read_file(output_);
}

int run(const std::vector<std::string>& command, std::string* output) {
  const TemporaryDirectory directory;
  Process process(command, directory / "output");
  const int code = process.wait();
  if (output != nullptr)
    *output = process.output();
  return code;
}

bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end)
      return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::filesystem::path demo_keys(const std::string& world) {
  const std::filesystem::path directory =
      std::filesystem::path(FOYER_BINARY_DIR) / "test-keys" / world;
  std::string said;
  if (run({FOYER_SOURCE_DIR "/tests/support/demo_keys/make-demo-keys.sh", directory.string()},
          &said) != 0)
    throw std::runtime_error("make-demo-keys.sh: " + said);
  return directory;
}

std::string ask(const std::filesystem::path& socket, const std::string& line) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket.string();
  if (path.size() >= sizeof address.sun_path)
    throw std::runtime_error("too long for a socket: " + path);
  path.copy(address.sun_path, path.size());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string answer;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const std::string text = line + "\n";
    std::array<char, 256> buffer{};
    ssize_t count = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    while (count > 0 && answer.find('\n') == std::string::npos) {
      count = ::recv(fd, buffer.data(), buffer.size(), 0);
      answer.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
  }
  ::close(fd);
  return answer;
}

namespace {

struct Child {
  int pid, seccomp;
};

std::vector<Child> children_called(const std::string& program) {
  constexpr std::size_t name_length = 15; // what the kernel keeps of it
  const auto name = program.substr(0, name_length);
  const auto ours = std::to_string(::getpid());
  std::vector<Child> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::istringstream status(read_file(entry.path() / "status"));
    std::string key, value, its_name, pid, parent, filtered;
    for (std::string line; std::getline(status, line);) {
      std::istringstream words(line);
      words >> key >> value;
      if (key == "Name:")
        its_name = value;
      else if (key == "Pid:")
        pid = value;
      else if (key == "PPid:")
        parent = value;
      else if (key == "Seccomp:")
        filtered = value;
    }
    if (its_name == name && parent == ours && !filtered.empty())
      found.push_back({std::stoi(pid), std::stoi(filtered)});
  }
  return found;
}

} // namespace

std::vector<int> seccomp_of_children(const std::string& program) {
  std::vector<int> found;
  for (const Child& child : children_called(program))
    found.push_back(child.seccomp);
  return found;
}

std::vector<int> children(const std::string& program) {
  std::vector<int> found;
  for (const Child& child : children_called(program))
    found.push_back(child.pid);
  return found;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

} // namespace foyer::processes
