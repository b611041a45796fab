// SPDX-License-Identifier: EUPL-1.2
#include "desk.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace foyer::eid_client {

namespace {

int script(const std::string& verb, const std::filesystem::path& directory) {
  return processes::run({FOYER_SOURCE_DIR "/tests/support/services/pcscd.sh", verb, directory});
}

} // namespace

std::unique_ptr<Desk> Desk::make() {
  if (::access("/usr/bin/AusweisApp2", X_OK) != 0) {
    WARN("skipped: ausweisapp2 is not installed");
    return nullptr;
  }
  std::unique_ptr<Desk> desk(new Desk);
  if (!desk->start()) {
    WARN("skipped: pcscd cannot run here");
    return nullptr;
  }
  return desk;
}

Desk::Desk() = default;

bool Desk::start() {
  if (script("start", directory_.path()) != 0)
    return false;
  std::string port = processes::read_file(directory_ / "port");
  port.erase(port.find_last_not_of('\n') + 1);
  card_ = processes::Process({FOYER_SOURCE_DIR "/tests/support/eid_card/eid_card.py", "--port",
                              port, "--socket", directory_ / "card"},
                             directory_ / "card.log");
  config.directory = directory_ / "jobs";
  std::filesystem::create_directory(config.directory);
  config.environment = {{"PCSCLITE_CSOCK_NAME", directory_ / "pcscd.comm"}};
  return processes::eventually([&] { return card("status").starts_with("ok"); });
}

Desk::~Desk() {
  card_.kill_hard();
  if (script("stop", directory_.path()) != 0)
    std::abort();
}

std::string Desk::card(const std::string& order) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = directory_ / "card";
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  std::string answer;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const std::string line = order + "\n";
    std::array<char, 200> buffer{};
    if (::send(fd, line.data(), line.size(), MSG_NOSIGNAL) > 0)
      if (const ssize_t size = ::recv(fd, buffer.data(), buffer.size(), 0); size > 0)
        answer.assign(buffer.data(), static_cast<std::size_t>(size));
  }
  ::close(fd);
  return answer;
}

std::string Desk::card_state() {
  const std::string state = card("status"); // "ok pin=123456 tries=3 commands=28"
  const auto begin = state.find("pin=");
  const auto end = state.find(" commands");
  return begin == std::string::npos ? state : state.substr(begin, end - begin);
}

} // namespace foyer::eid_client
