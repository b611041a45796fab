// SPDX-License-Identifier: EUPL-1.2
// OpenSC on a private pcscd with two virtual readers: the visitors' card is left alone.
#include "office.hpp"
#include "seen.hpp"

#include <card_pcsc/pcsc_reader.hpp>
#include <support_pcsc/pcsc_service.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using api::StaffCard;
using test::Desk;
using test::Office;
using test::PcscService;
using test::VirtualCardProgram;

namespace {

constexpr const char* staff_name = "Virtual PCD 00 01";

card_pcsc::PcscReader staff_reader() {
  return card_pcsc::PcscReader({.ours = {staff_name}});
}

staff_pkcs11::Pkcs11Config opensc_config(bool told_what_to_ignore) {
  staff_pkcs11::Pkcs11Config config;
  config.reader = staff_name;
  config.judge = Office::instance().judge_config();
  config.worker = WORKER;
  config.look_limit = std::chrono::minutes(2); // a loaded machine, not a broken module
  if (told_what_to_ignore)
    config.other_readers = [] { return staff_reader().other_readers(); };
  return config;
}

int commands(VirtualCardProgram& card) {
  const std::string status = card.command("status");
  return std::stoi(status.substr(status.find("commands=") + 9));
}

// Waits until pcscd has seen the card.
bool sees(const char* reader, api::CardPresence wanted) {
  std::stop_source stop;
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  bool seen = false;
  std::jthread late([&](const std::stop_token& done) {
    while (!done.stop_requested() && std::chrono::steady_clock::now() < limit)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop.request_stop();
  });
  card_pcsc::PcscReader({.ours = {reader}}).watch(stop.get_token(), [&](api::CardPresence now) {
    seen = now == wanted;
    if (seen)
      stop.request_stop();
  });
  return seen;
}

} // namespace

TEST_CASE("opensc: while it looks at the staff's card, the visitors' card hears nothing") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  VirtualCardProgram visitor(*service, 0);
  VirtualCardProgram other(*service, 1);
  REQUIRE(visitor.command("insert") == "ok\n");
  REQUIRE(other.command("insert") == "ok\n");
  REQUIRE(sees("Virtual PCD 00 00", api::CardPresence::present));
  {
    Desk desk(opensc_config(true),
              std::make_unique<card_pcsc::PcscReader>(card_pcsc::PcscConfig{.ours = {staff_name}}));
    // A residence title in the staff's reader is a wrong card.
    CHECK(desk.comes_to(StaffCard::foreign));
    CHECK(commands(other) > 0);
    CHECK(commands(visitor) == 0);
    other.command("remove");
    CHECK(desk.comes_to(StaffCard::absent));
  }
  // Without the list OpenSC goes over every reader: what the list is for.
  other.command("insert");
  Desk desk(opensc_config(false),
            std::make_unique<card_pcsc::PcscReader>(card_pcsc::PcscConfig{.ours = {staff_name}}));
  CHECK(desk.comes_to(StaffCard::foreign));
  CHECK(commands(visitor) > 50);
}

TEST_CASE("opensc: a service card logs in, and the visitors' card hears nothing of it") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  VirtualCardProgram visitor(*service, 0);
  REQUIRE(visitor.command("insert") == "ok\n");
  REQUIRE(sees("Virtual PCD 00 00", api::CardPresence::present));

  Desk desk(opensc_config(true),
            std::make_unique<card_pcsc::PcscReader>(card_pcsc::PcscConfig{.ours = {staff_name}}));
  REQUIRE(desk.comes_to(StaffCard::absent));
  const test::CardSpec karla{.name = "karla", .policy = test::technician_policy, .rsa = true};
  processes::Process card({SERVICE_CARD, Office::instance().database(karla).string(), karla.name,
                           std::to_string(service->port() + 1)},
                          Office::instance().file("service-card.log"));
  REQUIRE(desk.comes_to(StaffCard::ready));
  CHECK(desk.last().role == api::StaffRole::technician);
  CHECK_FALSE(desk.log_in("999999").ok());
  const auto login = desk.log_in("123456");
  INFO((login.ok() ? "" : login.failure().detail));
  REQUIRE(login.ok());
  CHECK(login->role == api::StaffRole::technician);
  card.terminate();
  CHECK(desk.comes_to(StaffCard::absent));
  CHECK_FALSE(desk.log_in("123456").ok());
  CHECK(commands(visitor) == 0);
}
