// SPDX-License-Identifier: EUPL-1.2
#include <support_pcsc/pcsc_service.hpp>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace foyer::test {
namespace {

bool script(const char* verb, const std::filesystem::path& folder) {
  return processes::run({FOYER_SOURCE_DIR "/tests/support/services/pcscd.sh", verb, folder}) == 0;
}

} // namespace

PcscService* PcscService::instance() {
  static PcscService service;
  return service.running_ ? &service : nullptr;
}

PcscService::PcscService() {
  running_ = script("start", folder());
  std::ifstream(folder_ / "port") >> port_;
  ::setenv("PCSCLITE_CSOCK_NAME", (folder_ / "pcscd.comm").c_str(), 1);
}

PcscService::~PcscService() {
  stop();
}

void PcscService::stop() {
  if (!script("stop", folder()))
    std::abort();
}

void PcscService::start() {
  // The same port again, because virtual-card keeps looking there.
  if (!script("restart", folder()))
    throw std::runtime_error("pcscd did not come back");
}

VirtualCardProgram::VirtualCardProgram(const PcscService& service, int slot) {
  const std::string image = folder_ / "card.json";
  card::CardImage blank;
  blank.can = "000000";
  blank.ef_dg1 = Bytes{0x61, 0x00};
  if (!blank.save(image).ok())
    throw std::runtime_error("no card image");
  process_ =
      processes::Process({VIRTUAL_CARD, "--card", image, "--port",
                          std::to_string(service.port() + slot), "--socket", folder_ / "control"},
                         folder_ / "log");
  if (!processes::eventually([&] { return command("status").starts_with("ok"); }))
    throw std::runtime_error("virtual-card does not answer: " + process_.output());
}

VirtualCardProgram::~VirtualCardProgram() {
  process_.terminate();
}

std::string VirtualCardProgram::command(const std::string& line) {
  return processes::ask(folder_ / "control", line);
}

void VirtualCardProgram::insert(const card::CardImage& image) {
  const std::string file = folder_ / "inserted.json";
  if (!image.save(file).ok() || command("insert " + file) != "ok\n")
    throw std::runtime_error("the card did not go in");
}

} // namespace foyer::test
