// SPDX-License-Identifier: EUPL-1.2
#include "desk.hpp"

#include <catch2/catch.hpp>

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
  return processes::ask(directory_ / "card", order);
}

void Desk::introduce(const Service& service) {
  REQUIRE(card("issue " + service.issuer().string()) == "ok\n");
  REQUIRE(card("set trust " + service.authority().string()) == "ok\n");
  config.environment.push_back(service.environment());
}

std::string Desk::card_state() {
  const std::string state = card("status"); // "ok pin=123456 tries=3 commands=28"
  const auto begin = state.find("pin=");
  const auto end = state.find(" commands");
  return begin == std::string::npos ? state : state.substr(begin, end - begin);
}

} // namespace foyer::eid_client
