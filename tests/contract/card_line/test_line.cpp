// SPDX-License-Identifier: EUPL-1.2
// Personalities laid, swapped and lifted by the program virtual-card on a real pcscd: they read as
// they do in process.
#include "../card/reading.hpp"

#include <card_pcsc/pcsc_reader.hpp>
#include <support_pcsc/pcsc_service.hpp>

#include <catch2/catch.hpp>

#include <sstream>

using namespace foyer;
using namespace foyer::card;
using namespace foyer::card::contract;
using test::PcscService;
using test::VirtualCardProgram;

namespace {

// The card that lies there now, when pcscd has seen it.
std::unique_ptr<api::ApduChannel> connected(api::CardReader& reader) {
  std::unique_ptr<api::ApduChannel> channel;
  (void)processes::eventually([&] {
    auto made = reader.connect({});
    if (made.ok())
      channel = std::move(*made);
    return channel != nullptr;
  });
  return channel;
}

bool lifted(VirtualCardProgram& program, api::CardReader& reader) {
  program.command("remove");
  return processes::eventually([&] {
    const auto made = reader.connect({});
    return !made.ok() && made.failure().code == FailureCode::card_absent;
  });
}

} // namespace

TEST_CASE("line: personalities over pcscd are opened and judged as in process") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  VirtualCardProgram program(*service);
  card_pcsc::PcscReader reader({.ours = {"Virtual PCD 00 00"}});
  for (const char* name : {"title", "passport", "passport-bac-only", "short-223", "chains-answers",
                           "pace-ecdh-cam-aes128", "clone-ca-pretends", "slow",
                           "signer-unknown-country", "dies-in-sod"}) {
    INFO(name);
    const CardImage image = make_personality(name);
    VirtualCard chip(image);
    const auto outcome = [](const Result<eid::DocumentReading>& reading) {
      return reading.ok() ? spelled(reading) : std::string(foyer::name(reading.failure().code));
    };
    const std::string in_process = outcome(read(chip, image));
    REQUIRE(lifted(program, reader));
    REQUIRE(program.command(std::string("insert ") + name) == "ok\n");
    const auto channel = connected(reader);
    REQUIRE(channel);
    CHECK(channel->extended_length() == image.extended_length);
    CHECK(outcome(read(*channel, image, system_randomness())) == in_process);
  }
}

TEST_CASE("line: the hand's commands list, describe, swap and refuse") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  VirtualCardProgram program(*service);
  std::istringstream names(program.command("list"));
  std::string word;
  names >> word;
  CHECK(word == "ok");
  std::size_t count = 0;
  while (names >> word)
    count += find_personality(word) != nullptr ? 1 : 0;
  CHECK(count == personalities().size());
  CHECK(program.command("about title") == "ok " + find_personality("title")->about + "\n");
  CHECK(program.command("about nobody").rfind("error", 0) == 0);
  CHECK(program.command("insert nobody").rfind("error", 0) == 0);
  CHECK(program.command("swap").rfind("error", 0) == 0);
  CHECK(program.command("swap details") == "ok\n");
  CHECK(program.command("status").find(" details") != std::string::npos);
  CHECK(program.command("swap title") == "ok\n");
  CHECK(program.command("status").find(" title") != std::string::npos);
}
