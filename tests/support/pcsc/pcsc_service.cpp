// SPDX-License-Identifier: EUPL-1.2
#include <support_pcsc/pcsc_service.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::test {
namespace {

using namespace std::chrono_literals;

std::filesystem::path new_folder() {
  // Short, because Unix socket paths are.
  std::string pattern = "/tmp/foyer-pcsc-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("no temporary folder");
  return pattern;
}

bool script(const char* verb, const std::filesystem::path& folder) {
  const std::string command = std::string(FOYER_SOURCE_DIR) + "/tests/support/services/pcscd.sh " +
                              verb + " " + folder.string();
  return std::system(command.c_str()) == 0;
}

} // namespace

bool eventually(const std::function<bool()>& condition) {
  const auto limit = std::chrono::steady_clock::now() + 15s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit)
      return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

PcscService* PcscService::instance() {
  static PcscService service;
  return service.running_ ? &service : nullptr;
}

PcscService::PcscService() : folder_(new_folder()) {
  running_ = script("start", folder_);
  std::ifstream(folder_ / "port") >> port_;
  ::setenv("PCSCLITE_CSOCK_NAME", (folder_ / "pcscd.comm").c_str(), 1);
}

PcscService::~PcscService() {
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PcscService::stop() {
  if (!script("stop", folder_))
    std::abort();
}

void PcscService::start() {
  // The same port again, because virtual-card keeps looking there.
  if (!script("restart", folder_))
    throw std::runtime_error("pcscd did not come back");
}

VirtualCardProgram::VirtualCardProgram(const PcscService& service, int slot)
    : folder_(new_folder()) {
  socket_ = folder_ / "control";
  const std::string port = std::to_string(service.port() + slot);
  const std::string image = folder_ / "card.json";
  card::CardImage blank;
  blank.can = "000000";
  blank.ef_dg1 = Bytes{0x61, 0x00};
  if (!blank.save(image).ok())
    throw std::runtime_error("no card image");
  process_ = ::fork();
  if (process_ == 0) {
    const int null = ::open("/dev/null", O_RDONLY);
    ::dup2(null, STDIN_FILENO);
    ::execl(VIRTUAL_CARD, "virtual-card", "--card", image.c_str(), "--port", port.c_str(),
            "--socket", socket_.c_str(), nullptr);
    ::_exit(127);
  }
  if (!eventually([&] { return command("status").rfind("ok", 0) == 0; }))
    throw std::runtime_error("virtual-card does not answer");
}

VirtualCardProgram::~VirtualCardProgram() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string VirtualCardProgram::command(const std::string& line) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.c_str(), socket_.size() + 1);
  std::string answer;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const std::string text = line + "\n";
    if (::send(fd, text.data(), text.size(), MSG_NOSIGNAL) > 0) {
      std::array<char, 256> buffer{};
      for (ssize_t count = 1; count > 0 && answer.find('\n') == std::string::npos;) {
        count = ::recv(fd, buffer.data(), buffer.size(), 0);
        answer.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
      }
    }
  }
  ::close(fd);
  return answer;
}

void VirtualCardProgram::insert(const card::CardImage& image) {
  const std::string file = folder_ / "inserted.json";
  if (!image.save(file).ok() || command("insert " + file) != "ok\n")
    throw std::runtime_error("the card did not go in");
}

} // namespace foyer::test
